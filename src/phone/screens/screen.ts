/** What every screen of the phone is given, and where it may lead. */
import type { Person, PhoneConnection, ShownAccount } from '../connection.js';
import type { Mailbox } from '../mail/mailbox.js';
import type { Texts } from '../texts.js';

export type Screen =
  | { readonly type: 'home' }
  | { readonly type: 'viewfinder' }
  | { readonly type: 'profile'; readonly account: ShownAccount; readonly scanId: string }
  | { readonly type: 'chat'; readonly account: ShownAccount }
  | { readonly type: 'account'; readonly account: ShownAccount }
  | { readonly type: 'messages' }
  | { readonly type: 'notice'; readonly kind: NoticeKind };

export type NoticeKind = 'expired' | 'unknown' | 'unavailable' | 'failed';

export interface ScreenContext {
  readonly t: Texts;
  readonly lang: string;
  readonly connection: PhoneConnection;
  readonly people: readonly Person[];
  readonly person: Person;
  /** The account whose chat this person has, as far as this phone has seen. */
  readonly contact: ShownAccount | undefined;
  /** Absent where nothing is ever sent to a number or an address. */
  readonly mailbox: Mailbox | undefined;
  /** Aborted when the screen is left. */
  readonly signal: AbortSignal;
  show(screen: Screen): void;
  choosePerson(id: string): void;
  /** Remembers or forgets the account in this person's list of chats. */
  keep(account: ShownAccount | undefined): void;
  /** Says it to a screen reader, once. */
  announce(text: string): void;
}
