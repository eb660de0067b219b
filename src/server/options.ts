/** What an integrator hands over. config.ts checks it; nothing else reads it unchecked. */
import type { Account, Field, FieldValues } from '../protocol/messages.js';
import type { PushMode } from '../wechat/push/envelope.js';
import type { Accounts, HostAccount, Identity, Sessions } from './host/host.js';
import type { Caller } from './host/caller.js';
import type { Store } from './attempts/store.js';
import type { Notify } from './host/notices.js';
import type { LocalizedText } from './base/localized-text.js';
import type { Log } from './base/log.js';
import type { FieldOptions } from './binding/fields.js';
import type { LinkMethod } from './binding/link-methods.js';

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
  readonly verificationCodesPerTargetPerHour?: number;
  /** Streams and held reads from one address at once, 200 by default. */
  readonly openReadsPerAddress?: number;
  /** Streams and held reads at once, 20 000 by default. */
  readonly openReads?: number;
}

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
  readonly notify?: Notify;
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
