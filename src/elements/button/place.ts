/** Puts the panel on top of the page: at the button, or before everything on a small screen. */
import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom';

/** Where the login has the screen to itself. */
const small = '(max-width: 480px), (max-height: 520px)';
const gapPx = 8;

/** @returns what takes it down again */
export function place(panel: HTMLDialogElement, button: HTMLElement): () => void {
  if (matchMedia(small).matches) {
    panel.showModal();
    return () => panel.close();
  }
  // In the top layer nothing of the page's cuts it off. Chromium before 114, Safari before 17 and
  // Firefox before 125 have it in front by its z-index.
  const isPopover = typeof panel.showPopover === 'function';
  if (isPopover) {
    panel.popover = 'manual';
    panel.showPopover();
  } else panel.show();
  const stop = autoUpdate(button, panel, () => void put(panel, button));
  return () => {
    stop();
    // What was taken from the page is hidden already.
    if (!panel.isConnected) return;
    if (isPopover) panel.hidePopover();
    else panel.close();
  };
}

async function put(panel: HTMLElement, button: HTMLElement): Promise<void> {
  const { x, y, placement } = await computePosition(button, panel, {
    strategy: 'fixed',
    placement: 'bottom',
    // Where there is room on neither side, it stands in the window all the same.
    middleware: [
      offset(gapPx),
      flip({ padding: gapPx }),
      shift({ padding: gapPx, crossAxis: true }),
    ],
  });
  // Where it comes from. Not told again: it would come once more.
  panel.dataset['side'] ??= placement;
  panel.style.left = `${x}px`;
  panel.style.top = `${y}px`;
}
