/** What the phone connects to: a simulator in the page, or one in a server (`remotePhone`). */
import type { AccountProfile, Phone } from '../simulator/index.js';
import { remotePhone } from '../simulator/phone/remote.js';
import { notConnected, report } from './report.js';

export type { ChatMessage, Person, ScanResult } from '../simulator/index.js';

/** The part of the simulator's phone that `<wechat-phone>` uses. `simulator.phone` has all of it. */
export type PhoneConnection = Pick<
  Phone,
  'people' | 'scan' | 'search' | 'follow' | 'unfollow' | 'chat' | 'send' | 'tap'
>;

/** Undefined, with a word in the console, if this cannot be the address of a simulator. */
export function connectTo(url: string, baseUrl: string): PhoneConnection | undefined {
  if (url.trim() !== '' && !url.startsWith('[object ') && URL.canParse(url, baseUrl)) {
    return remotePhone(new URL(url, baseUrl));
  }
  report(`simulator="${url}" is not an address. ${notConnected}`);
  return undefined;
}

/** JavaScript does not check types: a whole simulator is a common mistake. */
export function isPhone(connection: unknown): boolean {
  return typeof (connection as Partial<PhoneConnection> | undefined)?.people === 'function';
}

/** The official account as the phone shows it. */
export type ShownAccount = Pick<AccountProfile, 'name' | 'kind' | 'avatar'>;

/** A text message or an e-mail that the phone has received, outside of WeChat. */
export interface InboxMessage {
  readonly id: string;
  readonly from: string;
  /** The phone number or e-mail address that it was sent to. */
  readonly to: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** The text messages and e-mails that the phone receives. */
export interface Inbox {
  /**
   * Calls `listener` with all messages, oldest first, at once and after each change, until `signal`
   * aborts.
   */
  watch(listener: (messages: readonly InboxMessage[]) => void, signal: AbortSignal): void;
}
