/** Puts the parts of the backend together. */
import { createAttempts } from './attempts/attempts.js';
import type { Store } from './attempts/store/store.js';
import { createPending } from './attempts/pending.js';
import { createUnfollowed } from './attempts/unfollowed.js';
import { digitsTimes } from './attempts/times-and-tries.js';
import { createWatchers } from './attempts/watchers.js';
import type { Environment } from './base/environment.js';
import { createMessageDigits } from './base/secrets/message-digits.js';
import { createDeviceCookies } from './base/secrets/device-cookie.js';
import { createKeyedHash } from './base/secrets/keyed-hash.js';
import { createRotatingHash, createRotatingSeal } from './base/secrets/rotation.js';
import { guardCounters, guardRecords } from './base/shared/guard-shared.js';
import { createMemoryCounters } from './base/shared/memory-counters.js';
import { createMemoryRecords } from './base/shared/memory-records.js';
import { isObject, recordsBelow } from './base/shared/records.js';
import {
  createMeasure,
  guardMetrics,
  measureAll,
  type Measure,
  type Metrics,
} from './base/operation/metrics.js';
import { createWechatMeasure } from './base/operation/measure-wechat.js';
import { logStoreFailure } from './base/operation/store-failure.js';
import { createUnderWay, type UnderWay } from './base/operation/under-way.js';
import { createSeenKeys } from './base/shared/seen-keys.js';
import { createSharedAnswers } from './base/shared/shared-answers.js';
import { createBindingOptions } from './binding/binding-options.js';
import { guardLinkMethod } from './binding/guard-link-method.js';
import type { CheckedOptions } from './options/check-options.js';
import type { Backend } from './endpoints/backend.js';
import { createLimits } from './endpoints/limits.js';
import { createOfficialAccounts } from './endpoints/official-accounts.js';
import { createApplication } from './endpoints/push/application/application.js';
import { createClockWatch } from './endpoints/push/clock.js';
import { createLostScanWatch } from './endpoints/push/lost-scan.js';
import { createSources } from './host/answers.js';
import { guardCaptcha } from './host/captcha.js';
import { createCurrentSessionReader } from './host/sessions/current-session.js';
import { guardAccounts } from './host/guard-accounts.js';
import { guardSessions } from './host/sessions/guard-sessions.js';
import { guardIdentityRecords } from './host/records/guard-identity-records.js';
import { createNotifier } from './host/notices.js';
import { createEmitter, type EmitEvent } from './host/security-events.js';
import type { AnyOptions, OnPush } from './options/options.js';

export function createBackend(options: AnyOptions, checked: CheckedOptions, store: Store): Backend {
  const { now, log, randomToken, limits, secrets } = checked;
  const environment = { now, log, randomToken };
  const metrics = guardMetrics(options.metrics, log);
  const measure = createMeasure(metrics, now);
  const underWay = createUnderWay((change) => metrics({ type: 'underWay', change }));
  const shared = createShared(store, environment, measure);
  const host = createHost(options, checked, { metrics, measure, underWay });
  const attempts = createAttempts(environment, store, { metrics });
  const seal = createRotatingSeal(secrets, 'push answers', randomToken);
  const answersOf = (label: string) => createSharedAnswers({ ...shared, seal, now, label });
  const currentSession = createCurrentSessionReader(environment, host.sessions);
  const counterKeys = createKeyedHash(secrets[0], 'counters');
  return {
    ...environment,
    ...{ attempts, currentSession, metrics, measure, underWay },
    ...{ accounts: host.accounts, sessions: host.sessions, notify: host.notify, emit: host.emit },
    officialAccounts: createOfficialAccounts(checked, shared, createWechatMeasure(metrics, now)),
    watchClock: createClockWatch(log),
    watchLostScans: createLostScanWatch({ log, now, hasStore: options.store !== undefined }),
    askApplication: createApplication({ ...checked, onPush: host.onPush }, answersOf('onPush')),
    options: checked,
    bindingOptions: createBindingOptions(
      { ...checked, linkMethods: host.linkMethods },
      currentSession,
    ),
    identityRecords: measureAll(
      measure,
      'identityRecords',
      guardIdentityRecords(options.identityRecords ?? shared.identityRecords, log),
    ),
    records: shared.records,
    counters: shared.counters,
    counterKeys,
    captcha: checked.captcha && guardCaptcha(checked.captcha, log),
    noticedPushes: createSeenKeys(shared.records, 'noticed', now),
    pending: createPending(shared.records, now),
    answerDigitsOnce: answersOf('digits'),
    messageDigits: createMessageDigits({ ...environment, ...shared, ...digitsTimes }),
    unfollowed: createUnfollowed(shared.records, now),
    watchers: createWatchers({
      ...{ attempts, now, metrics },
      ...{ maxOpen: limits.openReads, maxOpenPerAddress: limits.openReadsPerAddress },
    }),
    digitsSeal: createRotatingSeal(secrets, 'digits', randomToken),
    chatTokens: createRotatingHash(secrets, 'chat'),
    deviceCookies: createDeviceCookies(environment, secrets, checked.secure),
    limits: createLimits(checked, { ...shared, counterKeys }, host.emit),
  };
}

/** Records and counters that the instances share, or those of this process if the store has none. */
function createShared(
  { records: given, counters: givenCounters }: Pick<Store, 'records' | 'counters'>,
  { now, log }: Pick<Environment, 'now' | 'log'>,
  measure: Measure,
) {
  const unguarded = given ?? createMemoryRecords({ now });
  const counters = guardCounters(givenCounters ?? createMemoryCounters({ now }), log);
  const records = guardRecords(unguarded, isObject, (name, error) =>
    logStoreFailure(log, `records.${name}`, error),
  );
  return {
    /** Not guarded: the guard of identity records does it. */
    identityRecords: recordsBelow(unguarded, 'identity '),
    records: measureAll(measure, 'store', records, 'records.'),
    counters: measureAll(measure, 'store', counters, 'counters.'),
  };
}

interface Measuring {
  readonly metrics: Metrics;
  readonly measure: Measure;
  readonly underWay: UnderWay;
}

/** The functions of the application, each with a limit of time, checked answers and a measurement. */
function createHost(
  { notify, onEvent, ...given }: AnyOptions,
  checked: CheckedOptions,
  { metrics, measure, underWay }: Measuring,
) {
  const { now, log, onPush } = checked;
  const sources = createSources(log);
  /** For those that no request waits for: `close()` does. */
  const inBackground: Measure = (...call) => underWay.run(() => measure(...call));
  const sendEvent = createEmitter(
    { now, log },
    onEvent && ((event) => inBackground('onEvent', event.type, async () => onEvent(event))),
  );
  const emit: EmitEvent = (event) => {
    const limit = event.type === 'limit_hit' ? { limit: event.limit } : {};
    metrics({ type: 'securityEvent', event: event.type, ...limit });
    sendEvent(event);
  };
  return {
    accounts: measureAll(measure, 'accounts', guardAccounts(given.accounts, sources, now)),
    sessions: measureAll(measure, 'sessions', guardSessions(given.sessions, sources, now)),
    linkMethods: checked.linkMethods.map((method) => guardLinkMethod(method, sources)),
    emit,
    notify: createNotifier(
      log,
      notify && ((notice) => inBackground('notify', notice.type, async () => notify(notice))),
    ),
    onPush:
      onPush &&
      (((push, context) =>
        inBackground('onPush', push.type, async () => onPush(push, context))) satisfies OnPush),
  };
}
