/** `import 'wechat-mp-login'` registers `<wechat-mp-login>` and `<wechat-mp-qr>`. */
import { WechatMpLogin } from './elements/login/wechat-mp-login.js';
import { WechatMpQr } from './elements/qr/wechat-mp-qr.js';
import { define } from './elements/shared/define.js';

define('wechat-mp-qr', WechatMpQr);
define('wechat-mp-login', WechatMpLogin);

export { WechatMpLogin, WechatMpQr };
export { LoginErrorEvent, LoginStateEvent } from './elements/login/events.js';
export { LoginSuccessEvent } from './elements/login/success-event.js';
// Types alone: the prompts load when they are needed. `wechat-mp-login/elements` has the classes.
export type { LoginBindingEvent } from './elements/binding/events.js';
export type { WechatMpBinding } from './elements/binding/wechat-mp-binding.js';
export type { TileState } from './elements/qr/wechat-mp-qr.js';
export type { Backend } from './client/backend.js';
export type { BindingForm, BindingState, LoginState } from './client/state.js';
export type { Texts, TextsOf } from './locales/terms/texts.js';
export type { ErrorCode } from './protocol/errors.js';
