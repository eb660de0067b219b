/** Redraws an element once a second while it shows a countdown. */
import type { ReactiveElement } from 'lit';

/** @param isNeeded whether a countdown is on the screen; asked after each update */
export function redrawEachSecond(host: ReactiveElement, isNeeded: () => boolean): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  host.addController({
    hostUpdated() {
      clearInterval(timer);
      if (!host.isConnected || !isNeeded()) return;
      timer = setInterval(
        () => document.visibilityState === 'hidden' || host.requestUpdate(),
        1000,
      );
    },
    hostDisconnected() {
      clearInterval(timer);
    },
  });
}
