/** The camera: shows what it sees on the page, and what it has found. */
import { takePhotographs, type Photograph } from '../../camera/camera.js';
import { h, icon } from '../../dom.js';
import { report } from '../../report.js';
import { pause, prefersLessMotion } from '../../wait.js';
import { iconButton, topBar } from '../parts.js';
import { screenFor } from './scan-result.js';
import type { ScreenContext } from '../screen.js';

/** The QR code may still be loading: look 8 times in about 3 seconds. */
const maxLooks = 8;
const betweenLooksMs = 350;
/** Long enough to be seen; skipped for people who prefer less motion. */
const aimMs = 450;
const lockOnMs = 420;

export function viewfinder(context: ScreenContext): HTMLElement {
  const { texts, connection, person, signal } = context;
  const parts = createParts(context, () => void run());
  const { view, frame, title, hint, retry } = parts;
  const isLeft = (): boolean => signal.aborted;

  async function run(): Promise<void> {
    view.dataset['state'] = 'searching';
    retry.hidden = true;
    title.textContent = texts.searching;
    hint.textContent = '';
    const found = await search((photo) => frame.replaceChildren(...lens(photo)), signal);
    if (isLeft()) return;
    if (typeof found !== 'string') {
      showNothing(found.refusal);
      return;
    }
    view.dataset['state'] = 'found';
    title.textContent = texts.opening;
    context.announce(texts.found);
    const [next] = await Promise.all([
      screenFor(context, connection.scan(person.id, found)),
      pause(prefersLessMotion() ? 0 : lockOnMs, signal),
    ]);
    if (!isLeft()) context.show(next);
  }

  function showNothing(refusal: string | undefined): void {
    if (refusal !== undefined) report(refusal);
    view.dataset['state'] = 'nothing';
    title.textContent = texts.nothingInView;
    hint.textContent = refusal === undefined ? texts.nothingHint : texts.unreadable;
    retry.hidden = false;
    context.announce(texts.nothingInView);
  }

  frame.replaceChildren(...lens(undefined));
  void run();
  return view;
}

function createParts(context: ScreenContext, onRetry: () => void) {
  const { texts } = context;
  const frame = h('div', { class: 'frame', 'aria-hidden': 'true' });
  const title = h('p', { class: 'find-title' });
  const hint = h('p', { class: 'find-hint' });
  const retry = h('button', { type: 'button', class: 'glass', click: onRetry }, texts.retry);
  const view = h(
    'section',
    { class: 'view finder' },
    topBar(
      iconButton('close', texts.cancel, () => context.show({ type: 'home' })),
      h('h2', {}, texts.scan),
    ),
    frame,
    h('div', { class: 'find-text' }, title, hint, retry),
  );
  return { view, frame, title, hint, retry };
}

function lens(photo: Photograph | undefined): HTMLElement[] {
  if (photo) photo.canvas.className = 'photograph';
  return [
    ...(photo ? [photo.canvas] : []),
    h('div', { class: 'corners' }),
    h('div', { class: 'sweep' }),
    h('div', { class: 'lock' }, icon('check')),
  ];
}

async function search(
  onPhotograph: (photo: Photograph | undefined) => void,
  signal: AbortSignal,
): Promise<string | { readonly refusal: string | undefined }> {
  await pause(prefersLessMotion() ? 0 : aimMs, signal);
  let refusal: string | undefined;
  for (let count = 0; count < maxLooks && !signal.aborted; count++) {
    const photos = await takePhotographs();
    const best = photos.find(({ text }) => text !== undefined) ?? photos[0];
    onPhotograph(best);
    if (best?.text !== undefined) return best.text;
    refusal = photos.find((photo) => photo.refusal !== undefined)?.refusal;
    await pause(betweenLooksMs, signal);
  }
  return { refusal };
}
