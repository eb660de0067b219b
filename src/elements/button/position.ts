/** Shows the panel above the page: as a popover at the button, or as a dialog on a small screen. */
import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom';

/** On these screens, the panel is a modal dialog at the lower edge. */
const smallScreen = '(max-width: 480px), (max-height: 520px)';
const gapPx = 8;

/** @returns a function that hides the panel again */
export function showPanel(panel: HTMLDialogElement, button: HTMLElement): () => void {
  const isModal = matchMedia(smallScreen).matches;
  // For styles and listeners: older browsers do not know `:modal`.
  panel.toggleAttribute('data-modal', isModal);
  if (isModal) {
    panel.showModal();
    return () => panel.close();
  }
  // A popover is in the top layer, where no overflow of the page cuts it off. Chromium before 114,
  // Safari before 17 and Firefox before 125 have no popovers; there, its z-index has to do.
  const isPopover = typeof panel.showPopover === 'function';
  if (isPopover) {
    panel.popover = 'manual';
    panel.showPopover();
  } else panel.show();
  const stop = autoUpdate(button, panel, () => void position(panel, button));
  return () => {
    stop();
    // A panel that left the page is hidden already.
    if (!panel.isConnected) return;
    if (isPopover) panel.hidePopover();
    else panel.close();
  };
}

async function position(panel: HTMLElement, button: HTMLElement): Promise<void> {
  const { x, y, placement } = await computePosition(button, panel, {
    strategy: 'fixed',
    placement: 'bottom',
    // If neither side has room for the panel, it still stays inside the window.
    middleware: [
      offset(gapPx),
      flip({ padding: gapPx }),
      shift({ padding: gapPx, crossAxis: true }),
    ],
  });
  // The direction of its animation. Set once: a change would play the animation again.
  panel.dataset['side'] ??= placement;
  panel.style.left = `${x}px`;
  panel.style.top = `${y}px`;
}
