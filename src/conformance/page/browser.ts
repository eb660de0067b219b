/** A browser: it keeps cookies, and sends the Origin of its page. */
import { createChain, type Chain } from '../../protocol/chain.js';
import { need } from '../expect.js';
import { describe, ownConnection, send, type Answer } from '../http/send.js';
import type { Trace } from '../http/trace.js';
import type { Rig } from '../rig.js';
import { createAttempt, type Attempt } from './attempt.js';

export interface CallOptions {
  /** What the report says in addition: `with another attempt's key`. */
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value for JSON, or a text that is sent as it is. */
  readonly body?: unknown;
  /** Default: the page's own for POST and DELETE; null: none. */
  readonly origin?: string | null;
  /** Instead of those in the jar; '' for none. */
  readonly cookie?: string;
  /** For an answer that may take its time. */
  readonly timeoutMs?: number;
}

export interface Browser {
  /** Name and value of each cookie. */
  readonly cookies: ReadonlyMap<string, string>;
  readonly cookieHeader: () => string;
  /** A path below the base URL, such as `/attempts`. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Creates an attempt, and returns the answer as it is. */
  create(chain: Chain, more?: object, options?: CallOptions): Promise<Answer>;
  /** Creates an attempt. @throws BrokenOff unless the answer is 201 */
  open(more?: object, options?: CallOptions): Promise<Attempt>;
}

export function createBrowser(rig: Rig, trace: Trace): Browser {
  const cookies = new Map<string, string>();
  const base = rig.url.replace(/\/+$/, '');
  const cookieHeader = (): string => Array.from(cookies, (pair) => pair.join('=')).join('; ');

  function keep(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /;\s*max-age=(0|-\d+)\s*(;|$)/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
  }

  async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { as = '', cookie = cookieHeader() } = options;
    const { origin = method === 'GET' ? null : rig.origin } = options;
    const [, below = path] = /^([^?]*)/.exec(path) ?? [];
    const named = below.replace(/^(\/(?:attempts|identities)\/)[^/]+/, '$1(id)');
    const answer = await send(
      {
        by: 'page',
        as: `${method} ${named}${as && ` ${as}`}`,
        url: `${base}${path}`,
        init: { method, ...contentOf({ ...options, origin, cookie }) },
      },
      trace,
      { call: rig.call, timeoutMs: options.timeoutMs ?? rig.timeoutMs },
    );
    keep(answer.setCookies);
    return answer;
  }

  const create: Browser['create'] = ({ challenge }, more = {}, options = {}) =>
    call('POST', '/attempts', {
      body: { challenge, purpose: 'login', method: rig.method, ...more },
      ...options,
    });

  const browser: Browser = {
    ...{ cookies, cookieHeader, call, create },
    async open(more = {}, options = {}) {
      const chain = await createChain();
      const created = await create(chain, more, options);
      need(created.status === 201, `A create needs 201, saw ${describe(created)}.`);
      return createAttempt(browser, chain, created, { rig, trace });
    },
  };
  return browser;
}

/** Headers and body. */
function contentOf({
  headers,
  body,
  origin,
  cookie,
}: CallOptions & Required<Pick<CallOptions, 'origin' | 'cookie'>>): RequestInit {
  return {
    headers: {
      ...ownConnection,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(origin === null ? {} : { origin }),
      ...(cookie === '' ? {} : { cookie }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}
