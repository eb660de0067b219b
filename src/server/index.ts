/** `wechat-mp-login/server`: the reference backend, as one function from Request to Response. */
export type { Attempt, Outcome } from './attempts/attempt.js';
export type { Identity } from './host/host.js';
export type { Caller } from './host/caller.js';
export { ConfigurationError } from './base/configuration-error.js';
export {
  emailCodeMethod,
  passwordMethod,
  phoneCodeMethod,
  type EmailCodeMethodOptions,
  type PasswordMethodOptions,
  type PhoneCodeMethodOptions,
} from './binding/link-methods.js';
export { createWechatMpLogin, type WechatMpLogin } from './create-login.js';
export { forgottenAtMs } from './attempts/transition.js';
export type { Limits, OfficialAccountOptions, Options, WechatOptions } from './options/options.js';
export type { LinkMethod, SendContext } from './binding/link-methods.js';
export type { FieldOptions } from './binding/fields.js';
export type { Log, LogLevel } from './base/log.js';
export type { LocalizedText } from './base/localized-text.js';
export { isFresh } from './host/fresh.js';
export type { Notice, Notify } from './host/notices.js';
export { openSession } from './host/open-session.js';
export type {
  Accounts,
  CreateContext,
  CurrentSession,
  ExchangedSession,
  FoundAccount,
  HostAccount,
  HostIdentity,
  OpenContext,
  OpenedSession,
  Sessions,
} from './host/host.js';
export type { Store } from './attempts/store.js';
export { createMemoryStore, type MemoryStoreOptions } from './attempts/memory-store.js';
