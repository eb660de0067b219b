/** What `<wechat-mp-login>` tells its page when the prompts begin, and loads only then. */
import type { BindingForm, BindingState } from '../../client/state.js';

/**
 * The prompts begin, for a WeChat that has no account here yet. Cancelable: the default draws them.
 * Who prevents that answers by `form`, and sees in `wechat-mp-login-state` what comes of it.
 */
export class LoginBindingEvent extends Event {
  readonly state: BindingState;
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
