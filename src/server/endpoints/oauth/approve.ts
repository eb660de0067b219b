/** Approves an attempt whose visitor WeChat has named. There is no chat that could ask. */
import type { Attempt } from '../../attempts/attempt.js';
import type { Identity } from '../../host/host.js';
import type { Backend } from '../backend.js';
import { giveBackLive, isLive, makeLive, noteLogin } from '../logins/live-attempt.js';
import { resumeUndoing } from '../logins/undo-login.js';

/** The attempt counts from now on, in place of one that the same person has scanned before. */
export async function approve(
  backend: Backend,
  attempt: Attempt,
  identity: Identity,
): Promise<void> {
  const { attempts, log, now } = backend;
  const { id, lang } = attempt;
  const live = { attempt: id, scannedAtS: Math.floor(now() / 1000) };
  const taken = await makeLive(backend, identity, live, (record) =>
    noteLogin(record, { login: id, lang }, now()),
  );
  if (!taken) {
    await attempts.apply(attempt, { type: 'failed', reason: 'authorization_failed' });
    return;
  }
  const { before, record } = taken;
  void backend.underWay.run(() => resumeUndoing(backend, identity, record));
  const result = await attempts.apply(attempt, { type: 'authorized', identity });
  log('info', 'authorized', { attempt: id, how: result.type });
  if (result.type === 'refused') {
    await giveBackLive(backend, identity, id, before);
    return;
  }
  if (before !== undefined && before.attempt !== id) {
    // Even if this fails, the older attempt can be neither confirmed nor redeemed: the record names another.
    await attempts.apply(before.attempt, { type: 'superseded' }).catch(() => undefined);
  }
  if (!(await isLive(backend, result.attempt))) {
    await attempts.apply(result.attempt, { type: 'superseded' });
  }
}
