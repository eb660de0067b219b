/** The browser of one visitor: its cookies, and its requests to the backend. */
import type { Answer, StreamListener } from './http.js';
import { insist } from './patience.js';
import type { Tally } from '../tally.js';
import { pageHeaders, requireStatus, type Connection, type Target } from './target.js';

/** What the visitors of one run share. */
export interface World {
  readonly target: Target;
  readonly connection: Connection;
  readonly tally: Tally;
}

export interface Browser {
  /** @throws LoadError if the answer has another status */
  post(what: string, path: string, body: object, status: number): Promise<unknown>;
  get(what: string, path: string): Promise<unknown>;
  /** Resolves once the stream is open, with the function that closes it. */
  openStream(path: string, key: string, listener: StreamListener): Promise<() => void>;
  readonly hasCookie: (name: string) => boolean;
}

export function createBrowser({ target, connection, tally }: World, visitor: number): Browser {
  const { origin, patienceMs = 0 } = target;
  const jar = createCookieJar();
  const headers = (): Record<string, string> => {
    const cookies = jar.header();
    return { ...pageHeaders(visitor, origin), ...(cookies === '' ? {} : { Cookie: cookies }) };
  };

  async function ask(
    what: string,
    sent: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string },
    status: number,
  ): Promise<unknown> {
    const answer = await insist(what, patienceMs, tally, async () => {
      const server = connection.nextServer();
      const received = await connection.http.send({ ...sent, server, headers: headers() });
      requireStatus(what, received, status);
      return received;
    });
    jar.keep(answer);
    return JSON.parse(answer.text);
  }

  return {
    post: (what, path, body, status) =>
      ask(what, { method: 'POST', path, body: JSON.stringify(body) }, status),
    get: (what, path) => ask(what, { method: 'GET', path }, 200),
    openStream: (path, key, listener) =>
      insist('stream', patienceMs, tally, async () => {
        const { status, close } = await connection.http.openStream(
          {
            ...{ server: connection.nextServer(), method: 'GET', path },
            headers: { ...headers(), Accept: 'text/event-stream', Authorization: `Bearer ${key}` },
          },
          listener,
        );
        if (status !== 200) close();
        requireStatus('stream', { status, text: '', setCookies: [] }, 200);
        return close;
      }),
    hasCookie: jar.has,
  };
}

function createCookieJar() {
  const cookies = new Map<string, string>();
  return {
    keep({ setCookies }: Answer): void {
      for (const line of setCookies) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/;\s*max-age=0\b/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
    },
    /** '' without cookies. */
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    has: (name: string): boolean => cookies.has(name),
  };
}
