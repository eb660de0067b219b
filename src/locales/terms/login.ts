/** Every text of a login. Each language is a file of this shape; with a text missing, it does not compile. */

import type { ChatTerms } from './after-qr-code.js';

/** The kinds of official accounts, 服务号 and 公众号, as the protocol names them. */
export type Kind = 'service' | 'subscription';

/** The keys of the messages. Each has a title and one sentence below it. */
export type MessageKey =
  'idle' | 'loading' | 'ready' | 'offline' | 'unreachable' | 'failed' | 'unavailable';

/** Values that a sentence may mention. */
export interface About {
  readonly kind: Kind;
  /** How long to wait before trying again, as "2 minutes" in this language; '' if unknown. */
  readonly wait: string;
}

/** At most two lines of 240 px at 14 px: about 64 Latin letters or 34 Chinese characters. */
export type Sentence = string | ((about: About) => string);

export interface Terms {
  /** The language as a BCP 47 tag, for fonts and screen readers. */
  readonly lang: string;
  /** The accessible name of the login. */
  readonly name: string;
  /** The accessible name of the QR code. */
  readonly picture: string;
  /** WeChat's word for this kind of account, below the account's name. */
  readonly kinds: Readonly<Record<Kind, string>>;
  /** In its place if only people who have an account already can sign in. One line: about 20 Latin letters. */
  readonly existingOnly: string;
  readonly messages: Readonly<Record<MessageKey, readonly [title: string, sentence: Sentence]>>;
  /** Those of the prompts, once they have loaded. */
  readonly chat?: ChatTerms | undefined;
  /** Shown below the name of the person who is signed in, once it has loaded. */
  readonly yourAccount?: string | undefined;
  /** Words a time in milliseconds for a sentence, once the texts of errors have loaded. */
  readonly formatWait?: ((ms: number) => string) | undefined;
  /** The label of the button that requests the first QR code. */
  readonly show: string;
  /** The label of the button after the QR code has expired. */
  readonly refresh: string;
  /** The label of the button after an error. */
  readonly retry: string;
  /** The label of the button that opens a login in a panel. */
  readonly open: string;
  /** The accessible name of the button that closes the panel. */
  readonly close: string;
}
