/** `wechat-mp-login/server`: the reference backend, as one function from Request to Response. */
export type { Attempt, Identity, Outcome } from './attempt.js';
export type { Caller } from './caller.js';
export { createMemoryAccounts } from './accounts/memory.js';
export type {
  ChangedPair,
  ExchangedOpenids,
  NewAccount,
  OpenidPage,
  OwnAccounts,
  OwnAccountsOptions,
} from './accounts/own.js';
export { ConfigurationError } from './configuration-error.js';
export { normalizeEmail, normalizePhone } from './contacts.js';
export {
  emailCodeMethod,
  passwordMethod,
  phoneCodeMethod,
  type EmailCodeMethodOptions,
  type PasswordMethodOptions,
  type PhoneCodeMethodOptions,
} from './link-methods.js';
export { createWechatMpLogin, type WechatMpLogin } from './login.js';
export { forgottenAtMs } from './machine.js';
export {
  migrateOpenids,
  type LeftOpenid,
  type Migrated,
  type MigrationOptions,
} from './migration.js';
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
export {
  createCodeSessions,
  type CodeSessions,
  type CodeSessionsOptions,
} from './sessions/code.js';
export {
  createCookieSessions,
  type CookieSessions,
  type CookieSessionsOptions,
} from './sessions/memory.js';
export type { Store } from './store.js';
export { createMemoryStore, type MemoryStoreOptions } from './stores/memory.js';
