import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * Exposes what an element is doing to the page's style sheets, as `:state(ready)`:
 * https://html.spec.whatwg.org/multipage/custom-elements.html#custom-state-pseudo-class
 */
export class StatesController implements ReactiveController {
  readonly #current: () => string | undefined;
  /** An element has them once. Safari before 16.4 and servers have none. */
  readonly internals: ElementInternals | undefined;

  /** @param current the state that holds now, if any; read after every update */
  constructor(host: ReactiveElement, current: () => string | undefined) {
    this.#current = current;
    if ('attachInternals' in host) this.internals = host.attachInternals();
    host.addController(this);
  }

  hostUpdated(): void {
    const current = this.#current();
    const states = this.internals?.states;
    try {
      states?.clear();
      if (current) states?.add(current);
    } catch (error) {
      // Chromium before 125 accepts only names that begin with two dashes.
      if (!(error instanceof DOMException)) throw error;
    }
  }
}
