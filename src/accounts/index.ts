/** `wechat-mp-login/accounts`: a ready-made user database for applications that have none. */
export { normalizeEmail, normalizeIdentifier, normalizePhone } from '../server/base/contacts.js';
export type {
  OpenidChange,
  ExchangedOpenids,
  NewAccount,
  OpenidPage,
  AccountsKit,
  AccountsKitOptions,
} from './accounts.js';
export {
  createCodeSessions,
  type CodeSessions,
  type CodeSessionsOptions,
} from './code-sessions.js';
export { createMemoryAccounts } from './memory/accounts.js';
export {
  createCookieSessions,
  type CookieSessions,
  type CookieSessionsOptions,
} from './memory/sessions.js';
export {
  migrateOpenids,
  type UnchangedOpenid,
  type MigratedOpenids,
  type MigrationOptions,
} from './migrate-openids.js';
