/** The banner that shows a new message above the current screen. */
import { h } from '../dom.js';
import type { InboxMessage } from '../connection.js';

/** The message stays in Messages, so nothing is lost when the banner disappears. */
const shownMs = 8000;

export interface Banner {
  readonly element: HTMLElement;
  show(message: InboxMessage): void;
  hide(): void;
}

export function createBanner(open: () => void): Banner {
  const element = h('div', { class: 'banner-place' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  function hide(): void {
    clearTimeout(timer);
    element.replaceChildren();
  }
  return {
    element,
    hide,
    show({ from, text }) {
      hide();
      element.append(
        h(
          'button',
          { type: 'button', class: 'banner', click: open },
          h('strong', {}, from),
          h('span', {}, text),
        ),
      );
      timer = setTimeout(hide, shownMs);
    },
  };
}
