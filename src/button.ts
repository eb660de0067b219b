/**
 * `import 'wechat-mp-login/button'` registers `<wechat-mp-login-button>`. The login itself loads when
 * the button is pressed.
 */
import { WechatMpLoginButton } from './elements/button/wechat-mp-login-button.js';
import { define } from './elements/shared/define.js';

define('wechat-mp-login-button', WechatMpLoginButton);

export { WechatMpLoginButton };
export type { ButtonLook } from './elements/button/wechat-mp-login-button.js';
export type { LoginErrorEvent, LoginStateEvent } from './elements/login/events.js';
export type { LoginSuccessEvent } from './elements/login/success-event.js';
export type { LoginBindingEvent } from './elements/binding/events.js';
export type { Backend } from './client/backend.js';
export type { LoginState } from './client/state.js';
export type { Texts, TextsOf } from './locales/terms/texts.js';
export type { ErrorCode } from './protocol/errors.js';
