/** Events for the application's security monitoring. They contain no secret, so a log may keep them. */
import { errorKind, type Log } from '../base/log.js';

/** Something that whoever watches over the security of a site may want to know. */
export type SecurityEvent =
  /** Somebody has pressed "Not me" in the chat, or typed wrong digits three times. */
  | {
      readonly type: 'denied';
      readonly attempt: string;
      readonly by: 'notMe' | 'wrongDigits';
      /** Whether the login had been completed, and what descended from it was undone. */
      readonly wasCompleted: boolean;
    }
  /** A second WeChat user has scanned a QR code, or answered a question, that is another one's. */
  | { readonly type: 'contested'; readonly attempt: string }
  /** A person has signed in with a confirmation from a browser that was not known. */
  | { readonly type: 'new_browser'; readonly attempt: string; readonly accountId: string };

/** The application's function that receives the events. If it throws or rejects, the error is logged. */
export type OnEvent = (event: SecurityEvent) => void | Promise<void>;

/** Hands over one event. Returns at once and never throws. */
export type EmitEvent = (event: SecurityEvent) => void;

export function createEmitter(log: Log, onEvent: OnEvent | undefined): EmitEvent {
  if (!onEvent) return () => undefined;
  async function send(event: SecurityEvent): Promise<void> {
    // Yields first: the caller may still have to write, and an `onEvent` that throws must not stop it.
    await Promise.resolve();
    await onEvent?.(event);
  }
  return (event) => {
    send(event).catch((error: unknown) => {
      log('error', 'on_event_failed', { event: event.type, error: errorKind(error) });
    });
  };
}
