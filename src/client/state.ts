/** What a login is at, as one union: elements draw it, pages branch on `type`. */
import type { ErrorCode } from '../protocol/errors.js';
import type { Account, OfficialAccount } from '../protocol/messages.js';

/** The code that is, or was last, on the screen; kept so that nothing jumps when the state changes. */
export interface Shown {
  /** Content of the code. */
  readonly url: string;
  readonly officialAccount: OfficialAccount;
}

export type LoginState =
  | { readonly type: 'idle'; readonly shown?: Shown | undefined }
  /** A code is being asked for. */
  | { readonly type: 'loading'; readonly shown?: Shown | undefined }
  /** The code can be scanned. */
  | {
      readonly type: 'ready';
      readonly shown: Shown;
      /** When the code stops counting: milliseconds, on the clock of `now`. */
      readonly expiresAtMs: number;
      /** How long it was to be shown in all, in milliseconds. */
      readonly lifetimeMs: number;
      /** True while the connection is being restored: the code still counts. */
      readonly reconnecting: boolean;
      /** How often the code was renewed by itself since `start()`. */
      readonly renewals: number;
    }
  /** Scanned; the person confirms in the chat: by a tap, or by sending these digits. */
  | { readonly type: 'confirm'; readonly shown?: Shown | undefined; readonly mode: 'tap' }
  | {
      readonly type: 'confirm';
      readonly shown?: Shown | undefined;
      readonly mode: 'code';
      readonly code: string;
    }
  /** Let in by WeChat; the session is being opened. */
  | { readonly type: 'approved'; readonly shown?: Shown | undefined }
  | {
      readonly type: 'success';
      readonly shown?: Shown | undefined;
      readonly account: Account;
      readonly isNew: boolean;
      readonly returnTo?: string | undefined;
      /** One-time code for the application's server, where the backend gives one. */
      readonly code?: string | undefined;
    }
  | { readonly type: 'expired'; readonly shown?: Shown | undefined }
  /** "Not me" was tapped. */
  | { readonly type: 'denied'; readonly shown?: Shown | undefined }
  | { readonly type: 'cancelled'; readonly shown?: Shown | undefined }
  /** This device has no network; goes on by itself. */
  | { readonly type: 'offline'; readonly shown?: Shown | undefined }
  | {
      readonly type: 'error';
      readonly shown?: Shown | undefined;
      readonly code: ErrorCode;
      /** Whether starting again may help. */
      readonly retryable: boolean;
      /** How long to wait before that, in milliseconds, where the backend said so. */
      readonly retryAfterMs?: number | undefined;
      /** What exactly went wrong, for the developer's console; never for the visitor. */
      readonly detail?: string | undefined;
    };
