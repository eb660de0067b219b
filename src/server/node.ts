/** `wechat-mp-login/server/node`: mounts the backend in node:http and whatever builds on it. */
import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { WechatMpLogin } from './create-login.js';

export interface NodeListenerOptions {
  /**
   * How many proxies of your own stand in front and each add to `X-Forwarded-For`; 0 by default: the
   * header, which anybody can send, is not read.
   */
  readonly trustedProxies?: number;
}

/** A listener for requests below `publicUrl`; others get 404. */
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
    // Without it the adapter replaces the process's own Request and Response.
    { overrideGlobalObjects: false },
  );
  return (incoming, outgoing) => void listener(incoming, outgoing);
}
