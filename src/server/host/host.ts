/** What the application hands over: its accounts and its sessions. The server knows nothing else of it. */
import type { Account, FieldValues } from '../../protocol/messages.js';
import type { Caller } from './caller.js';

/** Who scanned. `unionid` is added at redeem, once WeChat has told it. */
export interface Identity {
  readonly appId: string;
  readonly openid: string;
  readonly unionid?: string;
}

/** An account of the host application. `id` never leaves the server. */
export interface HostAccount extends Account {
  readonly id: string;
}

export interface FoundAccount extends HostAccount {
  /**
   * True where this identity has no unionid on record: WeChat is then asked for it, and `join` told.
   * Leave it out where you keep no unionids.
   */
  readonly lacksUnionid?: boolean;
}

/** Rejecting with any error counts as "cannot be reached": the caller gets a 503 and nothing is lost. */
export interface Accounts {
  /**
   * The account of this identity: by appid and openid, else by unionid, and then the openid is
   * remembered as the same person's.
   */
  find(identity: Identity): Promise<FoundAccount | undefined>;
  /**
   * Makes an account. May be called again with the same `key` (the attempt's id) after a fault, and
   * from two attempts of one person at once: make it unique by identity, and return what is there.
   * @throws WechatMpLoginError `invalid_request` with the `field` that cannot be used
   */
  create(identity: Identity, context: CreateContext): Promise<HostAccount>;
  /**
   * From now on the identity opens this account too; again for the same pair is `linked` as well.
   * `conflict`: the openid or the unionid is another account's, and nothing was changed. `gone`:
   * there is no such account any more. Needed for every `newAccounts` but `create`.
   */
  link?(accountId: string, identity: Identity): Promise<'linked' | 'conflict' | 'gone'>;
  /** Records the unionid that WeChat has told of a known identity. `conflict`: it is another account's. */
  join?(identity: Required<Identity>): Promise<'joined' | 'conflict'>;
  /**
   * The people whose WeChat opens this account, each once, oldest first: identities with the same
   * unionid are one person, and the oldest of them stands for all. Needed for a settings page.
   */
  identities?(accountId: string): Promise<readonly HostIdentity[]>;
  /**
   * From now on the person of this identity does not open the account: every identity with the same
   * unionid goes, and the unionid, or `find` would bring the person back by what is left. `last`:
   * without them nobody could sign in to the account, and nothing was changed. `unknown`: no such
   * identity of this account.
   */
  unlink?(accountId: string, identityId: string): Promise<'unlinked' | 'last' | 'unknown'>;
}

/**
 * A person's oldest identity, as the application keeps it. `id` is opaque: the settings page sees it,
 * and names the person by it to `unlink`.
 */
export interface HostIdentity {
  readonly id: string;
  readonly appId: string;
  /** Milliseconds since the epoch. */
  readonly linkedAtMs: number;
}

export interface CreateContext {
  readonly key: string;
  /** Language of the page, BCP 47. */
  readonly lang?: string;
  /** What the person has filled in, where `createFields` asks for something. */
  readonly fields?: FieldValues;
}

export interface Sessions {
  /**
   * Signs the caller in, always under a new session id. May be called again with the same `key`
   * after a fault. Either the `Set-Cookie` lines of the session, or a one-time `code` that the page
   * hands to the application's own server.
   */
  open(account: HostAccount, context: OpenContext): Promise<OpenedSession>;
  /**
   * Who is signed in in this browser. Needed for `purpose: link`, for the settings page, and to
   * link by the session.
   */
  current?(caller: Caller): Promise<CurrentSession | undefined>;
  /** Ends every session of the account; called before `open` where an identity was linked or unlinked. */
  endAll?(accountId: string): Promise<void>;
  /**
   * Who signed in, for a one-time code of `open`, once, to who knows the application's secret.
   * Undefined for a wrong secret, and for a code that is wrong, spent or over.
   */
  exchange?(code: string, secret: string): Promise<ExchangedSession | undefined>;
}

export interface CurrentSession {
  readonly account: HostAccount;
  /** When the person last proved who they are, in milliseconds since the epoch. */
  readonly authenticatedAtMs: number;
}

export interface ExchangedSession {
  readonly account: HostAccount;
  readonly isNew: boolean;
}

export interface OpenContext {
  readonly key: string;
  readonly caller: Caller;
  readonly isNew: boolean;
  /**
   * When the person last proved who they are, in milliseconds since the epoch: now, or earlier where a
   * session stood for the proof. `current` has to say it of the new session, or one proof would be
   * fresh for ever. Absent: now.
   */
  readonly authenticatedAtMs?: number;
}

export interface OpenedSession {
  readonly setCookies?: readonly string[];
  readonly sessionCode?: string;
}
