import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * Keeps the focus inside an element when an update removes the control that had it, or the slot that
 * showed it. Otherwise the browser would move it to the page's body, and a keyboard user would start from
 * the top.
 */
export class LostFocusController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #fallback: () => HTMLElement | null;
  #focused: Element | null | undefined;

  /** @param fallback where the focus goes instead; read after the update */
  constructor(host: ReactiveElement, fallback: () => HTMLElement | null) {
    this.#host = host;
    this.#fallback = fallback;
    host.addController(this);
  }

  hostUpdate(): void {
    // A widget with a shadow root of its own has the focus as a whole.
    this.#focused = this.#host.shadowRoot?.activeElement ?? this.#host.querySelector(':focus');
  }

  hostUpdated(): void {
    if (this.#focused && this.#focused.getClientRects().length === 0) {
      this.#fallback()?.focus({ preventScroll: true });
    }
  }
}
