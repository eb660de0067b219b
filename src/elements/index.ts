/**
 * `wechat-mp-login/elements`: the classes of the tags. Importing them registers nothing; your page
 * does that, under names of its choice.
 */
export { LoginBindingEvent } from './binding/events.js';
export * from './login/events.js';
export { WechatMpBinding } from './binding/wechat-mp-binding.js';
export { WechatMpLogin } from './login/wechat-mp-login.js';
export { WechatMpLoginButton } from './button/wechat-mp-login-button.js';
export type { ButtonLook } from './button/wechat-mp-login-button.js';
export { WechatMpQr } from './qr/wechat-mp-qr.js';
export type { TileState } from './qr/wechat-mp-qr.js';
export type { Texts, TextsOf } from '../locales/terms/texts.js';
