/** Opens the session that a redeem or bind ends with, and writes the protocol's answer. */
import type { Authenticated } from '../../../protocol/messages.js';
import type { Caller } from '../caller.js';
import type { HostAccount, Sessions } from '../host.js';
import { visibleAccount } from '../read-account.js';

/** The part of an attempt under a lease that a sign-in needs. */
export interface SigningIn {
  readonly attempt: {
    readonly id: string;
    readonly method: string;
    readonly lang?: string;
    readonly returnTo?: string;
    readonly appData?: string;
  };
  readonly sessionKey: string;
}

export interface SignInDetails {
  readonly isNew: boolean;
  readonly linked?: true;
  /** Whether the person has confirmed the login in the chat, or typed the chat's digits on the page. */
  readonly confirmed: boolean;
  /** If a session stood in for a proof: when the person last proved who they are. */
  readonly authenticatedAtMs?: number;
}

export interface SignInAnswer {
  readonly body: unknown;
  readonly setCookies: readonly string[];
}

export async function signIn(
  sessions: Pick<Sessions, 'open'>,
  { attempt, sessionKey }: SigningIn,
  account: HostAccount,
  caller: Caller,
  { authenticatedAtMs, confirmed, ...details }: SignInDetails,
): Promise<SignInAnswer> {
  const { setCookies = [], sessionCode } = await sessions.open(account, {
    // Nothing that the store or a log has: sessions may derive their cookie from the key.
    key: sessionKey,
    caller,
    ...{ isNew: details.isNew, method: attempt.method, confirmed, login: attempt.id },
    ...(authenticatedAtMs === undefined ? {} : { authenticatedAtMs }),
    ...(attempt.appData === undefined ? {} : { appData: attempt.appData }),
  });
  return { body: authenticated(attempt, account, details, sessionCode), setCookies };
}

/** The answer of a completed login. */
export function authenticated(
  { lang, returnTo }: Pick<SigningIn['attempt'], 'lang' | 'returnTo'>,
  account: HostAccount,
  details: Pick<SignInDetails, 'isNew' | 'linked'>,
  sessionCode?: string,
): Authenticated {
  return {
    result: 'authenticated',
    ...details,
    ...(sessionCode === undefined ? {} : { code: sessionCode }),
    account: visibleAccount(account, lang),
    ...(returnTo === undefined ? {} : { returnTo }),
  };
}
