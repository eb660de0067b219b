/**
 * The texts of `<wechat-mp-login>` that only follow its QR code or that few visitors see, and those with
 * `purpose="link"`. Loaded while the QR code is shown, and after an error. Each language is a file of
 * this shape.
 */
import type { MessageKey, Sentence } from './login.js';

/** The states of a login that only follow its QR code, what stands in its way, and most errors. */
export type AfterQrCodeMessageKey =
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
  | Extract<AfterQrCodeMessageKey, 'reconnecting' | 'approved' | 'back' | 'denied' | 'cancelled'>;

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

export interface AfterQrCodeTerms {
  /** The language as a BCP 47 tag, for fonts, screen readers and numbers. */
  readonly lang: string;
  /** Shown below the name of the person who is signed in. */
  readonly yourAccount: string;
  readonly chat: ChatTerms;
  readonly messages: Messages<AfterQrCodeMessageKey>;
  /** With `purpose="link"`: the accessible name, and the texts that differ. */
  readonly link: { readonly name: string; readonly messages: Messages<LinkMessageKey> };
}
