/** A login as a field of a form: its value is the one-time code of a visitor who has signed in. */
import type { ReactiveController, ReactiveElement } from 'lit';
import type { LoginState } from '../../client/state.js';

export interface FormFieldHost extends ReactiveElement {
  readonly state: LoginState;
  required?: boolean | undefined;
}

export class FormField implements ReactiveController {
  readonly #host: FormFieldHost;
  readonly #internals: ElementInternals;
  readonly #message: () => string | undefined;
  #value: string | undefined;

  /** @param message what a browser says if the visitor has not signed in, but has to */
  constructor(host: FormFieldHost, internals: ElementInternals, message: () => string | undefined) {
    this.#host = host;
    this.#internals = internals;
    this.#message = message;
    host.addController(this);
  }

  hostUpdated(): void {
    this.update();
  }

  update(): void {
    const { state, required, renderRoot } = this.#host;
    const isMissing = required && state.type !== 'success';
    const anchor = renderRoot.querySelector<HTMLElement>('[part=card]');
    if (isMissing && anchor) {
      this.#internals.setValidity({ valueMissing: true }, this.#message() ?? 'WeChat', anchor);
    } else this.#internals.setValidity({});
    const value = state.type === 'success' ? state.sessionCode : undefined;
    if (value === this.#value) return;
    this.#value = value;
    // The empty text is what the browser keeps in its history, in place of the code.
    this.#internals.setFormValue(value ?? null, '');
  }

  /** Sends the form, with the checks of the browser and those of the page. */
  submit(): void {
    this.update();
    this.#internals.form?.requestSubmit();
  }
}
