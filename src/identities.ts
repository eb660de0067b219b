/** `import 'wechat-mp-login/identities'` registers `<wechat-mp-identities>`, for settings pages. */
import { WechatMpIdentities } from './elements/identities/wechat-mp-identities.js';
import { define } from './elements/shared/define.js';

define('wechat-mp-identities', WechatMpIdentities);

export { WechatMpIdentities };
export { IdentitiesChangeEvent, IdentitiesErrorEvent } from './elements/identities/events.js';
export type { IdentitiesProblem, IdentitiesState, OpenRow } from './elements/identities/state.js';
export type { Identities } from './client/identities.js';
export type { Texts, TextsOf } from './locales/terms/texts.js';
export type { ErrorCode } from './protocol/errors.js';
export type { IdentityList, LinkedIdentity } from './protocol/messages.js';
