/** `wechat-mp-login/server`: the reference backend, as one function from Request to Response. */
export type { Attempt, Identity, Outcome } from './attempts/attempt.js';
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
export type {
  Accounts,
  CreateContext,
  CurrentSession,
  Exchanged,
  FieldOptions,
  FoundAccount,
  HostAccount,
  HostIdentity,
  Limits,
  LinkMethod,
  Log,
  LogLevel,
  Notice,
  OpenContext,
  OpenedSession,
  Options,
  SendContext,
  Sessions,
  WechatOptions,
  Words,
} from './options.js';
export type { Store } from './attempts/store.js';
export { createMemoryStore, type MemoryStoreOptions } from './attempts/memory-store.js';
