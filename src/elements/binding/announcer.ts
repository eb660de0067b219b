/** Announces texts to screen readers, a moment after the focus has moved. */
import type { ReactiveElement } from 'lit';

/** Screen readers drop one of two simultaneous announcements, and read the focused element first. */
const delayMs = 150;

export interface Announcer {
  /** The text for the live region of role `status`. */
  readonly text: string;
  /** Replaces the text after the delay, and an announcement that still waits. */
  announce(text: string): void;
  /** Empties the live region at once. */
  clear(): void;
}

export function createAnnouncer(host: ReactiveElement): Announcer {
  let text = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  host.addController({ hostDisconnected: () => clearTimeout(timer) });
  return {
    get text() {
      return text;
    },
    announce(next) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        text = next;
        host.requestUpdate();
      }, delayMs);
    },
    clear() {
      text = '';
    },
  };
}
