/** `wechat-mp-login/server/node`: runs the backend on node:http and on frameworks that build on it. */
import type { IncomingMessage, RequestListener } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { getRequestListener } from '@hono/node-server';
import { requireOption } from './base/configuration-error.js';
import type { WechatMpLogin } from './create-login.js';

export interface NodeListenerOptions {
  /**
   * How many proxies of your own, in front of this server, add to `X-Forwarded-For`. With 0, the
   * default, the header is ignored, because any client can send it.
   */
  readonly trustedProxies?: number;
}

/**
 * Creates a listener for `node:http` that answers requests below `publicUrl`, and others with 404.
 *
 * It also works on frameworks that build on node:http, such as Express and NestJS: mounted below a path,
 * and after a body parser. What cannot be understood, the backend says in the log.
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
  login: Pick<WechatMpLogin, 'fetch'>,
  options: NodeListenerOptions = {},
): RequestListener {
  checkTrustedProxies(options);
  const listener = getRequestListener(
    async (request, { incoming }) => {
      try {
        return await login.fetch(request, { address: clientAddress(incoming, options) });
      } catch (error) {
        // oxlint-disable-next-line no-console -- the adapter would answer 500 without a word
        console.error('wechat-mp-login: a request failed:', error);
        return new Response(null, { status: 500 });
      }
    },
    // By default the adapter replaces the global Request and Response of the process.
    { overrideGlobalObjects: false },
  );
  return (incoming: FrameworkRequest, outgoing) => {
    const rawBody = bodyReadBefore(incoming);
    if (rawBody) incoming.rawBody = rawBody;
    const { url } = incoming;
    incoming.url = wholeUrl(incoming);
    // The adapter reads `url` at once. What the framework does afterwards finds it as it was.
    void listener(incoming, outgoing);
    incoming.url = url;
  };
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

/** What frameworks add to a request of node:http. */
interface FrameworkRequest extends IncomingMessage {
  /** Express: the path that the router has removed from the beginning of `url`. */
  readonly baseUrl?: unknown;
  /** Connect, and all that build on it: `url` as it came. */
  readonly originalUrl?: unknown;
  /** What a body parser made of the body. */
  readonly body?: unknown;
  /** The body as it came. */
  rawBody?: unknown;
}

function wholeUrl({ url = '/', baseUrl, originalUrl }: FrameworkRequest): string {
  // Not `originalUrl` if possible: the application may have rewritten `url` before.
  if (typeof baseUrl === 'string' && url.startsWith('/')) return baseUrl + url;
  return typeof originalUrl === 'string' ? originalUrl : url;
}

/** The body, if a body parser has read it; undefined if not, or if the parser did not keep it. */
function bodyReadBefore(incoming: FrameworkRequest): Buffer | undefined {
  // Parsers also set `body` to {} for a body that they leave alone.
  if (!incoming.readableDidRead) return undefined;
  const { rawBody, body, headers } = incoming;
  for (const each of [rawBody, body]) {
    if (typeof each === 'string' || each instanceof Uint8Array) return Buffer.from(each);
  }
  const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
  return isJson && body !== undefined ? Buffer.from(JSON.stringify(body)) : undefined;
}
