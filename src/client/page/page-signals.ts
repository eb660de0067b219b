/** What a login needs to know about the page around it: whether it is visible, and whether online. */
import type { Subscribe } from '../wait.js';
import { unshadowed } from './unshadowed.js';

export interface PageSignals {
  /** False in a hidden tab, which renews no QR code and holds no connection. */
  visible(): boolean;
  /** A hint: false if the device seems to have no network. Browsers are sometimes wrong about that. */
  online(): boolean;
  /** Whether the page is rendered in advance, so that nobody sees it yet. False unless there. */
  prerendering?(): boolean;
  /** Calls back when it is time to look again: the page was shown, hidden, restored or thawed, or the network changed. */
  readonly subscribe: Subscribe;
}

/** The part of `window` that `browserPage` uses. */
export type PageWindow = Partial<Pick<EventTarget, 'addEventListener'>> & {
  readonly document?: { readonly visibilityState?: string; readonly prerendering?: unknown };
  readonly navigator?: { readonly onLine?: boolean };
};

/**
 * The page was hidden or shown, thawed, restored from the back-forward cache, went on- or offline, or is
 * no longer rendered in advance.
 */
const eventTypes = [
  'visibilitychange',
  'resume',
  'pageshow',
  'online',
  'offline',
  'prerenderingchange',
];

/**
 * Reads the signals of the page that this script runs in. Outside a page, it is always visible and
 * online, and never signals.
 *
 * @param page a window other than the script's own
 * @example
 * ```ts
 * const page = browserPage();
 * const unsubscribe = page.subscribe(() => console.log(page.visible(), page.online()));
 * unsubscribe();
 * ```
 */
export function browserPage(page: PageWindow = globalThis): PageSignals {
  const { document } = page;
  const visible = (): boolean => !document || unshadowed(document, 'visibilityState') !== 'hidden';
  return {
    visible,
    // An element of the page can be called `prerendering`, and would shadow the property.
    prerendering: () => page.document?.prerendering === true,
    online: () => page.navigator?.onLine !== false,
    subscribe(listener) {
      const subscription = new AbortController();
      const handleEvent = ({ persisted }: Event & { persisted?: boolean }): void => {
        // Every page fires `pageshow` once; only one from the back-forward cache has missed something.
        if (persisted !== false) listener();
      };
      for (const type of eventTypes) {
        // In the capture phase, because not every event of the document bubbles up to the window.
        page.addEventListener?.(type, handleEvent, { capture: true, signal: subscription.signal });
      }
      return () => subscription.abort();
    },
  };
}
