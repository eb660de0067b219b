/** Animates the height of an element between two contents: CSS has no transition to a height of `auto`. */
const durationMs = 220;

const running = new WeakMap<HTMLElement, Animation>();

/**
 * Grows or shrinks the element from a former height to the one that its content now needs.
 * @param fromPx as the visitor saw it, perhaps in the middle of the animation before this one
 */
export function animateHeight(element: HTMLElement, fromPx: number): void {
  // It would end at a height that the content no longer has.
  running.get(element)?.cancel();
  const toPx = element.offsetHeight;
  if (!fromPx || fromPx === toPx || matchMedia('(prefers-reduced-motion)').matches) return;
  const frame = (px: number) => ({
    height: `${px}px`,
    boxSizing: 'border-box',
    overflowY: 'clip',
  });
  const options = { duration: durationMs, easing: 'ease-out' };
  running.set(element, element.animate([frame(fromPx), frame(toPx)], options));
}
