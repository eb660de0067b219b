/** The screens of the phone, and the context that each gets. */
import type { Person, PhoneConnection, ShownAccount } from '../connection.js';
import type { Mailbox } from '../mail/mailbox.js';
import type { Texts } from '../texts.js';

export type Screen =
  | { readonly type: 'home' }
  | { readonly type: 'viewfinder' }
  | { readonly type: 'search' }
  | { readonly type: 'profile'; readonly account: ShownAccount; readonly scanId: string }
  | { readonly type: 'chat'; readonly account: ShownAccount }
  | { readonly type: 'account'; readonly account: ShownAccount }
  | { readonly type: 'messages' }
  | { readonly type: 'notice'; readonly kind: NoticeKind };

export type NoticeKind = 'expired' | 'unknown' | 'unavailable' | 'failed';

export interface ScreenContext {
  readonly texts: Texts;
  readonly lang: string;
  readonly connection: PhoneConnection;
  readonly people: readonly Person[];
  readonly person: Person;
  /** The account that this person has a chat with, as far as this phone knows. */
  readonly contact: ShownAccount | undefined;
  /** Undefined if the phone has no inbox. */
  readonly mailbox: Mailbox | undefined;
  /** Aborts when the screen is left. */
  readonly signal: AbortSignal;
  /** Opens a page in WeChat's browser. Undefined if the simulator has no address. */
  readonly openPage: ((url: string) => void) | undefined;
  show(screen: Screen): void;
  choosePerson(id: string): void;
  /** Puts the account into this person's list of chats, or removes it. */
  setContact(account: ShownAccount | undefined): void;
  /** Announces the text to screen readers. */
  announce(text: string): void;
}
