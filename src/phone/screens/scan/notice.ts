/** Says in one sentence why a scan leads nowhere. */
import { noticeScreen, wideButton } from '../parts.js';
import type { NoticeKind, ScreenContext } from '../screen.js';

export function notice(context: ScreenContext, kind: NoticeKind): HTMLElement {
  const { texts } = context;
  context.announce(texts[kind][0]);
  return noticeScreen(kind, texts[kind], [
    wideButton('primary', texts.retry, () => context.show({ type: 'viewfinder' })),
    wideButton('quiet', texts.cancel, () => context.show({ type: 'home' })),
  ]);
}
