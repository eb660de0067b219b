/** The states of a login, as one union: elements draw it, and pages branch on `type`. */
import type { ErrorCode } from '../protocol/errors.js';
import type {
  Account,
  BindingOption,
  Choice,
  FieldValues,
  OfficialAccount,
  Purpose,
} from '../protocol/messages.js';

interface ShownAccount {
  readonly officialAccount: OfficialAccount;
  /** All official accounts of the backend, if there are several. */
  readonly officialAccounts?: readonly OfficialAccount[] | undefined;
  /** How a visitor can sign in with this official account now, best first. */
  readonly methods: readonly string[];
  /** `existing-only`: only people who have an account already can sign in. */
  readonly newAccounts?: string | undefined;
}

/** The page shows a QR code, which the visitor scans. */
export interface ShownScan extends ShownAccount {
  readonly method: 'scan';
  /** The content of the QR code. Empty if there is only a picture of it. */
  readonly url: string;
  /** A `data:` picture of the QR code, if the backend tells no content. */
  readonly image?: string | undefined;
}

/** The page shows digits, which the visitor sends in the chat of the official account. */
export interface ShownMessage extends ShownAccount {
  readonly method: 'message';
  readonly digits: string;
  /** The content of the account's own QR code. */
  readonly url?: string | undefined;
  /** The address of a picture of the account's own QR code. */
  readonly image?: string | undefined;
}

/** The page leads to WeChat's web authorization. */
export interface ShownOAuth extends ShownAccount {
  readonly method: 'oauth';
  /** The address of the web authorization. */
  readonly url: string;
}

/** What the visitor can act on, or could last. Kept so that nothing jumps between states. */
export type Shown = ShownScan | ShownMessage | ShownOAuth;

/**
 * What a page calls to answer the prompts for a WeChat user without an account here. A call that does
 * not fit the step, or comes while a request is under way, does nothing. The next state shows what a
 * call has led to.
 */
export interface BindingForm {
  /**
   * "I am new": creates an account. If the option has fields and you pass none, it opens step
   * `create` instead. `chatDigits` are the digits in the reply of the chat.
   */
  create(fields?: FieldValues, chatDigits?: string): void;
  /** "I have an account": opens step `link` for this method, or for the first one. */
  link(method?: string): void;
  /** At step `link`: proves the account. `chatDigits` are the digits in the reply of the chat. */
  submit(fields: FieldValues, chatDigits?: string): void;
  /** At step `link`: sends a verification code for these fields. */
  sendVerificationCode(fields: FieldValues): void;
  /** At step `select`: chooses one of the accounts. */
  select(choice: string): void;
  /** Goes one step back. Does nothing at the first. */
  back(): void;
}

/** Why the last request was refused. */
export interface BindingProblem {
  readonly code: ErrorCode;
  /** The name of a field of the form, or `chatCode` for the digits of the chat. */
  readonly field?: string | undefined;
  /** With `proof_failed`: the number of tries left. */
  readonly remaining?: number | undefined;
  /** How long to wait before the next try, in milliseconds, if the backend says so. */
  readonly retryAfterMs?: number | undefined;
}

/** The prompts for a WeChat user without an account here. */
export interface BindingState {
  readonly type: 'binding';
  readonly shown?: Shown | undefined;
  /** The first step is `choose` if a new account can be created, else `link`. */
  readonly step: 'choose' | 'create' | 'link' | 'select';
  readonly purpose: Purpose;
  readonly options: readonly BindingOption[];
  /** Whether linking, and creating an account with fields, need the digits in the reply of the chat. */
  readonly needsChatDigits: boolean;
  /** At step `link`: the method whose form is filled in. */
  readonly method?: string | undefined;
  /** At step `select`: the accounts to choose from. */
  readonly accounts?: readonly Choice[] | undefined;
  /** The request that is under way: `send` for a verification code, `bind` for the form. */
  readonly busy?: 'send' | 'bind' | undefined;
  /**
   * This method has sent a verification code, or refused because of too many. The next one can be
   * requested at `resendAtMs`, in milliseconds on the clock of `now`.
   */
  readonly sent?: { readonly method: string; readonly resendAtMs: number } | undefined;
  readonly problem?: BindingProblem | undefined;
  readonly form: BindingForm;
}

export type LoginState =
  /** Nothing has been started. */
  | { readonly type: 'idle'; readonly shown?: Shown | undefined }
  /** A QR code is being requested. */
  | { readonly type: 'loading'; readonly shown?: Shown | undefined }
  /** The visitor can act: scan the QR code, send the digits, or go to WeChat's web authorization. */
  | {
      readonly type: 'ready';
      readonly shown: Shown;
      /** When the QR code expires, in milliseconds on the clock of `now`. */
      readonly expiresAtMs: number;
      /** How long the QR code is valid in all, in milliseconds. */
      readonly lifetimeMs: number;
      /** Whether the connection is being restored. The QR code is still valid. */
      readonly reconnecting: boolean;
      /** How often the QR code was renewed since `start()`. */
      readonly renewals: number;
    }
  /** Scanned. The person confirms in the chat, by a tap or by sending these digits. */
  | { readonly type: 'confirm'; readonly shown?: Shown | undefined; readonly mode: 'tap' }
  | {
      readonly type: 'confirm';
      readonly shown?: Shown | undefined;
      readonly mode: 'digits';
      readonly digits: string;
    }
  /** Approved in WeChat. The session is being opened. */
  | { readonly type: 'approved'; readonly shown?: Shown | undefined }
  | BindingState
  /** Somebody is signed in. */
  | {
      readonly type: 'success';
      readonly shown?: Shown | undefined;
      readonly account: Account;
      /** Whether this login created the account. */
      readonly isNew: boolean;
      /** Whether this login linked the WeChat account. */
      readonly linked?: boolean | undefined;
      readonly returnTo?: string | undefined;
      /** One-time code for the application's own server, if the backend gives one. */
      readonly sessionCode?: string | undefined;
    }
  /** The last QR code has expired. */
  | { readonly type: 'expired'; readonly shown?: Shown | undefined }
  /** The person tapped "Not me" in the chat. */
  | { readonly type: 'denied'; readonly shown?: Shown | undefined }
  | { readonly type: 'cancelled'; readonly shown?: Shown | undefined }
  /** This device has no network. The login continues by itself once it has. */
  | { readonly type: 'offline'; readonly shown?: Shown | undefined }
  | {
      readonly type: 'error';
      readonly shown?: Shown | undefined;
      readonly code: ErrorCode;
      /** Whether starting again may help. */
      readonly retryable: boolean;
      /** How long to wait before starting again, in milliseconds, if the backend says so. */
      readonly retryAfterMs?: number | undefined;
      /** With `sign_in_refused`: what the application says to the visitor. Show it as text. */
      readonly sentence?: string | undefined;
      /** With `captcha_required`: the public key of the captcha to show, if the backend has one. */
      readonly siteKey?: string | undefined;
      /** With `method_unavailable` and `quota_exhausted`: the methods that work now, best first. */
      readonly methods?: readonly string[] | undefined;
      /** What exactly went wrong, for the developer's console. Never show it to visitors. */
      readonly detail?: string | undefined;
    };
