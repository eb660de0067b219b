/** `import 'wechat-mp-login/identities'` registers the settings page's tag, and nothing else. */
import { WechatMpIdentities } from './elements/identities/wechat-mp-identities.js';

// Two copies on one page, of two bundles perhaps: the first one stays.
if (!customElements.get('wechat-mp-identities')) {
  customElements.define('wechat-mp-identities', WechatMpIdentities);
}

export { WechatMpIdentities };
export { IdentitiesChangeEvent, IdentitiesErrorEvent } from './elements/identities/events.js';
export type { IdentitiesProblem, IdentitiesState, OpenRow } from './elements/identities/state.js';
export type { Identities } from './client/identities.js';
export type { Texts, TextsOf } from './locales/terms/texts.js';
export type { ErrorCode } from './protocol/errors.js';
export type { IdentityList, LinkedIdentity } from './protocol/messages.js';
