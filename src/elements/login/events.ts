/** What `<wechat-mp-login>` tells its page. */
import type { LoginState } from '../../client/state.js';
import type { ErrorCode } from '../../protocol/errors.js';
import type { Account } from '../../protocol/messages.js';
import type { LoginBindingEvent } from '../binding/events.js';

const up = { bubbles: true, composed: true };

/** Every change. `state.type` is a string to branch on. */
export class LoginStateEvent extends Event {
  readonly state: LoginState;

  constructor(state: LoginState) {
    super('wechat-mp-login-state', up);
    this.state = state;
  }
}

/** Somebody is signed in. Cancelable: the default goes to where `return-to` leads, if it is set. */
export class LoginSuccessEvent extends Event {
  readonly account: Account;
  /** True where this login made the account. */
  readonly isNew: boolean;
  /** One-time code for the application's own server, where the backend gives one. */
  readonly sessionCode: string | undefined;
  /** True where this login linked the WeChat to the account. */
  readonly linked: boolean;

  constructor(account: Account, isNew: boolean, sessionCode?: string, linked = false) {
    super('wechat-mp-login-success', { ...up, cancelable: true });
    this.account = account;
    this.isNew = isNew;
    this.sessionCode = sessionCode;
    this.linked = linked;
  }
}

/** Something went wrong; the visitor has been told, and the console has the details. */
export class LoginErrorEvent extends Event {
  readonly code: ErrorCode;
  /** Whether `refresh()` may help. */
  readonly retryable: boolean;

  constructor(code: ErrorCode, retryable: boolean) {
    super('wechat-mp-login-error', up);
    this.code = code;
    this.retryable = retryable;
  }
}

declare global {
  interface HTMLElementEventMap {
    'wechat-mp-login-state': LoginStateEvent;
    'wechat-mp-login-binding': LoginBindingEvent;
    'wechat-mp-login-success': LoginSuccessEvent;
    'wechat-mp-login-error': LoginErrorEvent;
  }
}
