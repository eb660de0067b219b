/**
 * Every text of the binding prompts, and the texts of `<wechat-mp-login>` that only follow them or that
 * few visitors see. Loaded while the QR code is shown, and after an error. Each language is a file of
 * this shape.
 */
import type { MessageKey, Sentence } from './login.js';

/** The prompts, by the question that they ask. */
export type BindingPrompt =
  /** A new account or an existing one? */
  | 'choose'
  | 'create'
  | 'link'
  /** `link`, if no new account can be created. */
  | 'existing'
  /** `link`, on a settings page. */
  | 'connect'
  | 'select';

/** What can be wrong with the values of a form, or why the backend refused them. */
export type MistakeKey =
  | 'missing'
  | 'digits'
  | 'email'
  | 'check'
  | 'long'
  | 'proof'
  | 'chat'
  | 'rate_limited'
  | 'reauthentication_required'
  | 'confirmation_required'
  | 'session_mismatch'
  | 'identity_conflict'
  | 'unreachable'
  | 'failed';

export interface AboutMistake {
  /** How many tries are left, as `triesLeft` words it; '' if unknown. */
  readonly tries: string;
  /** How long to wait, as "40 seconds" in this language; '' if unknown. */
  readonly wait: string;
}

/** A text for each plural form of the language; `#` stands for the number. */
export type Plural = { readonly other: string } & Readonly<
  Partial<Record<Intl.LDMLPluralRule, string>>
>;

/** The states of a login that only follow its QR code, what stands in its way, and most errors. */
export type BindingMessageKey =
  /** There are terms to accept first. */
  | 'accept'
  /** The page has disabled the login. */
  | 'disabled'
  | 'tap'
  | 'digits'
  | 'reconnecting'
  | 'expired'
  | 'cancelled'
  | 'rate_limited'
  | 'quota_exhausted'
  | 'platform_disabled'
  | 'upstream_unavailable'
  | 'approved'
  | 'welcome'
  | 'back'
  | 'denied'
  | 'cookies_blocked'
  | 'foreign_frame'
  | 'old_browser'
  /** The button below it loads the page again. */
  | 'load_failed'
  | 'linked'
  | 'identity_conflict'
  | 'proof_failed'
  | 'reauthentication_required'
  | 'confirmation_required'
  | 'session_mismatch'
  /** The application's captcha takes the place of the QR code. */
  | 'captcha_required'
  /** The sentence is shown only if the application gives none of its own. */
  | 'sign_in_refused';

/** The states that have another text with `purpose="link"`. */
export type LinkMessageKey =
  | Extract<MessageKey, 'idle' | 'loading' | 'ready' | 'offline' | 'unavailable'>
  | Extract<BindingMessageKey, 'reconnecting' | 'approved' | 'back' | 'denied' | 'cancelled'>;

export type Messages<T extends string> = Readonly<
  Record<T, readonly [title: string, sentence: Sentence]>
>;

/** The words of the chat that the card draws while the visitor confirms, and those around the digits. */
export interface ChatTerms {
  /** The two answers, worded as in the chat itself: `src/server/options/replies/sentences.ts`. */
  readonly confirm: string;
  readonly notMe: string;
  /** The label of the button that copies the digits, before and after. */
  readonly copy: string;
  readonly copied: string;
}

export interface BindingTerms {
  /** The language as a BCP 47 tag, for fonts, screen readers and numbers. */
  readonly lang: string;
  /** Shown below the name of the person who is signed in. */
  readonly yourAccount: string;
  /** A title and one sentence of at most two lines: about 64 Latin letters or 34 Chinese characters. */
  readonly prompts: Readonly<Record<BindingPrompt, readonly [title: string, text: string]>>;
  /** The two buttons of the first prompt, each with one line below its label. */
  readonly newAccount: readonly [label: string, note: string];
  readonly existingAccount: readonly [label: string, note: string];
  /** The labels of the buttons that send a form, by the prompt. */
  readonly submit: Readonly<Record<'create' | 'link', string>>;
  /** The label of a button while its request is under way. */
  readonly busy: string;
  readonly back: string;
  /** The label of the button that goes back to the QR code. */
  readonly restart: string;
  /** The accessible name of the list of methods. */
  readonly methods: string;
  /** The name of the method that uses the account that is signed in already. */
  readonly session: string;
  /** Shown after the label of a field that may stay empty. */
  readonly optional: string;
  /** The label of the button that sends a verification code. */
  readonly send: string;
  readonly resend: string;
  /** The label of that button while it is too early to send another one. Keep it short. */
  readonly resendIn: (seconds: string) => string;
  /** Shown after sending. It must not reveal whether an account has that address. */
  readonly sent: string;
  /** The label of the field for the digits in the reply of the chat. */
  readonly chatDigitsLabel: string;
  /** Where to find those digits; `account` is the official account's name, or ''. */
  readonly chatDigitsHint: (account: string) => string;
  readonly mistakes: Readonly<Record<MistakeKey, string | ((about: AboutMistake) => string)>>;
  readonly triesLeft: Plural;
  readonly chat: ChatTerms;
  readonly messages: Messages<BindingMessageKey>;
  /** With `purpose="link"`: the accessible name, and the texts that differ. */
  readonly link: { readonly name: string; readonly messages: Messages<LinkMessageKey> };
}
