/** `createWechatMpLogin`: the backend, as one function. */
import { createMemoryStore } from './attempts/store/memory-store.js';
import type { Store } from './attempts/store/store.js';
import { compareSecrets } from './base/secrets/compare-secrets.js';
import { createStoreClock } from './attempts/store/store-clock.js';
import { createHealth, type Health } from './base/operation/health.js';
import { createShutDown, type CloseOptions } from './base/operation/shut-down.js';
import { checkOptions } from './options/check-options.js';
import { forgetBrowser, forgetBrowsersOfAccount } from './endpoints/logins/known-browsers.js';
import type { Backend } from './endpoints/backend.js';
import { scanAgainText } from './endpoints/push/scan-again.js';
import type { Caller } from './host/caller.js';
import { createAddressCheck } from './http/address-check.js';
import { setAnswerer, toResponse, type Answer } from './http/answer.js';
import { createTakePush, type HandedPush } from './http/hand-over.js';
import { createRequestCheck } from './http/requests.js';
import { createRouter } from './http/router.js';
import type { AnyOptions, Options, SeveralAccountsOptions } from './options/options.js';
import { createBackend } from './create-backend.js';
import { warnAtStart } from './warn-at-start.js';

export interface WechatMpLogin {
  /**
   * Answers one request below `publicUrl`. Anything that `caller` leaves out is read from the request's
   * headers, and `Set-Cookie` goes on the response. Pass the client's address, which headers cannot
   * prove: without an address, the limits by address do not apply. A request without `Origin` is allowed:
   * browsers send `Origin` with every POST and DELETE, and only browsers can be tricked into acting for
   * somebody else.
   *
   * The returned promise rejects only if `request` is no Request at all: with a TypeError that says what
   * to pass. Requests of other implementations than the runtime's own are understood.
   */
  readonly fetch: (request: Request, caller?: Partial<Caller>) => Promise<Response>;
  /** The server URL to enter on the WeChat developer platform; that of the first official account. */
  readonly callbackUrl: string;
  /** The server URL of each official account, by its key. */
  readonly callbackUrls: Readonly<Record<string, string>>;
  /**
   * For an application that receives the account's pushes itself: hands over one of them. If it is the
   * push of a login, resolves with the response to answer WeChat with. Otherwise resolves with undefined:
   * the push is the application's. A `Request` can still be read afterwards. A push with a wrong
   * signature is the application's, too, and the log says so.
   *
   * Pass a `Request`, or the URL and the body as they came: `{ url, body }`. `onPush` and
   * `forwardPushes` have no part in it. It never rejects.
   *
   * @example
   * ```ts
   * declare const login: WechatMpLogin;
   * declare function answerMessage(request: Request): Promise<Response>;
   * async function receive(request: Request): Promise<Response> {
   *   return (await login.takePush(request)) ?? answerMessage(request);
   * }
   * console.log(typeof receive);
   * ```
   */
  takePush(push: Request | HandedPush): Promise<Response | undefined>;
  /**
   * For an application that answers its pushes itself: the text with which to ask somebody who follows
   * without a scene, that is, with an empty EventKey, to scan again or to send the digits of the page. Undefined while no visitor can be
   * waiting (docs/backend.md#follows-without-a-scene).
   * Rejects with a WechatMpLoginError `store_unavailable` if the store fails.
   *
   * @example
   * ```ts
   * declare const login: WechatMpLogin;
   * const welcome = ['Welcome!', await login.scanAgainText()].filter((text) => text !== undefined);
   * console.log(welcome.join('\n\n'));
   * ```
   */
  scanAgainText(): Promise<string | undefined>;
  /**
   * Forgets this browser: the next login in it is asked in the chat again. Call it when somebody signs
   * out. With the option `keepBrowsersAtSignOut`, it does nothing.
   *
   * @example
   * ```ts
   * declare const login: WechatMpLogin, sessions: CookieSessions, caller: Caller;
   * async function signOut(): Promise<void> {
   *   await login.forgetBrowser(caller);
   *   caller.setCookie(await sessions.close(caller.cookie));
   * }
   * console.log(typeof signOut);
   * ```
   */
  forgetBrowser(caller: Pick<Caller, 'cookie' | 'setCookie'>): Promise<void>;
  /**
   * Forgets every browser in which somebody has confirmed a login to this account. Call it when a password
   * is reset, and for "sign out everywhere".
   *
   * @example
   * ```ts
   * declare const login: WechatMpLogin, sessions: CookieSessions, account: HostAccount;
   * async function signOutEverywhere(): Promise<void> {
   *   await sessions.endAll(account.id);
   *   await login.forgetBrowsers(account.id);
   * }
   * console.log(typeof signOutEverywhere);
   * ```
   */
  forgetBrowsers(accountId: string): Promise<void>;
  /**
   * Call it before the process ends. Streams and held reads end, spread over at most 5 seconds, so that
   * their pages connect to another process one after the other; new ones are refused, and the pages try again.
   * Other requests are still answered. Resolves when nothing is under way any more, including notices,
   * events and `onPush` that go on after their answers; or after `timeoutMs`, and the log then says so.
   * It may be called again, and returns the same promise.
   *
   * @throws ConfigurationError if `timeoutMs` is no number
   * @example
   * ```ts
   * import type { Server } from 'node:http';
   *
   * declare const login: WechatMpLogin, server: Server;
   * process.once('SIGTERM', () => {
   *   server.close(() => process.exit(0)); // takes no new connections
   *   void login.close({ timeoutMs: 8000 }).then(() => server.closeAllConnections());
   * });
   * ```
   */
  close(options?: CloseOptions): Promise<void>;
  /**
   * Whether this process can serve visitors. For an endpoint of your own, which your load balancer asks:
   * answer 503 unless `ready`. Whether the process is alive needs no function: it answers. What it returns
   * contains no secret, but visitors need not see it. The store is asked once a second at most, and WeChat never.
   * It never rejects.
   *
   * @example
   * ```ts
   * declare const login: WechatMpLogin;
   * async function readiness(): Promise<Response> {
   *   const health = await login.health();
   *   return Response.json(health, { status: health.ready ? 200 : 503 });
   * }
   * console.log(typeof readiness);
   * ```
   */
  health(): Promise<Health>;
}

