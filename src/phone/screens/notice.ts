/** One calm sentence where a scan leads nowhere. */
import { h, icon } from '../dom.js';
import { names } from '../texts.js';
import type { NoticeKind, ScreenContext } from './screen.js';

export function notice(context: ScreenContext, kind: NoticeKind): HTMLElement {
  const { t } = context;
  const [title, hint] = t[kind];
  context.announce(title);
  return h(
    'section',
    { class: 'view notice' },
    h(
      'div',
      { class: 'scroll' },
      h(
        'div',
        { class: 'card' },
        h('span', { class: 'badge', 'aria-hidden': 'true' }, icon(kind)),
        h('h2', {}, title),
        h('p', { class: 'about' }, hint),
      ),
    ),
    h(
      'footer',
      { class: 'dock' },
      h(
        'button',
        {
          type: 'button',
          class: 'primary',
          'aria-label': names.retry,
          click: () => context.show({ type: 'viewfinder' }),
        },
        t.retry,
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-label': names.cancel,
          click: () => context.show({ type: 'home' }),
        },
        t.cancel,
      ),
    ),
  );
}
