/**
 * Recognizes requests that were meant for this backend but that a proxy or a framework has changed on
 * the way, and says once in the log how to mend that. Visitors only see that nothing works.
 */
import type { EventLog } from '../base/operation/log-events.js';

export interface Mounting {
  /** Call it for a request that no route takes. */
  noRoute(pathname: string): void;
  /** Call it if somebody has read the body of a request before us. */
  bodyIsGone(): void;
}

export interface MountingOptions {
  readonly log: EventLog;
  /** The path of `publicUrl`, without a slash at the end. */
  readonly basePath: string;
  /** The paths of the callback URLs below `basePath`. */
  readonly wechatPaths: readonly string[];
}

/** Anybody can request any path, so the log says only this often how requests arrive. */
const maxLines = 5;
const maxLength = 200;

/** The last segment that only our addresses have. Prefixes may contain the same words. */
const endpoint = /^(.*)\/(attempts|identities|token|wechat\/[^/]*)(\/.*)?$/i;

export function createMounting({ log, basePath, wechatPaths }: MountingOptions): Mounting {
  const said = new Set<string>();
  const sayOnce = (
    event: 'unexpected_path' | 'body_already_read',
    details: { readonly received?: string; readonly expected?: string; readonly meaning: string },
  ): void => {
    const line = `${event} ${details.received ?? ''}`;
    if (said.has(line) || said.size >= maxLines) return;
    said.add(line);
    log('warn', event, details);
  };
  return {
    noRoute(pathname) {
      const [, prefix = '', name = ''] = endpoint.exec(pathname) ?? [];
      if (name === '') return;
      const received = `${prefix}/${name}`.slice(0, maxLength);
      const isPush = /^wechat\//i.test(name);
      const path = `/${name.toLowerCase()}`;
      const known = isPush && !wechatPaths.includes(path) ? wechatPaths.join(' or ') : path;
      const expected = basePath + known;
      if (received === expected) return;
      sayOnce('unexpected_path', {
        received,
        expected,
        meaning:
          `A request reached the backend as ${received}, but publicUrl says ${expected}. If a proxy or ` +
          'framework removes or adds a part of the path, make it pass on the path as it came (nginx: no ' +
          'path after the port in proxy_pass). Otherwise set publicUrl to the URL that browsers use.' +
          (isPush ? ' On the WeChat developer platform, enter what `callbackUrl` says.' : ''),
      });
    },
    bodyIsGone() {
      sayOnce('body_already_read', {
        meaning:
          'A request reached the backend after something else had read its body. Mount the backend ' +
          'before every body parser, or let the parser keep what it read: toNodeListener takes from ' +
          'the request of node:http a `rawBody` (the text or bytes), or a `body` of text, bytes, parsed ' +
          'JSON or parsed XML. In Koa, set `ctx.req.body = ctx.request.body` before. In Fastify, ' +
          'register the plugin of wechat-mp-login/server/fastify. (docs/frameworks.md)',
      });
    },
  };
}
