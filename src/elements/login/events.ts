/** The events of `<wechat-mp-login>`. All of them bubble, out of shadow roots too. */
import type { Login } from '../../client/login.js';
import type { LoginState } from '../../client/state.js';
import type { ErrorCode } from '../../protocol/errors.js';
import type { LoginBindingEvent } from '../binding/events.js';
import type { LoginSuccessEvent } from './success-event.js';

export const init = { bubbles: true, composed: true };

/** The login changed its state. */
export class LoginStateEvent extends Event {
  /** The new state. `state.type` is a string to branch on. */
  readonly state: LoginState;

  constructor(state: LoginState) {
    super('wechat-mp-login-state', init);
    this.state = state;
  }
}

/** Something went wrong. The card says so to the visitor, and the console explains it. */
export class LoginErrorEvent extends Event {
  readonly code: ErrorCode;
  /** Whether `refresh()` may help. */
  readonly retryable: boolean;
  /** With the code `captcha_required`: the public key of the captcha to show, if the backend has one. */
  readonly siteKey: string | undefined;
  readonly #login: Pick<Login, 'start'> | undefined;

  constructor(code: ErrorCode, retryable: boolean, siteKey?: string, login?: Pick<Login, 'start'>) {
    super('wechat-mp-login-error', init);
    this.code = code;
    this.retryable = retryable;
    this.siteKey = siteKey;
    this.#login = login;
  }

  /** Starts again with the token of the captcha that the visitor has solved. It counts once. */
  solve(token: string): void {
    this.#login?.start(token);
  }
}

/** The events of `<wechat-mp-login>` and of its button, by name. */
export interface LoginEventMap {
  'wechat-mp-login-state': LoginStateEvent;
  'wechat-mp-login-binding': LoginBindingEvent;
  'wechat-mp-login-success': LoginSuccessEvent;
  'wechat-mp-login-error': LoginErrorEvent;
}

declare global {
  interface HTMLElementEventMap extends LoginEventMap {}
}
