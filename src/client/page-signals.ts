/** What a login wants to know of the page around it, and no more: awake or not, online or not. */
import type { Subscribe } from './wait.js';

export interface PageSignals {
  /** False in a tab that nobody sees: no code is renewed there. */
  visible(): boolean;
  /** False where the device is sure to have no network. */
  online(): boolean;
  /** Calls back when it is worth looking again: seen again, restored, thawed, on- or offline. */
  readonly subscribe: Subscribe;
}

/** The part of `window` that is read. */
export type PageWindow = Partial<Pick<EventTarget, 'addEventListener'>> & {
  readonly document?: { readonly visibilityState?: string };
  readonly navigator?: { readonly onLine?: boolean };
};

/** The page that this script runs in; outside a page always visible, online and silent. */
export function browserPage(page: PageWindow = globalThis): PageSignals {
  const visible = (): boolean => page.document?.visibilityState !== 'hidden';
  return {
    visible,
    online: () => page.navigator?.onLine !== false,
    subscribe(listener) {
      const listening = new AbortController();
      const hear = ({ type, persisted }: Event & { persisted?: boolean }): void => {
        // Every page shows once; only one out of the back-forward cache has missed something.
        if (persisted !== false && (type !== 'visibilitychange' || visible())) listener();
      };
      for (const type of ['visibilitychange', 'resume', 'pageshow', 'online', 'offline']) {
        // Captured: not all of those that the document gets bubble.
        page.addEventListener?.(type, hear, { capture: true, signal: listening.signal });
      }
      return () => listening.abort();
    },
  };
}
