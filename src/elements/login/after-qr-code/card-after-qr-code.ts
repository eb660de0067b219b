/**
 * What the card shows and does after its QR code. The login waits for this file before it watches for a
 * scan, so that nobody who was signed in stands before an error.
 */
import { tell } from '../../../client/advice/tell.js';
import { ownReturnTo } from '../../../client/page/page-address.js';
import type { LoginState } from '../../../client/state.js';
import type { StyleSheetsController } from '../../shared/controllers/style-sheets-controller.js';
import { LoginSuccessEvent } from '../success-event.js';
import type { AfterQrCodeState, View } from '../view-of.js';
import type { WechatMpLogin } from '../wechat-mp-login.js';
import { afterQrCodeStyles } from './styles.js';
import { viewAfterQrCode } from './view-after-qr-code.js';

export interface AfterQrCode {
  readonly viewOf: (state: AfterQrCodeState) => View;
  /**
   * Tells the page that the visitor is signed in, and goes on from there.
   *
   * @param submit sends the form that the login is a field of
   */
  finish(success: Success, submit: () => void): void;
}

type Success = Extract<LoginState, { readonly type: 'success' }>;

/** How long "WeChat linked" stays on the card before the page is left. */
const linkedMs = 2500;

export function createAfterQrCode(
  login: WechatMpLogin,
  styleSheets: StyleSheetsController,
): AfterQrCode {
  styleSheets.add(afterQrCodeStyles);
  return {
    viewOf: viewAfterQrCode,

    finish({ account, isNew, sessionCode, linked, returnTo }, submit) {
      const event = new LoginSuccessEvent(account, isNew, sessionCode, linked);
      if (!login.dispatchEvent(event)) return;
      if (login.name && login.form) {
        if (!sessionCode) tell('failure', login, 'no_session_code');
        submit();
        return;
      }
      const path = ownReturnTo(returnTo ?? login.returnTo);
      // Visitors need time to read that their WeChat was linked. Any other success needs no reading.
      if (path) setTimeout(() => location.assign(path), linked ? linkedMs : 0);
    },
  };
}
