/** Animates the height of an element between two contents: CSS has no transition to a height of `auto`. */
const durationMs = 220;

/** Grows or shrinks the element from a former height to the one that its content now needs. */
export function animateHeight(element: HTMLElement, fromPx: number): void {
  const toPx = element.offsetHeight;
  if (!fromPx || fromPx === toPx || matchMedia('(prefers-reduced-motion)').matches) return;
  const frame = (px: number) => ({
    height: `${px}px`,
    boxSizing: 'border-box',
    overflowY: 'clip',
  });
  element.animate([frame(fromPx), frame(toPx)], { duration: durationMs, easing: 'ease-out' });
}
