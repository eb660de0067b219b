/** Everything that the endpoints work with. create-backend.ts puts it together. */
import type { Attempts } from '../attempts/attempts.js';
import type { Pending } from '../attempts/pending.js';
import type { Unfollowed } from '../attempts/unfollowed.js';
import type { Watchers } from '../attempts/watchers.js';
import type { Environment } from '../base/environment.js';
import type { Counters } from '../base/shared/counters.js';
import type { Records } from '../base/shared/records.js';
import type { MessageDigits } from '../base/secrets/message-digits.js';
import type { DeviceCookies } from '../base/secrets/device-cookie.js';
import type { KeyedHash } from '../base/secrets/keyed-hash.js';
import type { RotatingHash } from '../base/secrets/rotation.js';
import type { Seal } from '../base/secrets/seal.js';
import type { CreateLimit } from '../base/limits/create-limit.js';
import type { Buckets } from '../base/limits/rate-limits.js';
import type { Tally } from '../base/limits/guess-limit.js';
import type { AnswerOnce } from '../base/limits/recent-answers.js';
import type { Measure, Metrics } from '../base/operation/metrics.js';
import type { UnderWay } from '../base/operation/under-way.js';
import type { SeenKeys } from '../base/shared/seen-keys.js';
import type { BindingOptions } from '../binding/binding-options.js';
import type { MaxBySubject } from '../binding/proofs.js';
import type { CheckedCaptcha } from '../host/captcha.js';
import type { CurrentSessionReader } from '../host/sessions/current-session.js';
import type { CheckedAccounts } from '../host/guard-accounts.js';
import type { CheckedSessions } from '../host/sessions/guard-sessions.js';
import type { IdentityRecords } from '../host/records/identity-records.js';
import type { Notifier } from '../host/notices.js';
import type { EmitEvent } from '../host/security-events.js';
import type { CheckedOptions } from '../options/check-options.js';
import type { OfficialAccounts } from './official-accounts.js';
import type { AskApplication } from './push/application/application.js';
import type { ClockWatch } from './push/clock.js';
import type { LostScanWatch } from './push/lost-scan.js';

export interface Backend extends Environment {
  readonly options: CheckedOptions;
  readonly attempts: Attempts;
  readonly metrics: Metrics;
  /** Makes a call of the application's functions. */
  readonly measure: Measure;
  /** Whatever a shutdown has to wait for. */
  readonly underWay: UnderWay;
  /** The digits that visitors send to an official account. */
  readonly messageDigits: MessageDigits;
  /** For digits in the chat: WeChat may repeat a message, which counts once. */
  readonly answerDigitsOnce: AnswerOnce<string | undefined>;
  readonly watchers: Watchers;
  readonly unfollowed: Unfollowed;
  /** Pushes about which the application has received a notice already: WeChat repeats pushes. */
  readonly noticedPushes: SeenKeys;
  /** By which methods visitors may be waiting. */
  readonly pending: Pending;
  readonly accounts: CheckedAccounts;
  readonly sessions: CheckedSessions;
  readonly currentSession: CurrentSessionReader;
  readonly bindingOptions: BindingOptions;
  readonly notify: Notifier;
  /** Hands a security event to the application. */
  readonly emit: EmitEvent;
  readonly identityRecords: IdentityRecords;
  /** What the instances share beside attempts and identity records. */
  readonly records: Records<object>;
  readonly counters: Counters;
  /** Hides the addresses of visitors in the keys of counters, which a store shows to its readers. */
  readonly counterKeys: KeyedHash;
  /** Absent if the application has none. */
  readonly captcha: CheckedCaptcha | undefined;
  readonly officialAccounts: OfficialAccounts;
  readonly watchClock: ClockWatch;
  readonly watchLostScans: LostScanWatch;
  /** Absent if the application wants no pushes. */
  readonly askApplication: AskApplication | undefined;
  /** Seals digits that the store keeps, under keys that come from `secrets`. */
  readonly digitsSeal: Seal;
  /** Makes the tokens of the links in the chat. No store keeps them. */
  readonly chatTokens: RotatingHash;
  readonly deviceCookies: DeviceCookies;
  readonly limits: RequestLimits;
}

export interface LimitBySubject {
  readonly tally: Tally;
  readonly max: MaxBySubject;
}

export interface RequestLimits {
  /** New attempts in a minute. */
  readonly creates: CreateLimit;
  /** Reads, by attempt, at this instance. */
  readonly polls: Buckets;
  /** Redeems, binds and verification codes, by attempt, at this instance: each of them asks the application. */
  readonly finishes: Buckets;
  /** Proofs of an account that were not right. */
  readonly badProofs: LimitBySubject;
  /** Verification codes. */
  readonly verificationCodes: LimitBySubject;
  /** New accounts that the application did not create. */
  readonly refusedAccounts: LimitBySubject;
  /** Session codes that could not be exchanged, by address. */
  readonly badSessionCodes: Tally;
}
