/** What an integrator hands over. config.ts checks it; nothing else reads it unchecked. */
import type { Account } from '../protocol/messages.js';
import type { PushMode } from '../wechat/envelope.js';
import type { Identity } from './attempt.js';
import type { Caller } from './caller.js';
import type { Store } from './store.js';

/** An account of the host application. `id` never leaves the server. */
export interface HostAccount extends Account {
  readonly id: string;
}

export interface Accounts {
  /** The account of this identity: by appid and openid, else by unionid. */
  find(identity: Identity): Promise<HostAccount | undefined>;
  /**
   * Makes an account. May be called again with the same `key` (the attempt's id) after a fault, and
   * from two attempts of one person at once: make it unique by identity, and return what is there.
   */
  create(identity: Identity, context: CreateContext): Promise<HostAccount>;
}

export interface CreateContext {
  readonly key: string;
  /** Language of the page, BCP 47. */
  readonly lang?: string;
}

export interface Sessions {
  /**
   * Signs the caller in, always under a new session id. May be called again with the same `key`
   * after a fault. Either the `Set-Cookie` lines of the session, or a one-time `code` that the page
   * hands to the application's own server.
   */
  open(account: HostAccount, context: OpenContext): Promise<OpenedSession>;
}

export interface OpenContext {
  readonly key: string;
  readonly caller: Caller;
  readonly isNew: boolean;
}

export interface OpenedSession {
  readonly setCookies?: readonly string[];
  readonly code?: string;
}

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
  /** What happens to an identity without an account. `create`, the default: it gets one, unasked. */
  readonly newAccounts?: 'create';
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
