/** `wechat-mp-login/elements`: the classes alone; the page registers them, under whatever names. */
export { LoginBindingEvent } from './binding-event.js';
export * from './events.js';
export { WechatMpBinding } from './wechat-mp-binding.js';
export { WechatMpLogin } from './wechat-mp-login.js';
export { WechatMpLoginButton } from './wechat-mp-login-button.js';
export type { ButtonLook } from './wechat-mp-login-button.js';
export { WechatMpQr } from './wechat-mp-qr.js';
export type { TileState } from './wechat-mp-qr.js';
export type { Texts, TextsOf } from '../locales/texts.js';
