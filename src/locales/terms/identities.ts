/** Every word of `<wechat-mp-identities>`. A language is one file of this shape. */

/** What can be said of a list that did not come, or of a WeChat that stays linked. */
export type IdentitiesMessageKey =
  | 'last_way_in'
  | 'reauthentication_required'
  | 'rate_limited'
  | 'unreachable'
  | 'failed'
  | 'unavailable';

export interface IdentitiesTerms {
  /** BCP 47 tag, for glyphs, voices and dates. */
  readonly lang: string;
  readonly title: string;
  /** One line of 238 px at 14 px below the title: about 32 Latin letters, or 17 Chinese characters. */
  readonly text: string;
  /** Name of a WeChat whose official account is not known. */
  readonly wechat: string;
  /** Below the name: `day` as "3 May 2026" in this language. */
  readonly linked: (day: string) => string;
  /** In place of the list where nothing is linked. */
  readonly empty: string;
  readonly unlink: string;
  readonly keep: string;
  /** Asked once more before it is done. */
  readonly confirmUnlink: string;
  /** While it is being done. */
  readonly unlinking: string;
  /** Said, not shown, once it is done. */
  readonly unlinked: (name: string) => string;
  /** `wait` as "2 minutes" in this language; '' where nobody said how long. */
  readonly messages: Readonly<Record<IdentitiesMessageKey, string | ((wait: string) => string)>>;
  /** Takes note of a refusal. */
  readonly close: string;
  readonly retry: string;
}
