/** WeChat's API as a `fetch` function that returns the answers that a test has queued. */

export interface SeenCall {
  readonly path: string;
  readonly method: string;
  /** The access token in the query. */
  readonly token: string | null;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown> | undefined;
  readonly init: RequestInit;
}

/** A JSON value to answer with, or a function that makes the answer. */
export type Answer = object | ((call: SeenCall) => Response | Promise<Response>);

export const tokenPath = '/cgi-bin/stable_token';
export const qrPath = '/cgi-bin/qrcode/create';
export const userPath = '/cgi-bin/user/info';
export const changePath = '/cgi-bin/changeopenid';
export const qrUrl = 'http://weixin.qq.com/q/028MgH1oLwdyi1ySjNxq17';
export const rid = '655d9278-7c157f97-69055077';

/** An answer with an errcode, in the form of WeChat. */
export const refusal = (errcode: number, errmsg = 'refused'): object => ({
  errcode,
  errmsg: `${errmsg} rid: ${rid}`,
});

export function createFakeApi() {
  const calls: SeenCall[] = [];
  const queued = new Map<string, Answer[]>();
  let tokens = 0;

  const defaults: Readonly<Record<string, () => object>> = {
    [tokenPath]: () => ({ access_token: `token-${++tokens}`, expires_in: 7200 }),
    [qrPath]: () => ({ ticket: 'gQFy7zwAAAAAAAAAAS5odHRw', expire_seconds: 240, url: qrUrl }),
    [userPath]: () => ({ subscribe: 1, openid: 'o', nickname: '', unionid: 'oUnion' }),
  };

  async function fetch(input: string, init: RequestInit): Promise<Response> {
    const url = new URL(input);
    const call: SeenCall = {
      path: url.pathname,
      method: init.method ?? 'GET',
      token: url.searchParams.get('access_token'),
      query: url.searchParams,
      body:
        typeof init.body === 'string'
          ? (JSON.parse(init.body) as Record<string, unknown>)
          : undefined,
      init,
    };
    calls.push(call);
    // As over a network, the answer is never available in the same turn.
    await Promise.resolve();
    const answer = queued.get(call.path)?.shift() ?? defaults[call.path]?.();
    if (typeof answer === 'function') return (answer as (call: SeenCall) => Response)(call);
    return Response.json(answer ?? refusal(43002));
  }

  return {
    fetch,
    calls,
    /** The calls to one path. */
    to: (path: string): SeenCall[] => calls.filter((call) => call.path === path),
    /** Queues the next answers of one path; the default answers follow. */
    answer(path: string, ...answers: Answer[]): void {
      queued.set(path, [...(queued.get(path) ?? []), ...answers]);
    },
  };
}
