/** What the phone on the page talks to: the simulator in the page, or one behind HTTP (remote.ts). */
import type { Phone as SimulatedPhone } from '../simulator/index.js';

/** The part of it that this phone has buttons for. */
export type PhoneConnection = Pick<
  SimulatedPhone,
  'people' | 'scan' | 'follow' | 'unfollow' | 'chat' | 'send' | 'tap'
>;

export type { Person, ScanResult } from '../simulator/index.js';

export type ChatMessage = Awaited<ReturnType<PhoneConnection['chat']>>[number];

/** The official account as the app shows it. */
export interface ShownAccount {
  readonly name: string;
  readonly kind: 'service' | 'subscription';
  /** An address of this page's own origin. */
  readonly avatar?: string | undefined;
}

/** What reached the phone outside of the chat app: sent to a number, or to an e-mail address. */
export interface InboxMessage {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

export interface Inbox {
  /** Calls back with all messages, oldest first, now and at each change, until the signal is aborted. */
  watch(listener: (messages: readonly InboxMessage[]) => void, signal: AbortSignal): void;
}
