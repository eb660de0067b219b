/** The event with which `<wechat-mp-login>` announces the binding prompts. It loads together with them. */
import type { BindingForm, BindingState } from '../../client/state.js';

/**
 * The prompts begin, because the visitor's WeChat has no account here yet. Cancelable: by default
 * `<wechat-mp-login>` draws the prompts. A page that calls `preventDefault()` draws its own, answers
 * through `form`, and follows the result in the event `wechat-mp-login-state`.
 */
export class LoginBindingEvent extends Event {
  /** The state of the prompts when they begin. */
  readonly state: BindingState;
  /** The calls that answer the prompts; the same object as `state.form`. */
  readonly form: BindingForm;

  constructor(state: BindingState) {
    super('wechat-mp-login-binding', {
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    this.state = state;
    this.form = state.form;
  }
}
