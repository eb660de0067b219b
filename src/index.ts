/** `import 'wechat-mp-login'` registers the tags; the classes and types are for those who need them. */
import { WechatMpLogin } from './elements/login/wechat-mp-login.js';
import { WechatMpQr } from './elements/qr/wechat-mp-qr.js';

// Two copies on one page, of two bundles perhaps: the first one stays.
const define = (tag: string, element: CustomElementConstructor): void => {
  if (!customElements.get(tag)) customElements.define(tag, element);
};

define('wechat-mp-qr', WechatMpQr);
define('wechat-mp-login', WechatMpLogin);

export { WechatMpLogin, WechatMpQr };
export { LoginErrorEvent, LoginStateEvent, LoginSuccessEvent } from './elements/login/events.js';
// Loaded with the prompts; the class itself is in `wechat-mp-login/elements`.
export type { LoginBindingEvent } from './elements/binding/events.js';
export type { WechatMpBinding } from './elements/binding/wechat-mp-binding.js';
export type { TileState } from './elements/qr/wechat-mp-qr.js';
export type { Backend } from './client/backend.js';
export type { BindingForm, BindingState, LoginState } from './client/state.js';
export type { Texts, TextsOf } from './locales/terms/texts.js';
export type { ErrorCode } from './protocol/errors.js';
