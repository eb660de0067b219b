/** What `<wechat-mp-login-button>` loads to have a login in its panel: the tags, registered. */
import { WechatMpLogin } from '../login/wechat-mp-login.js';
import { WechatMpQr } from '../qr/wechat-mp-qr.js';

export function defineLogin(): void {
  // Two copies on one page, of two bundles perhaps: the first one stays.
  if (!customElements.get('wechat-mp-qr')) customElements.define('wechat-mp-qr', WechatMpQr);
  if (!customElements.get('wechat-mp-login')) {
    customElements.define('wechat-mp-login', WechatMpLogin);
  }
}
