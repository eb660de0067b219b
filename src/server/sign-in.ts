/** Opens the session of whom a redeem or bind has come to, and says so in the protocol's words. */
import { parseRedeemResult } from '../protocol/parse.js';
import type { Attempt, Outcome } from './attempt.js';
import type { Caller } from './caller.js';
import type { HostAccount, Sessions } from './options.js';

export interface SignedIn {
  readonly isNew: boolean;
  readonly linked?: true;
}

export async function signIn(
  sessions: Pick<Sessions, 'open'>,
  attempt: Attempt,
  account: HostAccount,
  caller: Caller,
  how: SignedIn,
): Promise<Outcome> {
  const { isNew } = how;
  const { setCookies = [], code } = await sessions.open(account, {
    key: attempt.id,
    caller,
    isNew,
  });
  return { body: authenticated(attempt, account, { ...how, code }), setCookies };
}

/** What the application returned is held against the protocol like anything from outside. */
export function authenticated(
  { returnTo }: Attempt,
  { name, avatar }: HostAccount,
  how: SignedIn & { readonly code?: string | undefined },
): unknown {
  return parseRedeemResult({
    result: 'authenticated',
    ...how,
    account: { name, avatar },
    returnTo,
  });
}
