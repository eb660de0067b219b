/** Registers the tags of a login, for the button's panel. */
import { WechatMpLogin } from '../login/wechat-mp-login.js';
import { WechatMpQr } from '../qr/wechat-mp-qr.js';
import { define } from '../shared/define.js';

export function registerLogin(): void {
  define('wechat-mp-qr', WechatMpQr);
  define('wechat-mp-login', WechatMpLogin);
}
