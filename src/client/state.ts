/** What a login is at, as one union: elements draw it, pages branch on `type`. */
import type { ErrorCode } from '../protocol/errors.js';
import type {
  Account,
  BindingOption,
  Choice,
  FieldValues,
  OfficialAccount,
} from '../protocol/messages.js';

/** The code that is, or was last, on the screen; kept so that nothing jumps when the state changes. */
export interface Shown {
  /** Content of the code. */
  readonly url: string;
  readonly officialAccount: OfficialAccount;
}

/**
 * The prompts for a WeChat that has no account here yet, as a page answers them. Calls that do not
 * fit the step, or come while one is under way, change nothing; what a call comes to is seen in the
 * next state.
 */
export interface BindingForm {
  /** "I am new". Opens step `create` where the option has fields and none are given, else makes the account. */
  create(fields?: FieldValues): void;
  /** "I have an account": step `link`, by this method, or by the first. */
  link(method?: string): void;
  /** At step `link`: proves the account. `chatDigits` are the digits of the chat's reply. */
  submit(fields: FieldValues, chatDigits?: string): void;
  /** At step `link`: has a code sent for these fields. */
  sendVerificationCode(fields: FieldValues): void;
  /** At step `select`. */
  select(choice: string): void;
  /** One step back; nothing at the first. */
  back(): void;
}

/** What the last answer refused. `field` is the name of a field of the form, or `chatCode`. */
export interface BindingProblem {
  readonly code: ErrorCode;
  readonly field?: string | undefined;
  /** With `proof_failed`: tries that are left. */
  readonly remaining?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}

export interface BindingState {
  readonly type: 'binding';
  readonly shown?: Shown | undefined;
  /** `choose` where a new account may be made, else the first is `link`. */
  readonly step: 'choose' | 'create' | 'link' | 'select';
  readonly purpose: 'login' | 'link';
  readonly options: readonly BindingOption[];
  /** Whether linking needs the digits of the chat's reply. */
  readonly needsChatDigits: boolean;
  /** At step `link`: the method that is filled in. */
  readonly method?: string | undefined;
  /** At step `select`. */
  readonly accounts?: readonly Choice[] | undefined;
  /** The request that is under way: `send` for a verification code, `bind` for the form. */
  readonly busy?: 'send' | 'bind' | undefined;
  /**
   * A code was sent by this method, or refused because of too many; another may be asked for from
   * then on (clock of `now`).
   */
  readonly sent?: { readonly method: string; readonly resendAtMs: number } | undefined;
  readonly problem?: BindingProblem | undefined;
  readonly form: BindingForm;
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
      readonly mode: 'digits';
      readonly digits: string;
    }
  /** Let in by WeChat; the session is being opened. */
  | { readonly type: 'approved'; readonly shown?: Shown | undefined }
  | BindingState
  | {
      readonly type: 'success';
      readonly shown?: Shown | undefined;
      readonly account: Account;
      readonly isNew: boolean;
      /** True where this login linked the WeChat to the account. */
      readonly linked?: boolean | undefined;
      readonly returnTo?: string | undefined;
      /** One-time code for the application's server, where the backend gives one. */
      readonly sessionCode?: string | undefined;
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
