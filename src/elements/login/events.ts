/** The events of `<wechat-mp-login>`. All of them bubble, out of shadow roots too. */
import type { LoginState } from '../../client/state.js';
import type { ErrorCode } from '../../protocol/errors.js';
import type { Account } from '../../protocol/messages.js';
import type { LoginBindingEvent } from '../binding/events.js';

const init = { bubbles: true, composed: true };

/** The login changed its state. */
export class LoginStateEvent extends Event {
  /** The new state. `state.type` is a string to branch on. */
  readonly state: LoginState;

  constructor(state: LoginState) {
    super('wechat-mp-login-state', init);
    this.state = state;
  }
}

/** The visitor is signed in. Cancelable: the default goes to `return-to`, if that is set. */
export class LoginSuccessEvent extends Event {
  readonly account: Account;
  /** True if this login created the account. */
  readonly isNew: boolean;
  /** One-time code for the application's own server, if the backend issues one. */
  readonly sessionCode: string | undefined;
  /** True if this login linked the visitor's WeChat to the account. */
  readonly linked: boolean;

  constructor(account: Account, isNew: boolean, sessionCode?: string, linked = false) {
    super('wechat-mp-login-success', { ...init, cancelable: true });
    this.account = account;
    this.isNew = isNew;
    this.sessionCode = sessionCode;
    this.linked = linked;
  }
}

/** Something went wrong. The card says so to the visitor, and the console explains it. */
export class LoginErrorEvent extends Event {
  readonly code: ErrorCode;
  /** Whether `refresh()` may help. */
  readonly retryable: boolean;

  constructor(code: ErrorCode, retryable: boolean) {
    super('wechat-mp-login-error', init);
    this.code = code;
    this.retryable = retryable;
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
