/** The camera's picture: what it sees on the page, what it found, or that there is nothing. */
import { takePhotographs, type Photograph } from '../camera/camera.js';
import { h, icon } from '../dom.js';
import { names } from '../texts.js';
import { pause, prefersLessMotion } from '../wait.js';
import { screenFor } from './scan-result.js';
import type { ScreenContext } from './screen.js';

/** A code that is just being drawn is waited for: 8 looks in about 3 seconds. */
const mostLooks = 8;
const betweenLooksMs = 350;
/** Long enough to be seen to work; nothing for those who want less motion. */
const aimMs = 450;
const lockOnMs = 420;

export function viewfinder(context: ScreenContext): HTMLElement {
  const { t } = context;
  const frame = h('div', { class: 'frame', 'aria-hidden': 'true' });
  const title = h('p', { class: 'find-title' });
  const hint = h('p', { class: 'find-hint' });
  const retry = h(
    'button',
    { type: 'button', class: 'glass', 'aria-label': names.retry, click: () => void run() },
    t.retry,
  );
  const view = h(
    'section',
    { class: 'view finder' },
    h(
      'header',
      { class: 'bar' },
      h(
        'button',
        {
          type: 'button',
          class: 'round',
          'aria-label': names.cancel,
          click: () => context.show({ type: 'home' }),
        },
        icon('close'),
      ),
      h('h2', {}, t.scan),
    ),
    frame,
    h('div', { class: 'find-words' }, title, hint, retry),
  );

  const left = () => context.signal.aborted;

  async function run(): Promise<void> {
    view.dataset['state'] = 'searching';
    retry.hidden = true;
    title.textContent = t.searching;
    hint.textContent = '';
    const found = await search((sight) => frame.replaceChildren(...lens(sight)), context.signal);
    if (left()) return;
    if (typeof found !== 'string') {
      nothing(found.tainted);
      return;
    }
    view.dataset['state'] = 'found';
    title.textContent = t.opening;
    context.announce(t.found);
    const scanned = context.connection.scan(context.person.id, found);
    const [next] = await Promise.all([
      screenFor(context, scanned),
      pause(prefersLessMotion() ? 0 : lockOnMs, context.signal),
    ]);
    if (!left()) context.show(next);
  }

  function nothing(tainted: boolean): void {
    view.dataset['state'] = 'nothing';
    title.textContent = t.nothingInView;
    hint.textContent = tainted ? t.tainted : t.nothingHint;
    retry.hidden = false;
    context.announce(t.nothingInView);
  }

  frame.replaceChildren(...lens(undefined));
  void run();
  return view;
}

function lens(sight: Photograph | undefined): HTMLElement[] {
  if (sight) sight.canvas.className = 'photograph';
  return [
    ...(sight ? [sight.canvas] : []),
    h('div', { class: 'corners' }),
    h('div', { class: 'sweep' }),
    h('div', { class: 'lock' }, icon('check')),
  ];
}

async function search(
  onSight: (sight: Photograph | undefined) => void,
  signal: AbortSignal,
): Promise<string | { tainted: boolean }> {
  await pause(prefersLessMotion() ? 0 : aimMs, signal);
  let tainted = false;
  for (let count = 0; count < mostLooks && !signal.aborted; count++) {
    const sights = await takePhotographs();
    const best = sights.find(({ text }) => text !== undefined) ?? sights[0];
    onSight(best);
    if (best?.text !== undefined) return best.text;
    tainted = sights.some((sight) => sight.isTainted);
    await pause(betweenLooksMs, signal);
  }
  return { tainted };
}
