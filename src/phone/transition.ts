/** Shows how one screen follows another. */
import { prefersLessMotion } from './wait.js';

const slideMs = 320;

/**
 * Replaces the view by another.
 * @param direction above 0: the new view enters from the right; below 0: from the left; 0: no motion
 */
export function showView(views: HTMLElement, view: HTMLElement, direction: number): void {
  const [old, ...older] = [...views.children].reverse();
  for (const each of older) each.remove();
  views.append(view);
  if (!(old instanceof HTMLElement)) return;
  if (direction === 0 || prefersLessMotion()) {
    old.remove();
    return;
  }
  old.inert = true;
  old.classList.remove('enter', 'enter-back');
  old.classList.add(direction > 0 ? 'exit' : 'exit-back');
  view.classList.add(direction > 0 ? 'enter' : 'enter-back');
  setTimeout(() => {
    old.remove();
    view.classList.remove('enter', 'enter-back');
  }, slideMs);
}
