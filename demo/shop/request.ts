/** What the shop reads from a request: who calls, in which language, from where and to where. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { Caller } from 'wechat-mp-login/server';
import { nearestLang, type Lang } from '../html/texts.js';

/** As the backend's sessions want to know it. */
export function callerOf(c: Context): Caller {
  return {
    address: getConnInfo(c).remote.address ?? '',
    origin: c.req.header('Origin') ?? null,
    userAgent: c.req.header('User-Agent') ?? '',
    cookie: c.req.header('Cookie') ?? '',
    setCookie: (line) => c.header('Set-Cookie', line, { append: true }),
  };
}

/** `?lang=` decides, then the browser. */
export function langOf(c: Context): Lang {
  return nearestLang(c.req.query('lang') ?? c.req.header('Accept-Language') ?? 'zh');
}

/** Where signing in once more may lead: a page that is known, whatever the address says. */
export function pathOf(wanted: string | undefined): '/settings' | undefined {
  return wanted === '/settings' ? wanted : undefined;
}

/** Browsers name their origin on every form post; another site's form is not obeyed. */
export function isFrom(c: Context, origin: string): boolean {
  return c.req.header('Origin') === origin;
}
