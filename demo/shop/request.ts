/** What the shop reads from a request: the caller, the language, the origin and where to return to. */
import type { Context } from 'hono';
import type { Caller } from 'wechat-mp-login/server';
import { nearestLang, type Lang } from '../html/texts.js';

/** What the server passes beside each request. */
export interface ShopEnv {
  readonly Bindings: {
    /** The visitor's IP address, also behind the trusted proxies. */
    readonly address: string;
  };
}

export type ShopContext = Context<ShopEnv>;

/** The caller, as the backend's sessions expect it. */
export function callerOf(c: ShopContext): Caller {
  return {
    address: c.env.address,
    origin: c.req.header('Origin') ?? null,
    userAgent: c.req.header('User-Agent') ?? '',
    cookie: c.req.header('Cookie') ?? '',
    setCookie: (line) => c.header('Set-Cookie', line, { append: true }),
  };
}

/** `?lang=` decides, then the browser's preference. */
export function langOf(c: ShopContext): Lang {
  return nearestLang(c.req.query('lang') ?? c.req.header('Accept-Language') ?? 'zh');
}

/** Where to go after signing in again. Only known pages are allowed, so nobody is led off the site. */
export function knownReturnPath(path: string | undefined): '/settings' | undefined {
  return path === '/settings' ? path : undefined;
}

/** Whether a form was sent from this site. Browsers name the origin of every form post. */
export function isSameOrigin(c: ShopContext, origin: string): boolean {
  return c.req.header('Origin') === origin;
}
