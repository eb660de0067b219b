/** `wechat-mp-login/accounts`: a ready-made user database for applications that have none. */
export { normalizeEmail, normalizeIdentifier, normalizePhone } from '../server/base/contacts.js';
export type {
  AccountsKit,
  AccountsKitOptions,
  ExchangedOpenids,
  NewAccount,
  OpenidChange,
  OpenidPage,
} from './accounts-kit.js';
export {
  createCodeSessions,
  type CodeSessions,
  type CodeSessionsOptions,
} from './code-sessions.js';
export type { CookieHeader, CookieSessions, CookieSessionsOptions } from './cookie-sessions.js';
export { createMemoryAccounts } from './memory/accounts.js';
export { createCookieSessions, type MemorySessionsOptions } from './memory/sessions.js';
export {
  migrateOpenids,
  type MigratedOpenids,
  type MigrationAnswer,
  type MigrationOptions,
  type MigrationWechatApi,
  type UnchangedOpenid,
} from './migrate-openids.js';
