/** The application's side: its accounts and sessions. The server knows nothing else about it. */
import type { Account, FieldValues } from '../../protocol/messages.js';
import type { Caller } from './caller.js';

/** A WeChat user, as one official account knows them. */
export interface Identity {
  /** The official account's AppID. */
  readonly appId: string;
  /** The user's id at this official account. */
  readonly openid: string;
  /** The user's id across one Open Platform account. Known from the redeem on, if there is one. */
  readonly unionid?: string;
}

/**
 * An account of the application. A name that nobody can see is replaced by a general one on the page,
 * and a picture that a page would refuse is left out; both are said in the log.
 */
export interface HostAccount extends Account {
  /**
   * Never leaves the server. JavaScript may return an integer as well; your other functions get it back
   * as a string.
   */
  readonly id: string;
  /**
   * In the answers of `create` and `find`: the `key` of the call of `create` that made the account. A scan
   * that was approved because its WeChat user had no account opens no account that was made elsewhere in the
   * meantime. Without it, a visitor whose login broke off after `create` has to scan once more.
   */
  readonly createdBy?: string;
}

export interface FoundAccount extends HostAccount {
  /**
   * True if this identity has no unionid on record: the backend then asks WeChat for it and calls
   * `join`. Leave it out if you store no unionids.
   */
  readonly lacksUnionid?: boolean;
}

/**
 * The application's accounts. A function that rejects counts as unavailable: the visitor's page gets a
 * 503 and tries again, and nothing is lost. An answer that leaves unclear whose account it is, such as
 * one without an `id`, is refused before it has any effect, and the log says what is wrong with it.
 *
 * `find`, `create` and `link` may throw a `SignInRefusedError`: the visitor reads its text, and the attempt
 * ends.
 */
export interface Accounts {
  /**
   * Finds the account of this identity: by AppID and openid, or else by unionid. If the unionid found
   * it, store the openid as well: it belongs to the same person.
   */
  find(identity: Identity): Promise<FoundAccount | null | undefined>;
  /**
   * Creates an account. It may be called again with the same `key` (the attempt's id) after a fault,
   * and from two attempts of one person at the same time. Make the account unique by identity, and
   * return the existing one.
   * @throws SignInRefusedError if this person may not have an account
   * @throws WechatMpLoginError `invalid_request` with the `field` whose value you refuse
   */
  create(identity: Identity, context: CreateContext): Promise<HostAccount>;
  /**
   * Lets the identity open this account too. Answer `linked` also if the two are linked already;
   * `conflict`, without any change, if the openid or the unionid belongs to another account; `gone` if
   * the account no longer exists. Required unless `newAccounts` is `create`.
   */
  link?(accountId: string, identity: Identity): Promise<'linked' | 'conflict' | 'gone'>;
  /**
   * Stores the unionid that WeChat has given for a known identity. Answer `conflict`, and change
   * nothing, if it belongs to another account.
   */
  join?(identity: Required<Identity>): Promise<'joined' | 'conflict'>;
  /**
   * Called when somebody follows the official account, also if they do not sign in. If you delete the
   * data of people who unfollow after some time, keep theirs.
   */
  followed?(identity: Identity): Promise<void>;
  /**
   * Lists the people whose WeChat opens this account, each once, oldest first. Identities with the same
   * unionid are one person: return the oldest of them. Required for a settings page.
   */
  identities?(accountId: string): Promise<readonly HostIdentity[]>;
  /**
   * Stops the person of this identity from opening the account. Delete every identity with the same
   * unionid, and the unionid itself; otherwise `find` would bring the person back. Answer `last`, and
   * change nothing, if nobody could sign in to the account any more; `unknown` if the account has no
   * such identity.
   */
  unlink?(accountId: string, identityId: string): Promise<'unlinked' | 'last' | 'unknown'>;
}

/** A person's oldest identity, as the settings page lists it. */
export interface HostIdentity {
  /** Opaque: the settings page sees it and passes it to `unlink`. It must not be the openid. */
  readonly id: string;
  readonly appId: string;
  /**
   * Never leaves the server. With it, the backend can tell which WeChat user is unlinked, so "Not me" can
   * reverse links and unlinks. Without it, a session may not unlink anybody in the first 24 hours after its
   * login.
   */
  readonly openid?: string;
  /** Never leaves the server. If an unlink is reversed, the identity is linked again with it. */
  readonly unionid?: string;
  /** Milliseconds since the epoch. */
  readonly linkedAtMs: number;
}

