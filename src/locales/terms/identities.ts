/** Every text of `<wechat-mp-identities>`. Each language is a file of this shape. */

/** Why the list could not be loaded, or why a WeChat account stays linked. */
export type IdentitiesMessageKey =
  | 'last_way_in'
  | 'reauthentication_required'
  | 'confirmation_required'
  | 'too_recent'
  | 'rate_limited'
  | 'unreachable'
  | 'failed'
  | 'unavailable';

export interface IdentitiesTerms {
  /** The language as a BCP 47 tag, for fonts, screen readers and dates. */
  readonly lang: string;
  readonly title: string;
  /** Below the title, one line of 238 px at 14 px: about 32 Latin letters or 17 Chinese characters. */
  readonly text: string;
  /** The name of a WeChat account whose official account is unknown. */
  readonly wechat: string;
  /** Shown below the name; `day` is as "3 May 2026" in this language. */
  readonly linked: (day: string) => string;
  /** Shown in place of an empty list. */
  readonly empty: string;
  readonly unlink: string;
  readonly keep: string;
  /** The question before a WeChat account is unlinked. */
  readonly confirmUnlink: string;
  /** The label of the button while the WeChat account is being unlinked. */
  readonly unlinking: string;
  /** Announced to screen readers after a WeChat account was unlinked. */
  readonly unlinked: (name: string) => string;
  /** `wait` is as "2 minutes" in this language; '' if unknown. */
  readonly messages: Readonly<Record<IdentitiesMessageKey, string | ((wait: string) => string)>>;
  /** The label of the button that starts a confirmation in WeChat. */
  readonly confirm: string;
  /** The label of the button that closes an error. */
  readonly close: string;
  readonly retry: string;
}
