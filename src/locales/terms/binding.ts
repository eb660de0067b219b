/**
 * Every text of the binding prompts. Loaded while the QR code is shown. Each language is a file of this
 * shape.
 */

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

export interface BindingTerms {
  /** The language as a BCP 47 tag, for fonts, screen readers and numbers. */
  readonly lang: string;
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
}
