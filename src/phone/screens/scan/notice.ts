/** Says in one sentence why a scan leads nowhere. */
import { h, icon } from '../../dom.js';
import { wideButton } from '../parts.js';
import type { NoticeKind, ScreenContext } from '../screen.js';

export function notice(context: ScreenContext, kind: NoticeKind): HTMLElement {
  const { texts } = context;
  const [title, hint] = texts[kind];
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
      wideButton('primary', texts.retry, () => context.show({ type: 'viewfinder' })),
      wideButton('quiet', texts.cancel, () => context.show({ type: 'home' })),
    ),
  );
}
