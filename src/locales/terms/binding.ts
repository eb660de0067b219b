/**
 * Every word of the binding prompts, and those of `<wechat-mp-login>` that only go with them: loaded
 * when they begin, and with `purpose="link"`. A language is one file of this shape.
 */
import type { MessageKey, Sentence } from './login.js';

/** The prompts, by what they ask. */
export type BindingPrompt =
  /** A new account, or one that is there already. */
  | 'choose'
  | 'create'
  | 'link'
  /** `link` where no account can be made. */
  | 'existing'
  /** `link` on a settings page. */
  | 'connect'
  | 'select';

/** What can be wrong with what was filled in, or with what became of it. */
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
  | 'session_mismatch'
  | 'identity_conflict'
  | 'unreachable'
  | 'failed';

export interface AboutMistake {
  /** How many tries are left, as `tries` has it; '' where nobody said. */
  readonly tries: string;
  /** How long to wait, as "40 seconds" in this language; '' where nobody said. */
  readonly wait: string;
}

/** By the plural rules of the language; `#` stands for the number. */
export type Plural = { readonly other: string } & Readonly<
  Partial<Record<Intl.LDMLPluralRule, string>>
>;

/** What a state of the login comes to through the prompts: words beside those of every login. */
export type BindingMessageKey =
  | 'linked'
  | 'identity_conflict'
  | 'proof_failed'
  | 'reauthentication_required'
  | 'session_mismatch';

/** What `purpose="link"` says in other words than a login. */
export type LinkMessageKey =
  | Extract<MessageKey, 'idle' | 'loading' | 'ready' | 'reconnecting' | 'approved' | 'back'>
  | Extract<MessageKey, 'denied' | 'cancelled' | 'offline' | 'unavailable'>;

type Messages<T extends string> = Readonly<Record<T, readonly [title: string, sentence: Sentence]>>;

export interface BindingTerms {
  /** BCP 47 tag, for glyphs, voices and numbers. */
  readonly lang: string;
  /** A title and one sentence of two lines at most: about 64 Latin letters, or 34 Chinese characters. */
  readonly prompts: Readonly<Record<BindingPrompt, readonly [title: string, text: string]>>;
  /** The two ways on, each with one line below it. */
  readonly newAccount: readonly [label: string, note: string];
  readonly existingAccount: readonly [label: string, note: string];
  /** What the forms end with, by the prompt. */
  readonly submit: Readonly<Record<'create' | 'link', string>>;
  /** On a button while its work is under way. */
  readonly busy: string;
  readonly back: string;
  /** Back to where a code is scanned. */
  readonly restart: string;
  /** Name of the choice among methods, for assistive technology. */
  readonly methods: string;
  /** The method of the account that is signed in already, among the others. */
  readonly session: string;
  /** After the label of a field that may stay empty. */
  readonly optional: string;
  readonly send: string;
  readonly resend: string;
  /** While it is too early for that; short, as it stands on a button. */
  readonly resendIn: (seconds: string) => string;
  /** It must not tell whether an account has that address. */
  readonly sent: string;
  /** The digits that the chat's reply showed. */
  readonly chatDigitsLabel: string;
  /** Where they are; `account` is the official account's name, or ''. */
  readonly chatDigitsHint: (account: string) => string;
  readonly mistakes: Readonly<Record<MistakeKey, string | ((about: AboutMistake) => string)>>;
  readonly triesLeft: Plural;
  readonly messages: Messages<BindingMessageKey>;
  /** Of `purpose="link"`: the name of the whole, and what is said otherwise there. */
  readonly link: { readonly name: string; readonly messages: Messages<LinkMessageKey> };
}
