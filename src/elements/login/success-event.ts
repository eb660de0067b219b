/** The event of a visitor who has signed in, which no page dispatches before its QR code. */
import type { Account } from '../../protocol/messages.js';
import { init } from './events.js';

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
