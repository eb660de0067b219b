/** Opens the session of whom a redeem or bind has come to, and says so in the protocol's words. */
import { s256 } from '../../protocol/chain.js';
import { parseAuthenticated } from '../../protocol/parse/answers.js';
import type { Attempt, Outcome } from '../attempts/attempt.js';
import type { Caller } from './caller.js';
import type { HostAccount, Sessions } from './host.js';

export interface SignedIn {
  readonly isNew: boolean;
  readonly linked?: true;
  /** Where a session stood for the proof: when that was proven. */
  readonly authenticatedAtMs?: number;
}

export async function signIn(
  sessions: Pick<Sessions, 'open'>,
  attempt: Attempt,
  account: HostAccount,
  caller: Caller,
  how: SignedIn,
): Promise<Outcome> {
  const { authenticatedAtMs, ...said } = how;
  const { setCookies = [], sessionCode: code } = await sessions.open(account, {
    // Not the attempt's id, which stands in addresses and logs: sessions may make their cookie of it.
    key: await s256(`session ${attempt.scene}`),
    caller,
    isNew: said.isNew,
    ...(authenticatedAtMs === undefined ? {} : { authenticatedAtMs }),
  });
  return { body: authenticated(attempt, account, { ...said, code }), setCookies };
}

/** What the application returned is held against the protocol like anything from outside. */
export function authenticated(
  { returnTo }: Attempt,
  { name, avatar }: HostAccount,
  how: SignedIn & { readonly code?: string | undefined },
): unknown {
  return parseAuthenticated({
    result: 'authenticated',
    ...how,
    account: { name, avatar },
    returnTo,
  });
}
