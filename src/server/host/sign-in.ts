/** Opens the session that a redeem or bind ends with, and writes the protocol's answer. */
import { parseAuthenticated } from '../../protocol/parse/answers.js';
import type { Caller } from './caller.js';
import type { HostAccount, Sessions } from './host.js';

/** The part of an attempt under a lease that a sign-in needs. */
export interface SigningIn {
  readonly attempt: { readonly returnTo?: string };
  readonly sessionKey: string;
}

export interface SignInDetails {
  readonly isNew: boolean;
  readonly linked?: true;
  /** If a session stood in for a proof: when the person last proved who they are. */
  readonly authenticatedAtMs?: number;
}

export interface SignInAnswer {
  readonly body: unknown;
  readonly setCookies: readonly string[];
}

/** @throws ShapeError if the account has a name or avatar that the protocol does not allow */
export async function signIn(
  sessions: Pick<Sessions, 'open'>,
  { attempt, sessionKey }: SigningIn,
  account: HostAccount,
  caller: Caller,
  { authenticatedAtMs, ...details }: SignInDetails,
): Promise<SignInAnswer> {
  const { setCookies = [], sessionCode } = await sessions.open(account, {
    // Nothing that the store or a log has: sessions may derive their cookie from the key.
    key: sessionKey,
    caller,
    isNew: details.isNew,
    ...(authenticatedAtMs === undefined ? {} : { authenticatedAtMs }),
  });
  return { body: authenticated(attempt, account, details, sessionCode), setCookies };
}

/**
 * The answer of a completed login. The application's data is checked like any other input.
 * @throws ShapeError
 */
export function authenticated(
  { returnTo }: SigningIn['attempt'],
  { name, avatar }: HostAccount,
  details: Omit<SignInDetails, 'authenticatedAtMs'>,
  sessionCode?: string,
): unknown {
  return parseAuthenticated({
    result: 'authenticated',
    ...details,
    code: sessionCode,
    account: { name, avatar },
    returnTo,
  });
}
