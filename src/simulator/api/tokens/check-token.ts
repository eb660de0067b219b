/** The check that every call with an access token begins with. */
import type { Platform } from '../../platform.js';
import { Refusal } from '../refusal.js';
import type { TokenState } from './tokens.js';

const errcodes = {
  malformed: 40014,
  superseded: 40001,
  expired: 42001,
} satisfies Record<Exclude<TokenState, 'valid'>, number>;

/** @throws Refusal if the token is missing or not valid, or the account is disabled */
export function checkToken({ account, tokens }: Platform, query: URLSearchParams): void {
  const token = query.get('access_token');
  if (!token) throw new Refusal(41001);
  const state = tokens.check(token);
  if (state !== 'valid') throw new Refusal(errcodes[state]);
  if (account.isDisabled) throw new Refusal(50002);
}