export interface CreateContext {
  /** The attempt's id; the same when the call is repeated after a fault. */
  readonly key: string;
  /** The language of the page, a BCP 47 tag. */
  readonly lang?: string;
  /** The visitor's values, if `createFields` asks for any. */
  readonly fields?: FieldValues;
  /** What the page passed in `app-data`, such as an invitation. Check it: a visitor can change it. */
  readonly appData?: string;
  /** How the person signs in: `scan`, `message` or `oauth`. */
  readonly method?: string;
  /** Whether the person has confirmed this login in the chat, or typed the chat's digits on the page. */
  readonly confirmed?: boolean;
}

/** The application's sessions. */
export interface Sessions {
  /**
   * Signs the caller in, always under a new session id. It may be called again with the same `key`
   * after a fault. Return either the session's `Set-Cookie` lines, or a one-time `sessionCode` that
   * the page hands to the application's own server.
   * @throws SignInRefusedError if this account may not be signed in to; what `create` and `link` did stays
   */
  open(account: HostAccount, context: OpenContext): Promise<OpenedSession>;
  /**
   * Returns the session of this browser. Required for `purpose: link`, for the settings page, and for
   * linking the account that is signed in.
   */
  current?(caller: Caller): Promise<CurrentSession | null | undefined>;
  /** Ends every session of the account. Called before `open` when an identity was linked or unlinked. */
  endAll?(accountId: string): Promise<void>;
  /**
   * Returns when `endAll` last ended the sessions of the account, in milliseconds since the epoch; null if
   * that was never, or more than 30 minutes ago. With it, a scan from before "sign out everywhere" no
   * longer signs in. Default: the backend does not ask.
   */
  endedAtMs?(accountId: string): Promise<number | null | undefined>;
  /**
   * Ends every session with this `login`, also one that replaced another. Called after "Not me" in the chat.
   * Without it, the chat does not offer "Not me" after a login.
   */
  end?(login: string): Promise<void>;
  /**
   * Ends the sessions of the account that are not `confirmed`. Called when a person confirms a login to
   * it for the first time: until then, anybody may have signed in as that person. Default: they go on.
   */
  endUnconfirmed?(accountId: string): Promise<void>;
  /**
   * Returns the account behind a session code of `open`, once, to a server that knows the application's
   * secret. Undefined for a wrong secret, and for a code that is wrong, used or expired.
   */
  exchange?(sessionCode: string, secret: string): Promise<ExchangedSession | null | undefined>;
}

export interface CurrentSession {
  readonly account: HostAccount;
  /**
   * When the person last proved who they are, in milliseconds since the epoch; 0 if that is not known. A
   * time in seconds or in the future is refused: the log says so, and the proof does not count as fresh.
   */
  readonly authenticatedAtMs: number;
  /** How the person signed in, as `open` got it: `scan`, `message`, `oauth`, or a word of your own such as `password`. */
  readonly method?: string;
  /**
   * Whether the person has proven that they meant to sign in, as `open` got it; true for a password or a
   * verification code of your own. Only such a session may link or unlink WeChat users. Default: false.
   */
  readonly confirmed?: boolean;
  /** The login that the session descends from, as `open` got it. Absent for a login of your own. */
  readonly login?: string;
}

/** The session that a session code stands for. */
export interface ExchangedSession {
  readonly account: HostAccount;
  /** Whether this login created the account. */
  readonly isNew: boolean;
  /** As `open` got it. */
  readonly method?: string;
  /** As `open` got it. */
  readonly confirmed?: boolean;
  /** As `open` got it. */
  readonly login?: string;
}

export interface OpenContext {
  /** Names this sign-in: random, and the same when the call is repeated after a fault. */
  readonly key: string;
  readonly caller: Caller;
  /** Whether this login created the account. */
  readonly isNew: boolean;
  /** How the person signed in: `scan`, `message` or `oauth`. For a sign-in of your own, a word such as `password`. */
  readonly method: string;
  /**
   * Whether the person has confirmed the login in the chat, or typed the chat's digits on the page. Only then
   * may the session add or remove ways to sign in: refuse an unconfirmed session that wants to set a
   * password or an address. For a sign-in of your own: true if it was by a password or a verification code.
   */
  readonly confirmed: boolean;
  /**
   * Names the login that the session descends from. Keep it with the session, for `current` and `end`.
   * Absent for a sign-in of your own.
   */
  readonly login?: string;
  /**
   * When the person last proved who they are, in milliseconds since the epoch. It is earlier than now if
   * a session stood in for the proof. `current` has to return it for the new session; otherwise one
   * proof would stay fresh for ever. Default: now.
   */
  readonly authenticatedAtMs?: number;
  /** What the page passed in `app-data`, such as an invitation. Check it: a visitor can change it. */
  readonly appData?: string;
}

export interface OpenedSession {
  /** The session's `Set-Cookie` lines. */
  readonly setCookies?: readonly string[];
  /** For sessions without a cookie: the one-time code that the page hands to the application's server. */
  readonly sessionCode?: string;
}
