/** `wechat-mp-login/server`: the reference backend, as one function from Request to Response. */
export type { Attempt, Identity, Outcome } from './attempt.js';
export type { Caller } from './caller.js';
export { createMemoryAccounts, type MemoryAccounts } from './accounts/memory.js';
export { ConfigurationError } from './config.js';
export { createWechatMpLogin, type WechatMpLogin } from './login.js';
export { forgottenAtMs } from './machine.js';
export type {
  Accounts,
  CreateContext,
  HostAccount,
  Limits,
  Log,
  LogLevel,
  OpenContext,
  OpenedSession,
  Options,
  Sessions,
  WechatOptions,
} from './options.js';
export { createCookieSessions, type CookieSessions } from './sessions/memory.js';
export type { Store } from './store.js';
export { createMemoryStore, type MemoryStoreOptions } from './stores/memory.js';
