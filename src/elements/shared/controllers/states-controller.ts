import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * Exposes what an element is doing to the page's style sheets, as `:state(ready)`:
 * https://html.spec.whatwg.org/multipage/custom-elements.html#custom-state-pseudo-class
 */
export class StatesController implements ReactiveController {
  readonly #current: () => string | undefined;
  #states: CustomStateSet | undefined;

  /** @param current the state that holds now, if any; read after every update */
  constructor(host: ReactiveElement, current: () => string | undefined) {
    this.#current = current;
    // Safari before 16.4 and servers have no ElementInternals.
    if ('attachInternals' in host) this.#states = host.attachInternals().states;
    host.addController(this);
  }

  hostUpdated(): void {
    const current = this.#current();
    try {
      this.#states?.clear();
      if (current) this.#states?.add(current);
    } catch (error) {
      // Chromium before 125 accepts only names that begin with two dashes.
      if (!(error instanceof DOMException)) throw error;
    }
  }
}
