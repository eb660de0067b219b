/** Every word that a visitor reads. A language is one file of this shape: a missing one does not compile. */

/** As the protocol names the kinds of official accounts: 服务号 and 公众号. */
export type Kind = 'service' | 'subscription';

/** What can be said, each as a title and one sentence below it. */
export type MessageKey =
  | 'idle'
  | 'loading'
  | 'ready'
  | 'reconnecting'
  | 'tap'
  | 'digits'
  | 'approved'
  | 'welcome'
  | 'back'
  | 'expired'
  | 'denied'
  | 'cancelled'
  | 'offline'
  | 'rate_limited'
  | 'quota_exhausted'
  | 'platform_disabled'
  | 'upstream_unavailable'
  | 'unreachable'
  | 'failed'
  | 'unavailable';

/** What a sentence may have to speak about. */
export interface About {
  readonly kind: Kind;
  /** How long to wait before trying again, as "2 minutes" in this language; '' where nobody said. */
  readonly wait: string;
}

/** At most two lines of 240 px at 14 px: about 64 Latin letters, or 34 Chinese characters. */
export type Sentence = string | ((about: About) => string);

export interface Terms {
  /** BCP 47 tag, for glyphs and voices. */
  readonly lang: string;
  /** Name of the whole, for assistive technology. */
  readonly name: string;
  /** Name of the picture. */
  readonly picture: string;
  /** WeChat's word for this kind of account, below the account's name. */
  readonly kinds: Readonly<Record<Kind, string>>;
  /** Below the name of the person who is signed in. */
  readonly yourAccount: string;
  readonly messages: Readonly<Record<MessageKey, readonly [title: string, sentence: Sentence]>>;
  /** The buttons. */
  readonly show: string;
  readonly refresh: string;
  readonly retry: string;
  /** Of the button that opens a login. */
  readonly open: string;
  /** Of the button that closes it again. */
  readonly close: string;
}
