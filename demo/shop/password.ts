/** Sign-in by e-mail and password. A wrong password and an unknown address get the same answer. */
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { normalizeIdentifier } from 'wechat-mp-login/accounts';
import { openSession } from 'wechat-mp-login/server';
import { address } from '../html/layout.js';
import { renderPassword, type PasswordProblem } from '../html/password.js';
import { networkOf } from './network-of.js';
import { callerOf, isFrom, langOf, pathOf } from './request.js';
import type { ShopOptions } from './shop.js';
import { createTries } from './guess-limiter.js';

export interface PasswordPageOptions extends ShopOptions {
  readonly isSignedIn: (c: Context) => Promise<boolean>;
}

const windowMs = 15 * 60_000;
/** Behind one address may be a whole house. */
const mostPerEmail = 5;
const mostPerAddress = 30;

export function addPassword(app: Hono, options: PasswordPageOptions): void {
  const { accounts, sessions, origin, phone, isSignedIn } = options;
  const tries = createTries({ windowMs });

  async function show(c: Context, problem?: PasswordProblem, email?: string) {
    const again = await isSignedIn(c);
    const returnTo = pathOf(c.req.query('return')) ?? '/';
    const page = renderPassword({ lang: langOf(c), returnTo, again, phone, problem, email });
    return c.html(page, problem ? statuses[problem.type] : 200);
  }

  app.get('/password', (c) => show(c));
  app.post('/password', bodyLimit({ maxSize: 4096 }), async (c) => {
    if (!isFrom(c, origin)) return show(c, { type: 'elsewhere' });
    const body = await c.req.parseBody();
    const email = textOf(body['email']).trim();
    const caller = callerOf(c);
    const limits = [
      { key: `email ${normalizeIdentifier(email)}`, most: mostPerEmail },
      { key: `address ${networkOf(caller.address)}`, most: mostPerAddress },
    ];
    // Before the password is looked at: many at once are many tries.
    const waitMs = tries.take(limits);
    if (waitMs > 0) {
      c.header('Retry-After', String(Math.ceil(waitMs / 1000)));
      return show(c, { type: 'tooMany', minutes: Math.ceil(waitMs / 60_000) }, email);
    }
    const [account] = await accounts.byPassword(email, textOf(body['password']));
    if (!account) return show(c, { type: 'wrong' }, email);
    tries.forgive(limits);
    const context = { key: crypto.randomUUID(), caller, isNew: false };
    await openSession(sessions, account, context);
    return c.redirect(address(pathOf(c.req.query('return')) ?? '/', langOf(c)), 303);
  });
}

const statuses = { wrong: 422, elsewhere: 403, tooMany: 429 } as const;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : '';
}
