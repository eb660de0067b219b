/** The phone as a page or a test holds it: what people can do in WeChat, and what they see then. */
import type { AccountProfile } from '../account.js';
import type { ChatMessage } from '../people.js';

export interface Person {
  readonly id: string;
  readonly name: string;
  /** An emoji. */
  readonly avatar: string;
  readonly follows: boolean;
}

export type ScanResult =
  /** The account's profile with its Follow button; `scanId` is what `follow` takes. */
  | { readonly type: 'profile'; readonly account: AccountProfile; readonly scanId: string }
  /** The chat with the account opens. */
  | { readonly type: 'chat'; readonly account: AccountProfile }
  /** A code, but none of this platform's. */
  | { readonly type: 'unknown'; readonly text: string }
  | { readonly type: 'expired' }
  /** The account is switched off. */
  | { readonly type: 'unavailable' };

/**
 * Every method is asynchronous, and takes and gives what JSON can carry, so that the phone in a page
 * may belong to a simulator in a server (remote.ts). All reject with PhoneError where a person could
 * not do that. Pushes go out in the background: `chat` shows in time what came back.
 */
export interface Phone {
  people(): Promise<Person[]>;
  addPerson(name: string): Promise<Person>;
  /** Reads the text of a code. A follower's scan is pushed; nobody else's before they follow. */
  scan(personId: string, text: string): Promise<ScanResult>;
  /** Taps Follow on the profile that a scan has opened, also after the code has expired. */
  follow(personId: string, scanId: string): Promise<ScanResult>;
  /** Finds the account by its name and taps Follow: a follower without a scene. */
  followBySearch(personId: string): Promise<ScanResult>;
  unfollow(personId: string): Promise<void>;
  /** Oldest first. */
  chat(personId: string): Promise<ChatMessage[]>;
  send(personId: string, text: string): Promise<void>;
  /** Taps a link in the chat: `weixin://bizmsgmenu` sends its text, a web address does nothing here. */
  tap(personId: string, href: string): Promise<void>;
}

/** What the person cannot do, and what would have to come first. */
export class PhoneError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'PhoneError';
  }
}
