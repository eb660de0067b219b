/**
 * The texts of the ways to sign in beside a QR code on a desktop. They load when one of them is shown or
 * offered. Each language is a file of this shape.
 */
import type { Kind } from './login.js';

/** The cards, and errors that only they can end in. */
export type DoorMessageKey =
  | 'message'
  | 'save'
  /** Inside WeChat: press and hold the picture of the QR code. */
  | 'hold'
  | 'authorize'
  /** The page is open where nobody can sign in. */
  | 'elsewhere'
  /** This page allows web authorization alone, and is open outside WeChat. */
  | 'outside'
  /** The picture of the QR code cannot be drawn, or is blocked. */
  | 'unsaved'
  /** Not on a desktop: the visitor has to ask for a way to sign in. */
  | 'begin'
  /** The digits or the web authorization have expired; a QR code has a text of its own. */
  | 'late'
  | 'method_unavailable'
  | 'authorization_refused'
  | 'authorization_failed'
  | 'follow_required'
  | 'virtual_user';

/** A step that names the official account, and says what kind it is where the language does. */
export type AccountStep = (account: string, kind: Kind) => string;

export interface DoorTerms {
  /** The language as a BCP 47 tag. */
  readonly lang: string;
  readonly messages: Readonly<Record<DoorMessageKey, readonly [title: string, sentence: string]>>;
  /** By message: find the account by its name. */
  readonly find: AccountStep;
  /** By message on a desktop, above the account's own QR code. */
  readonly scanAccount: AccountStep;
  /** By message inside WeChat, above the account's own QR code. */
  readonly holdAccount: AccountStep;
  /** By message on a desktop: above the digits. */
  readonly send: string;
  /** By message on a desktop: the last step. */
  readonly confirm: string;
  /** By message on a phone: above the digits, before the visitor changes to the chat. */
  readonly take: string;
  /** By message on a phone: the last step. */
  readonly sendAndConfirm: string;
  readonly copy: string;
  readonly copied: string;
  /** The browser does not allow to copy. What should have been copied is selected. */
  readonly notCopied: string;
  /** The accessible name of the account's own QR code. */
  readonly accountPicture: string;
  /** The steps of the way by a saved picture. */
  readonly savePicture: string;
  readonly openWechat: string;
  readonly scanAlbum: string;
  /** Below the button that saves, for browsers where it does nothing. */
  readonly holdPicture: string;
  /** In its place after saving has failed. */
  readonly notSaved: string;
  /** The file's name, without its ending. */
  readonly fileName: string;
  /** The button that leads to WeChat's web authorization. */
  readonly authorize: string;
  readonly copyLink: string;
  readonly linkCopied: string;
  /** The accessible name of the choice between several official accounts. */
  readonly officialAccounts: string;
  /** The buttons that offer another way. The first is for people who cannot scan a screen. */
  readonly cannotScan: string;
  readonly byMessage: string;
  readonly byQrCode: string;
}
