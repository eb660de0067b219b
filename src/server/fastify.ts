/** `wechat-mp-login/server/fastify`: runs the backend as a plugin of Fastify 4 and 5. */
import { ConfigurationError } from './base/configuration-error.js';
import type { WechatMpLogin } from './create-login.js';
import { toNodeListener, type NodeListener, type NodeListenerOptions } from './node.js';

/** What the plugin uses of Fastify, which is no dependency of this package. */
export interface FastifyLike {
  readonly prefix: string;
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(
    contentType: string,
    parser: (request: unknown, payload: unknown, done: (error: Error | null) => void) => void,
  ): unknown;
  addHook(name: 'preClose', hook: (done: () => void) => void): unknown;
  route(options: {
    method: ('GET' | 'POST' | 'DELETE' | 'OPTIONS')[];
    url: string;
    handler(request: FastifyRequestLike, reply: FastifyReplyLike): void;
  }): unknown;
}

export interface FastifyRequestLike {
  readonly raw: Parameters<NodeListener>[0];
}

export interface FastifyReplyLike {
  readonly raw: Parameters<NodeListener>[1];
  hijack(): unknown;
  getHeaders(): Record<string, number | string | string[] | undefined>;
}

export type FastifyPluginLike = (
  instance: FastifyLike,
  options: unknown,
  done: (error?: Error) => void,
) => void;

/**
 * Creates a plugin that answers requests below `publicUrl`. Fastify's own body parsers would read JSON
 * before the backend, and refuse the XML of WeChat's pushes, so the plugin turns them off for its own
 * addresses. The rest of the application keeps them.
 *
 * Register it at the top, or under a prefix with which the path of `publicUrl` begins. When Fastify
 * closes, open event streams end. A simulator has no address of its own: register it under a prefix.
 *
 * @param login - what `createWechatMpLogin` returned, or a simulator
 * @param options - `trustedProxies`: how many proxies of your own add to `X-Forwarded-For`; 0 by
 *   default. Fastify's `trustProxy` has no effect here
 * @throws ConfigurationError if `trustedProxies` is not a whole number. Fastify reports one at its start
 *   if the plugin is registered under a prefix with which the path of `publicUrl` does not begin
 * @example
 * ```ts
 * import type { WechatMpLogin } from 'wechat-mp-login/server';
 *
 * declare const login: WechatMpLogin;
 * declare const app: { register(plugin: FastifyPluginLike): unknown }; // fastify()
 * app.register(toFastifyPlugin(login, { trustedProxies: 1 }));
 * ```
 */
export function toFastifyPlugin(
  login: Pick<WechatMpLogin, 'fetch'> & Partial<Pick<WechatMpLogin, 'callbackUrl' | 'close'>>,
  options: NodeListenerOptions = {},
): FastifyPluginLike {
  const listener = toNodeListener(login, options);
  const path = login.callbackUrl && new URL(login.callbackUrl).pathname;
  return (instance, _, done) => {
    const prefix = instance.prefix.replace(/\/$/, '');
    const basePath = path?.replace(/\/wechat\/[^/]*$/, '') ?? prefix;
    if (!`${basePath}/`.startsWith(`${prefix}/`)) {
      done(
        new ConfigurationError(
          `The plugin of wechat-mp-login is registered under the prefix ${prefix}, but the path of ` +
            `\`publicUrl\` is ${basePath || '/'}. Register it without a prefix.`,
        ),
      );
      return;
    }
    instance.removeAllContentTypeParsers();
    // Leaves the body to the backend.
    instance.addContentTypeParser('*', (request, payload, parsed) => parsed(null));
    // The server cannot close while a stream is open.
    instance.addHook('preClose', (closed) => {
      void (login.close?.() ?? Promise.resolve()).finally(closed);
    });
    instance.route({
      method: ['GET', 'POST', 'DELETE', 'OPTIONS'],
      url: `${basePath.slice(prefix.length)}/*`,
      handler: (request, reply) => {
        reply.hijack();
        // What other plugins have set, such as @fastify/helmet. Hijacking leaves it out.
        for (const [name, value] of Object.entries(reply.getHeaders())) {
          if (value !== undefined) reply.raw.setHeader(name, value);
        }
        listener(request.raw, reply.raw);
      },
    });
    done();
  };
}
