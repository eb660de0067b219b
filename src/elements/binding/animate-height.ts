/** Motion of the prompts that style sheets cannot do: the card's lower edge goes to where it has to be. */
const growMs = 220;

export function animateHeight(element: HTMLElement, fromPx: number): void {
  const toPx = element.offsetHeight;
  if (!fromPx || fromPx === toPx || matchMedia('(prefers-reduced-motion)').matches) return;
  const frame = (px: number) => ({ height: `${px}px`, overflowY: 'clip' });
  element.animate([frame(fromPx), frame(toPx)], { duration: growMs, easing: 'ease-out' });
}
