/** Registers the tags of a login, for elements that load it when they need it. */
import { WechatMpQr } from '../qr/wechat-mp-qr.js';
import { define } from '../shared/define.js';
import { WechatMpLogin } from './wechat-mp-login.js';

export function registerLogin(): void {
  define('wechat-mp-qr', WechatMpQr);
  define('wechat-mp-login', WechatMpLogin);
}
