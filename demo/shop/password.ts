/**
 * Sign-in by e-mail and password. A wrong password and an unknown address get the same answer
 * (https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html).
 */
import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { normalizeIdentifier } from 'wechat-mp-login/accounts';
import { WechatMpLoginError } from 'wechat-mp-login/protocol';
import { openSession, type HostAccount } from 'wechat-mp-login/server';
import { address } from '../html/layout.js';
import { renderPassword, type PasswordProblem } from '../html/password.js';
import { createGuessLimiter, type GuessLimit } from './guess-limiter.js';
import { networkOf } from './network-of.js';
import {
  callerOf,
  isSameOrigin,
  knownReturnPath,
  langOf,
  type ShopContext,
  type ShopEnv,
} from './request.js';
import type { ShopOptions } from './shop.js';

export interface PasswordPageOptions extends ShopOptions {
  readonly isSignedIn: (c: ShopContext) => Promise<boolean>;
}

const windowMs = 15 * 60_000;
const maxPerEmailAndNetwork = 5;
/** A whole office may share one address. */
const maxPerNetwork = 30;
/** Wide, because anyone who reaches it locks the owner out. */
const maxPerEmail = 100;

const statusOf = { wrong: 422, elsewhere: 403, tooMany: 429, busy: 503 } as const satisfies Record<
  PasswordProblem['type'],
  number
>;

/** Whether too many passwords wait to be checked. */
function isBusy(error: unknown): error is WechatMpLoginError {
  return error instanceof WechatMpLoginError && error.code === 'rate_limited';
}

export function addPasswordPage(app: Hono<ShopEnv>, options: PasswordPageOptions): void {
  const { accounts, sessions, origin, hasPhone, isSignedIn } = options;
  const limiter = createGuessLimiter({ windowMs });

  async function show(c: ShopContext, problem?: PasswordProblem, email?: string) {
    const isReauthentication = await isSignedIn(c);
    const returnTo = knownReturnPath(c.req.query('return')) ?? '/';
    const lang = langOf(c);
    const page = renderPassword({ lang, returnTo, isReauthentication, hasPhone, problem, email });
    return c.html(page, problem ? statusOf[problem.type] : 200);
  }

  app.get('/password', (c) => show(c));
  app.post('/password', bodyLimit({ maxSize: 4096 }), async (c) => {
    if (!isSameOrigin(c, origin)) return show(c, { type: 'elsewhere' });
    const body = await c.req.parseBody();
    const email = textOf(body['email']).trim();
    const caller = callerOf(c);
    const limits = limitsFor(email, caller.address);
    // Count before checking the password, so that many requests at once are many guesses.
    const guess = limiter.count(limits);
    if (guess.waitMs > 0) {
      c.header('Retry-After', String(Math.ceil(guess.waitMs / 1000)));
      return show(c, { type: 'tooMany', minutes: Math.ceil(guess.waitMs / 60_000) }, email);
    }
    let account: HostAccount | undefined;
    try {
      [account] = await accounts.byPassword(email, textOf(body['password']));
    } catch (error) {
      // Only here nobody has looked at the password. After any other error, the guess stays counted.
      if (!isBusy(error)) throw error;
      guess.giveBack();
      c.header('Retry-After', String(Math.ceil((error.retryAfterMs ?? 0) / 1000)));
      return show(c, { type: 'busy' }, email);
    }
    if (!account) return show(c, { type: 'wrong' }, email);
    guess.giveBack();
    const context = {
      key: crypto.randomUUID(),
      caller,
      isNew: false,
      method: 'password',
      confirmed: true,
    };
    await openSession(sessions, account, context);
    return c.redirect(address(knownReturnPath(c.req.query('return')) ?? '/', langOf(c)), 303);
  });
}

function limitsFor(email: string, ipAddress: string): GuessLimit[] {
  const identifier = normalizeIdentifier(email);
  const network = networkOf(ipAddress);
  return [
    { key: `email ${identifier} network ${network}`, max: maxPerEmailAndNetwork },
    { key: `network ${network}`, max: maxPerNetwork },
    { key: `email ${identifier}`, max: maxPerEmail },
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : '';
}
