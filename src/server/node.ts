/** `wechat-mp-login/server/node`: runs the backend on node:http and on frameworks that build on it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { requireOption } from './base/configuration-error.js';
import type { WechatMpLogin } from './create-login.js';
import { bodyReadBefore } from './frameworks/body-read-before.js';
import { wholeUrl, type FrameworkRequest } from './frameworks/framework-request.js';
import { answererOf, toResponse, type Answer } from './http/answer.js';
import { wayOutOf } from './http/requests.js';

export interface NodeListenerOptions {
  /**
   * How many proxies of your own, in front of this server, add to `X-Forwarded-For`. With 0, the
   * default, the header is ignored, because any client can send it.
   */
  readonly trustedProxies?: number;
}

/**
 * Frameworks that build on node:http pass `next`, which hands the request to what is mounted after.
 *
 * The listener returns a promise, for frameworks that wait for it. Its type says `void`, as that of
 * node:http's own listeners does, so that linters let you pass it where nobody waits.
 */
export type NodeListener = (
  incoming: IncomingMessage | Http2ServerRequest,
  outgoing: ServerResponse | Http2ServerResponse,
  next?: (error?: Error) => void,
) => void;

/**
 * Creates a listener for `node:http` and `node:http2` that answers requests below `publicUrl`, and others
 * with 404.
 *
 * It also works on frameworks that build on node:http, such as Express and NestJS: mounted below a path
 * or without one, before and after body parsers. Requests that are not below `publicUrl` then go on to
 * `next`. What cannot be understood, the backend says in the log.
 *
 * The listener returns a promise, which resolves when the answer has been sent; it rejects only if the
 * listener is called with something else than a request and a response of Node.js.
 *
 * @param login - what `createWechatMpLogin` returned, or a simulator
 * @param options - `trustedProxies`: how many proxies of your own add to `X-Forwarded-For`; 0 by default
 * @throws ConfigurationError if `trustedProxies` is not a whole number
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import type { WechatMpLogin } from 'wechat-mp-login/server';
 *
 * declare const login: WechatMpLogin;
 * createServer(toNodeListener(login, { trustedProxies: 1 })).listen(3000);
 * ```
 */
export function toNodeListener(
  login: Pick<WechatMpLogin, 'fetch'> & Partial<Pick<WechatMpLogin, 'callbackUrl'>>,
  options: NodeListenerOptions = {},
): NodeListener {
  checkTrustedProxies(options);
  const basePath = basePathOf(login.callbackUrl);
  const nexts = new WeakMap<object, (error?: Error) => void>();
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      const next = nexts.get(incoming);
      const isOurs = (): boolean =>
        basePath === undefined || new URL(request.url).pathname.startsWith(basePath);
      try {
        const caller = { address: clientAddress(incoming, options) };
        const answer = await (answererOf(login.fetch)?.(request, caller) ??
          login.fetch(request, caller));
        if (!next || answer.status !== 404 || isOurs()) {
          // Frameworks have Response classes of their own.
          return 'json' in answer ? answer : send(answer, outgoing);
        }
        next();
      } catch (error) {
        if (!next) {
          // oxlint-disable-next-line no-console -- the adapter would answer 500 without a word
          console.error('wechat-mp-login: a request failed:', error);
          return new Response(null, { status: 500 });
        }
        next(error instanceof Error ? error : new Error('A request failed', { cause: error }));
      }
      return RESPONSE_ALREADY_SENT;
    },
    {
      // By default the adapter replaces the global Request and Response of the process.
      overrideGlobalObjects: false,
      // For requests without a `Host`, which health checks send.
      hostname: 'localhost',
      errorHandler: unreadable,
    },
  );
  // oxlint-disable-next-line typescript/no-misused-promises -- see NodeListener
  return async (incoming: NodeRequest, outgoing, next) => {
    if (typeof (outgoing as Partial<typeof outgoing> | undefined)?.writeHead !== 'function') {
      throw new TypeError(
        `The listener of toNodeListener was given something that is no request and response of node:http. ${wayOutOf(incoming)}`,
      );
    }
    const rawBody = bodyReadBefore(incoming);
    if (rawBody !== undefined) incoming.rawBody = Buffer.from(rawBody);
    if (next) nexts.set(incoming, next);
    const { url } = incoming;
    incoming.url = wholeUrl(incoming);
    const answered = listener(incoming, outgoing);
    // The adapter has read `url` at once. What the framework does afterwards finds it as it was.
    incoming.url = url ?? '';
    await answered;
  };
}

/** Sends an answer whose text is at hand. The adapter sends all others. */
function send(answer: Answer, outgoing: ServerResponse | Http2ServerResponse): Response {
  const { status, headers, cookies = [], body } = answer;
  if (typeof body !== 'string') return toResponse(answer);
  // Both take these arguments. In some versions of their types, a union of both cannot be called.
  (outgoing as ServerResponse).writeHead(status, {
    'content-length': Buffer.byteLength(body),
    ...headers,
    ...(cookies.length > 0 ? { 'set-cookie': [...cookies] } : {}),
  });
  outgoing.end(body);
  return RESPONSE_ALREADY_SENT;
}

type NodeRequest = (IncomingMessage | Http2ServerRequest) & FrameworkRequest;

/** `/wechat-login/`, with which every path of the backend begins; undefined if it is another server. */
function basePathOf(callbackUrl: string | undefined): string | undefined {
  return callbackUrl === undefined
    ? undefined
    : new URL(callbackUrl).pathname.replace(/wechat\/[^/]*$/, '');
}

/** Says why a request has no Request: its `Host`, for example. */
function unreadable(error: unknown): Response {
  const message = error instanceof Error ? error.message : 'The request cannot be read';
  return new Response(message, { status: 400, headers: { 'Content-Type': 'text/plain' } });
}

/**
 * The address of the visitor who sent a request: the socket's, or behind proxies of your own, the one
 * that the first of them added to `X-Forwarded-For`. Pass it to `login.fetch` where a framework on
 * Node.js hands you a `Request`.
 *
 * @param incoming - the request of node:http
 * @param options - `trustedProxies`: how many proxies of your own add to `X-Forwarded-For`; 0 by default
 * @returns an IP address; '' if the connection has ended
 * @throws ConfigurationError if `trustedProxies` is not a whole number
 * @example
 * ```ts
 * import type { HttpBindings } from '@hono/node-server';
 * import { Hono } from 'hono';
 * import type { WechatMpLogin } from 'wechat-mp-login/server';
 *
 * declare const login: WechatMpLogin;
 * const app = new Hono<{ Bindings: HttpBindings }>();
 * app.all('/wechat-login/*', ({ req, env }) =>
 *   login.fetch(req.raw, { address: clientAddress(env.incoming, { trustedProxies: 1 }) }),
 * );
 * ```
 */
export function clientAddress(
  incoming: IncomingMessage | Http2ServerRequest,
  options: NodeListenerOptions = {},
): string {
  const trustedProxies = checkTrustedProxies(options);
  const hops = [incoming.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const hop = trustedProxies > 0 ? hops.at(-trustedProxies)?.trim() : undefined;
  return hop || (incoming.socket.remoteAddress ?? '');
}

/** Takes `unknown`, because JavaScript does not check types. */
function checkTrustedProxies({ trustedProxies = 0 }: NodeListenerOptions): number {
  const given: unknown = trustedProxies;
  requireOption(
    Number.isSafeInteger(given) && trustedProxies >= 0,
    '`trustedProxies` must be the number of your own proxies that add to X-Forwarded-For, such as 1; leave it out if there are none.',
  );
  return trustedProxies;
}
