/** `wechat-mp-login/server/node`: runs the backend on node:http and on frameworks that build on it. */
import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
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
 * @param login - what `createWechatMpLogin` returned
 * @param options - `trustedProxies`: how many proxies of your own add to `X-Forwarded-For`; 0 by default
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
  { trustedProxies = 0 }: NodeListenerOptions = {},
): RequestListener {
  const listener = getRequestListener(
    (request, { incoming }) => {
      const forwarded = incoming.headers['x-forwarded-for'];
      const hops = [forwarded ?? []].flat().join(',').split(',');
      const hop = trustedProxies > 0 ? hops.at(-trustedProxies)?.trim() : undefined;
      return login.fetch(request, { address: hop || (incoming.socket.remoteAddress ?? '') });
    },
    // By default the adapter replaces the global Request and Response of the process.
    { overrideGlobalObjects: false },
  );
  return (incoming, outgoing) => void listener(incoming, outgoing);
}
