/** What an integrator hands over. config.ts checks it; nothing else reads it unchecked. */
import type { Account, Field, FieldValues } from '../protocol/messages.js';
import type { PushMode } from '../wechat/push/envelope.js';
import type { Identity } from './attempts/attempt.js';
import type { Caller } from './host/caller.js';
import type { Store } from './attempts/store.js';

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
  exchange?(code: string, secret: string): Promise<Exchanged | undefined>;
}

export interface CurrentSession {
  readonly account: HostAccount;
  /** When the person last proved who they are, in milliseconds since the epoch. */
  readonly authenticatedAtMs: number;
}

export interface Exchanged {
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
  readonly code?: string;
}

/** Words for visitors: one for all, or by BCP 47 tag; `en` where there is none of the page's language. */
export type Words = string | (Readonly<Record<string, string>> & { readonly en: string });

/** A field as the application describes it (protocol, `Field`), with its words in several languages. */
export interface FieldOptions extends Omit<Field, 'label' | 'hint' | 'required'> {
  readonly label: Words;
  readonly hint?: Words;
  /** True by default. */
  readonly required?: boolean;
}

/** One way to prove that an account is one's own. `passwordMethod`, `emailCodeMethod`, `phoneCodeMethod` make the usual ones. */
export interface LinkMethod {
  /** `[a-z0-9-]{1,32}`; `session` is taken. */
  readonly method: string;
  readonly label: Words;
  readonly fields: readonly FieldOptions[];
  /**
   * What bad proofs and codes are counted by, such as the address in lower case: the same for all
   * ways to write the same.
   */
  target(fields: FieldValues): string;
  /**
   * The accounts that these fields prove, which must be by an identifier that was verified; none for
   * a wrong proof, an unknown account and an unverified one alike, and as slowly. With `send`, the
   * code has been checked already, and it is asked before one is sent as well.
   */
  accounts(fields: FieldValues): Promise<readonly HostAccount[]>;
  /**
   * Sends six digits to the target. With it, one field is of type `code`, and the code is made, kept
   * and checked here. Not called where no account has the target; not waited for by the page.
   */
  send?(target: string, code: string, context: SendContext): Promise<void>;
}

export interface SendContext {
  /** Language of the page, BCP 47. */
  readonly lang?: string;
  /** Host of `publicUrl`, to name the site. */
  readonly site: string;
}

/** What the application should know. It may be told twice; `key` is then the same. */
export type Notice =
  /** Tell the account's owner, by a way that was there before. */
  | {
      readonly type: 'linked' | 'unlinked';
      readonly key: string;
      readonly account: HostAccount;
      readonly lang?: string;
    }
  /** The person has unfollowed: WeChat requires that what it told of them is deleted. */
  | { readonly type: 'unfollowed'; readonly key: string; readonly identity: Identity }
  /** The identity and its unionid open two accounts. Nothing was merged; a person has to decide. */
  | { readonly type: 'identity_conflict'; readonly key: string; readonly identity: Identity };

export interface WechatOptions {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  /** Needed in every mode but `plain`. */
  readonly encodingAesKey?: string;
  /** How WeChat is set to send, `safe` by default. `plain` must be asked for. */
  readonly mode?: PushMode;
  /** `gh_…`; pushes for another account are then refused. */
  readonly originalId?: string;
  readonly apiBaseUrl?: string;
  readonly fetch?: typeof fetch;
}

export interface Limits {
  /** Attempts from one address in a minute, 60 by default. */
  readonly createsPerAddressPerMinute?: number;
  /** Attempts in all in a minute, 600 by default; a fifth is kept for quiet addresses. */
  readonly createsPerMinute?: number;
  /** Looks at one attempt in a second, 5 by default. */
  readonly pollsPerSecond?: number;
  /** Bad proofs for one target, identity or address in 15 minutes, 5 by default. */
  readonly badProofsPer15Minutes?: number;
  /** Codes sent to one target in an hour, 5 by default. */
  readonly codesPerTargetPerHour?: number;
  /** Streams and held reads from one address at once, 200 by default. */
  readonly openReadsPerAddress?: number;
  /** Streams and held reads at once, 20 000 by default. */
  readonly openReads?: number;
}

export type LogLevel = 'info' | 'warn' | 'error';
/** `event` is a fixed word; `details` hold no secret, proof or openid. */
export type Log = (
  level: LogLevel,
  event: string,
  details: Readonly<Record<string, unknown>>,
) => void;

export interface Options {
  /** Where the backend is mounted, as browsers see it: `https://example.com/wechat-login`. */
  readonly publicUrl: string;
  readonly wechat: WechatOptions;
  readonly officialAccount: {
    /** Part of the callback's address, `default` by default. */
    readonly key?: string;
    readonly name: string;
    /** `service` by default. */
    readonly kind?: 'service' | 'subscription';
    readonly avatar?: string;
  };
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  /**
   * What happens to an identity without an account. `ask`, the default: the person chooses between a
   * new account and one they have. `create`: it gets one, unasked. `existing-only`: it must link.
   */
  readonly newAccounts?: 'ask' | 'create' | 'existing-only';
  /** What a new account is asked for, under `ask`; nothing by default. */
  readonly createFields?: readonly FieldOptions[];
  /** How people can prove an account that they have. Linking by the session is there by itself. */
  readonly linkMethods?: readonly LinkMethod[];
  /** Called in the background; what it rejects with is logged. */
  readonly notify?: (notice: Notice) => void | Promise<void>;
  /** What is asked in the chat. `none`, the default: nothing, to scan is to sign in. */
  readonly confirm?: 'none';
  /**
   * Whether the official account may be bound to an Open Platform account, true by default: the
   * unionid is then asked for before an account is made.
   */
  readonly openPlatform?: boolean;
  /** The memory store by default: one process. */
  readonly store?: Store;
  /** Origins of pages beside that of `publicUrl`, exact, on the same site: the cookies are Lax. */
  readonly origins?: readonly string[];
  readonly limits?: Limits;
  /** Warnings and errors to the console by default. */
  readonly log?: Log;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** So many random bytes in base64url. */
  readonly randomToken?: (bytes: number) => string;
}
