/**
 * The texts of the ways to sign in beside a QR code on a desktop. They load when one of them is shown or
 * offered. Each language is a file of this shape.
 */

/** The cards, and errors that only they can end in. */
export type DoorMessageKey =
  | 'message'
  | 'save'
  | 'long-press'
  | 'authorize'
  /** The page is open where nobody can sign in. */
  | 'elsewhere'
  /** This page allows web authorization alone, and is open outside WeChat. */
  | 'outside'
  /** The picture of the QR code cannot be drawn, or is blocked. */
  | 'unsaved'
  | 'method_unavailable'
  | 'authorization_refused'
  | 'authorization_failed'
  | 'virtual_user';

export interface DoorTerms {
  /** The language as a BCP 47 tag. */
  readonly lang: string;
  readonly messages: Readonly<Record<DoorMessageKey, readonly [title: string, sentence: string]>>;
  /** The steps of the way by message. */
  readonly find: (account: string) => string;
  readonly scanAccount: (account: string) => string;
  readonly send: string;
  readonly confirm: string;
  readonly copy: string;
  readonly copied: string;
  /** The accessible name of the account's own QR code. */
  readonly accountPicture: string;
  /** The steps of the way by a saved picture. */
  readonly savePicture: string;
  readonly openWechat: string;
  readonly scanAlbum: string;
  /** Below the picture where the browser saves nothing by a button. */
  readonly holdPicture: string;
  /** The file's name, without its ending. */
  readonly fileName: string;
  /** The button that leads to WeChat's web authorization. */
  readonly authorize: string;
  readonly copyLink: string;
  readonly linkCopied: string;
  /** The buttons that offer another way. */
  readonly byMessage: string;
  readonly byQrCode: string;
}
