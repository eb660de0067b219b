/** `wechat-mp-login/server`: the reference backend, as one function from Request to Response. */
export { createWechatMpLogin, type WechatMpLogin } from './create-login.js';
export type { HandedPush } from './http/hand-over.js';

// Options
export { ConfigurationError } from './base/configuration-error.js';
export type { LocalizedText } from './base/localized-text.js';
export type { Log, LogLevel } from './base/log.js';
export type { Health, StoreHealth, WechatHealth } from './base/operation/health.js';
export type { LastResult } from './base/operation/last-result.js';
export type { Measurement, Metrics } from './base/operation/metrics.js';
export type { CloseOptions } from './base/operation/shut-down.js';
export type { NewAccountsPolicy } from './binding/binding-options.js';
export type { FieldOptions } from './binding/fields.js';
export type { LinkMethod, MatchingAccounts, SendContext } from './binding/link-method.js';
export {
  emailCodeMethod,
  passwordMethod,
  phoneCodeMethod,
  type EmailCodeMethodOptions,
  type PasswordMethodOptions,
  type PhoneCodeMethodOptions,
  type SendingLinkMethod,
} from './binding/link-methods.js';
export type {
  CityOf,
  ConfirmMode,
  ForwardOptions,
  Limits,
  OnPush,
  Options,
  PushContext,
  SeveralAccountsOptions,
} from './options/options.js';
export type {
  OfficialAccountOptions,
  ServedAccountOptions,
  WechatOptions,
} from './options/official-accounts/account-options.js';
export type { ChatReplies, ChatReply } from './options/replies/sentences.js';

// The application's accounts and sessions
export type { Caller } from './host/caller.js';
export type { Captcha, CaptchaCaller, CaptchaFacts } from './host/captcha.js';
export { isFresh } from './host/fresh.js';
export type {
  Accounts,
  CreateContext,
  CurrentSession,
  ExchangedSession,
  FoundAccount,
  HostAccount,
  HostIdentity,
  Identity,
  OpenContext,
  OpenedSession,
  Sessions,
} from './host/host.js';
export type {
  IdentityRecord,
  IdentityRecords,
  KnownBrowser,
  LiveAttempt,
  LoginRecord,
  StoredIdentityRecord,
  UsedNumber,
} from './host/records/identity-records.js';
export {
  createMemoryIdentityRecords,
  type MemoryIdentityRecordsOptions,
} from './host/records/memory-identity-records.js';
export type { Notice, Notify } from './host/notices.js';
export type { OnEvent, SecurityEvent, SecurityLimit } from './host/security-events.js';
export { openSession } from './host/sessions/open-session.js';
export { SignInRefusedError } from './host/refusal.js';

// What the official account receives, and replies
export type { EventPush, MessagePush, OtherPush, Push } from '../wechat/push/messages.js';
export type { PushReply, ReplyArticle } from '../wechat/push/write-reply.js';

// Stores of attempts
export type { Attempt, Outcome } from './attempts/attempt.js';
export { createMemoryStore, type MemoryStoreOptions } from './attempts/store/memory-store.js';
export type { Store } from './attempts/store/store.js';
export type { Counted, CounterLimit, Counters } from './base/shared/counters.js';
export type { Records, StoredRecord } from './base/shared/records.js';
export { forgottenAtMs } from './attempts/transition.js';