/**
 * Creates the backend, as one function from Request to Response that runs on any server.
 *
 * @param options - see `Options`; `publicUrl`, `accounts` and `sessions` are required, and either
 *   `officialAccount` with `wechat`, or `officialAccounts`
 * @throws ConfigurationError if an option is missing, wrong or dangerous
 * @example
 * ```ts
 * declare const wechat: WechatOptions, accounts: Accounts, sessions: Sessions;
 * const login = createWechatMpLogin({
 *   publicUrl: 'https://example.com/wechat-login',
 *   officialAccount: { name: 'Example' },
 *   newAccounts: 'create',
 *   wechat, accounts, sessions,
 * });
 * const response = await login.fetch(new Request('https://example.com/wechat-login/attempts'));
 * ```
 */
export function createWechatMpLogin(options: Options): WechatMpLogin;
// oxlint-disable-next-line typescript/unified-signatures -- for a union, the compiler names no option that is missing
export function createWechatMpLogin(options: SeveralAccountsOptions): WechatMpLogin;
export function createWechatMpLogin(options: AnyOptions): WechatMpLogin {
  const given = checkOptions(options);
  const { baseUrl, log, officialAccounts } = given;
  const store = options.store ?? createMemoryStore({ now: given.now });
  const clock = createStoreClock(store, given.now, log);
  const checked = { ...given, now: clock.now };
  const backend = createBackend(options, checked, store);
  const { deviceCookies, metrics, underWay } = backend;
  const route = createRouter(backend);
  const takePush = createTakePush(backend);
  const checkRequest = createRequestCheck(log);
  const checkAddress = createAddressCheck({ log, isSecure: checked.secure });
  warnAtStart(options, checked);
  const { records } = options.store ?? {};
  if (records) void compareSecrets({ ...checked, records });

  async function routed(request: Request, given: Partial<Caller>): Promise<Answer> {
    await clock.ready();
    const cookies: string[] = [];
    const caller = completeCaller(request, given, cookies);
    checkAddress(request, caller.address);
    return { ...(await route(request, caller)), cookies };
  }

  async function answer(request: Request, given: Partial<Caller> = {}): Promise<Answer> {
    checkRequest(request);
    return underWay.run(() => routed(request, given));
  }

  const fetch: WechatMpLogin['fetch'] = async (request, given) =>
    toResponse(await answer(request, given));
  setAnswerer(fetch, answer);

  const callbackUrls = Object.fromEntries(
    officialAccounts.map(({ key, callbackPath }) => [key, baseUrl + callbackPath]),
  );
  return {
    callbackUrl: baseUrl + officialAccounts[0].callbackPath,
    callbackUrls,
    fetch,
    takePush: (push) => underWay.run(() => takePush(push)),
    scanAgainText: () => scanAgainText(backend, Object.keys(callbackUrls)),
    async forgetBrowser({ cookie, setCookie }) {
      if (options.keepBrowsersAtSignOut) return;
      const device = await deviceCookies.read(cookie);
      if (device) await forgetBrowser(backend, device);
      setCookie(deviceCookies.forget());
    },
    forgetBrowsers: (accountId) => forgetBrowsersOfAccount(backend, accountId),
    close: createShutDown({
      ...{ log, metrics, underWay },
      endWaits: (spreadMs) => backend.watchers.close(spreadMs),
    }),
    health: healthOf(backend, store, given.now),
  };
}

function healthOf({ log, watchers, officialAccounts }: Backend, store: Store, now: () => number) {
  return createHealth({
    ...{ log, now },
    isClosing: () => watchers.isClosed,
    // There is none with this id.
    askStore: () => store.get('health'),
    wechat: () =>
      officialAccounts.list.map(({ key, lastResult }) => ({
        officialAccount: key,
        ...lastResult(),
      })),
  });
}

/**
 * Fills in from the headers what `given` leaves out. Without `given.setCookie`, collects the lines.
 *
 * Takes `unknown` values: where a runtime or framework calls `login.fetch` itself, as in
 * `Bun.serve({ fetch: login.fetch })`, the second argument is an object of its own.
 */
function completeCaller(
  { headers }: Request,
  given: { readonly [Name in keyof Caller]?: unknown },
  setCookieLines: string[],
): Caller {
  const text = (value: unknown, header: string): string =>
    typeof value === 'string' ? value : (headers.get(header) ?? '');
  const { address, origin, userAgent, cookie, setCookie } = given;
  return {
    address: typeof address === 'string' ? address : '',
    origin: typeof origin === 'string' || origin === null ? origin : headers.get('origin'),
    userAgent: text(userAgent, 'user-agent'),
    cookie: text(cookie, 'cookie'),
    setCookie(line) {
      if (isFunction(setCookie)) setCookie(line);
      else setCookieLines.push(line);
    },
  };
}

function isFunction(value: unknown): value is (argument: unknown) => unknown {
  return typeof value === 'function';
}
