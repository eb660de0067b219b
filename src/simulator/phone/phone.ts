/** The phone as a page or a test uses it: what people can do in WeChat, and what they see. */
import type { AccountProfile } from '../account.js';
import type { ChatMessage } from '../users.js';

export interface Person {
  readonly id: string;
  readonly name: string;
  /** An emoji. */
  readonly avatar: string;
  /** Whether the person follows the account now. */
  readonly follows: boolean;
}

/** What a scan leads to. */
export type ScanResult =
  /** The account's profile with its Follow button opens; pass `scanId` to `follow`. */
  | { readonly type: 'profile'; readonly account: AccountProfile; readonly scanId: string }
  /** The chat with the account opens. */
  | { readonly type: 'chat'; readonly account: AccountProfile }
  /** The text is not a QR code of this platform, or no account has this name. */
  | { readonly type: 'unknown'; readonly text: string }
  | { readonly type: 'expired' }
  /** WeChat has disabled the account. */
  | { readonly type: 'unavailable' };

/**
 * What happens to the person's data in WeChat: it was cleaned up, the person has withdrawn it, or the
 * person has closed their WeChat account.
 */
export type AuthorizationChange = 'modified' | 'revoked' | 'cancelled';

const authorizationChanges: readonly string[] = [
  'modified',
  'revoked',
  'cancelled',
] satisfies AuthorizationChange[];

export function isAuthorizationChange(text: string): text is AuthorizationChange {
  return authorizationChanges.includes(text);
}

/** A message that is not text. */
export type MediaType = 'image' | 'voice' | 'video' | 'shortvideo' | 'location' | 'link';

const mediaTypes: readonly string[] = [
  'image',
  'voice',
  'video',
  'shortvideo',
  'location',
  'link',
] satisfies MediaType[];

export function isMediaType(text: string): text is MediaType {
  return mediaTypes.includes(text);
}

/** What somebody answers when WeChat asks whether a page may know who they are. */
export type AuthorizeAnswer = 'allow' | 'refuse';

export function isAuthorizeAnswer(text: string): text is AuthorizeAnswer {
  return text === 'allow' || text === 'refuse';
}

/** What an address of web authorization leads to. */
export type AuthorizeResult =
  /** WeChat's browser goes back to the page, to this address. */
  | { readonly type: 'page'; readonly url: string }
  /** WeChat's browser shows an error in place of the page. */
  | { readonly type: 'error'; readonly errcode?: number; readonly text: string };

/**
 * A phone with WeChat that several people share. All methods are asynchronous and take and return
 * JSON values, because the simulator may run in a server (see `remotePhone`). They reject with a
 * PhoneError if a person could not do that. Pushes are sent in the background: `chat` shows the
 * replies when they have arrived.
 */
export interface Phone {
  people(): Promise<Person[]>;
  addPerson(name: string): Promise<Person>;
  /**
   * Scans a QR code with this text. A follower's scan is pushed to the account's server; for anyone
   * else, nothing is pushed before they follow.
   */
  scan(personId: string, text: string): Promise<ScanResult>;
  /** Taps Follow on the profile that a scan or a search has opened, even if the QR code has expired since. */
  follow(personId: string, scanId: string): Promise<ScanResult>;
  /**
   * Looks for the account by its name or a part of it, or by its id. The result is its profile, or the
   * chat for somebody who follows it.
   */
  search(personId: string, text: string): Promise<ScanResult>;
  /** Finds the account by its name and taps Follow. The push then has no scene. */
  followBySearch(personId: string): Promise<ScanResult>;
  /** Follows after a payment. The push then has the EventKey `last_trade_no_…`, and no ticket. */
  followByPayment(personId: string): Promise<ScanResult>;
  unfollow(personId: string): Promise<void>;
  /** Returns the messages of the chat, oldest first. */
  chat(personId: string): Promise<ChatMessage[]>;
  /** Sends a message to the account. */
  send(personId: string, text: string): Promise<void>;
  /** Sends a picture, a recording, a place and so on, whose contents the phone makes up. */
  sendMedia(personId: string, type: MediaType): Promise<void>;
  /** Taps a link in the chat. `weixin://bizmsgmenu` sends its text; a web address does nothing. */
  tap(personId: string, href: string): Promise<void>;
  /**
   * Presses the button of this name in the menu below the chat. What it asks for, such as a picture, the
   * phone makes up.
   */
  pressMenu(personId: string, name: string): Promise<void>;
  /**
   * Opens an address of web authorization in WeChat's browser.
   * @param answer default: `allow`. After `refuse`, the page gets no code, whether or not WeChat asks.
   */
  authorize(personId: string, url: string, answer?: AuthorizeAnswer): Promise<AuthorizeResult>;
  /** Lets WeChat tell the account's server what has happened to the person's data. */
  changeAuthorization(personId: string, change: AuthorizationChange): Promise<void>;
}

/** A person cannot do this; `message` says why. */
export class PhoneError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PhoneError';
  }
}
