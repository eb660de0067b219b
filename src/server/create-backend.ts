/** Puts the parts of the backend together. */
import { createAttempts } from './attempts/attempts.js';
import type { Store } from './attempts/store/store.js';
import { createPending } from './attempts/pending.js';
import { createUnfollowed } from './attempts/unfollowed.js';
import { digitsTimes } from './attempts/times-and-tries.js';
import { createWatchers } from './attempts/watchers.js';
import { createMessageDigits } from './base/secrets/message-digits.js';
import { createDeviceCookies } from './base/secrets/device-cookie.js';
import { createKeyedHash } from './base/secrets/keyed-hash.js';
import { createRotatingHash, createRotatingSeal } from './base/secrets/rotation.js';
import { guardCounters, guardRecords } from './base/shared/guard-shared.js';
import { createMemoryCounters } from './base/shared/memory-counters.js';
import { createMemoryRecords } from './base/shared/memory-records.js';
import { isObject, recordsBelow } from './base/shared/records.js';
import { createMeasure, guardMetrics, measureAll, type Measure } from './base/operation/metrics.js';
import { createWechatMeasure } from './base/operation/measure-wechat.js';
import { createUnderWay } from './base/operation/under-way.js';
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
import type { AnyOptions } from './options/options.js';

export function createBackend(
  { identityRecords, notify, onEvent, ...given }: AnyOptions,
  checked: CheckedOptions,
  store: Store,
): Backend {
  const { now, log, randomToken, limits, onPush, secrets } = checked;
  const sources = createSources(log);
  const linkMethods = checked.linkMethods.map((method) => guardLinkMethod(method, sources));
  const environment = { now, log, randomToken };
  const metrics = guardMetrics(given.metrics, log);
  const underWay = createUnderWay((change) => metrics({ type: 'underWay', change }));
  const measure = createMeasure(metrics, now);
  const accounts = measureAll(measure, 'accounts', guardAccounts(given.accounts, sources, now));
  const sessions = measureAll(measure, 'sessions', guardSessions(given.sessions, sources, now));
  /** For the application's functions that no request waits for. */
  const inBackground: Measure = (...given) => underWay.run(() => measure(...given));
  const sendEvent = createEmitter(
    environment,
    onEvent && ((event) => inBackground('onEvent', event.type, async () => onEvent(event))),
  );
  const emit: EmitEvent = (event) => {
    const limit = event.type === 'limit_hit' ? { limit: event.limit } : {};
    metrics({ type: 'securityEvent', event: event.type, ...limit });
    sendEvent(event);
  };
  const attempts = createAttempts(environment, store, { metrics });
  const { records = createMemoryRecords({ now }), counters = createMemoryCounters({ now }) } =
    store;
  const shared = {
    records: measureAll(
      measure,
      'store',
      guardRecords(records, isObject, log, 'store_failed'),
      'records.',
    ),
    counters: measureAll(measure, 'store', guardCounters(counters, log), 'counters.'),
  };
  const seal = createRotatingSeal(secrets, 'push answers', randomToken);
  const answersOf = (label: string) => createSharedAnswers({ ...shared, seal, now, label });
  const currentSession = createCurrentSessionReader(environment, sessions);
  const counterKeys = createKeyedHash(secrets[0], 'counters');
  return {
    ...environment,
    ...{ accounts, sessions, attempts, currentSession, metrics, measure, underWay },
    officialAccounts: createOfficialAccounts(checked, shared, createWechatMeasure(metrics, now)),
    watchClock: createClockWatch(log),
    watchLostScans: createLostScanWatch({ log, now, hasStore: given.store !== undefined }),
    askApplication: createApplication(
      {
        ...checked,
        onPush:
          onPush &&
          ((push, context) => inBackground('onPush', push.type, async () => onPush(push, context))),
      },
      answersOf('onPush'),
    ),
    options: checked,
    bindingOptions: createBindingOptions({ ...checked, linkMethods }, currentSession),
    notify: createNotifier(
      log,
      notify && ((notice) => inBackground('notify', notice.type, async () => notify(notice))),
    ),
    emit,
    identityRecords: measureAll(
      measure,
      'identityRecords',
      guardIdentityRecords(identityRecords ?? recordsBelow(records, 'identity '), log),
    ),
    ...shared,
    counterKeys,
    captcha: checked.captcha && guardCaptcha(checked.captcha, log),
    noticedPushes: createSeenKeys(shared.records, 'noticed', now),
    pending: createPending(shared.records, now),
    answerDigitsOnce: answersOf('digits'),
    messageDigits: createMessageDigits({ ...environment, ...shared, ...digitsTimes }),
    unfollowed: createUnfollowed(shared.records, now),
    watchers: createWatchers({
      attempts,
      now,
      maxOpen: limits.openReads,
      maxOpenPerAddress: limits.openReadsPerAddress,
      metrics,
    }),
    digitsSeal: createRotatingSeal(secrets, 'digits', randomToken),
    chatTokens: createRotatingHash(secrets, 'chat'),
    deviceCookies: createDeviceCookies(environment, secrets, checked.secure),
    limits: createLimits(checked, { ...shared, counterKeys }, emit),
  };
}
