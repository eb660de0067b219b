/** Somebody comes to an attempt by a scan or by its digits: it is approved, or the chat asks first. */
import { isEnd } from '../../../../protocol/states.js';
import { dedupeKey, type Push } from '../../../../wechat/push/messages.js';
import type { Attempt, Question } from '../../../attempts/attempt.js';
import type { Transition } from '../../../attempts/events.js';
import { countTogether } from '../../../base/limits/count-together.js';
import { sixDigits } from '../../../base/secrets/digits.js';
import type { Identity } from '../../../host/host.js';
import type { IdentityRecord, LiveAttempt } from '../../../host/records/identity-records.js';
import { identityKey } from '../../../binding/proofs.js';
import type { Backend } from '../../backend.js';
import type { ServedOfficialAccount } from '../../official-accounts.js';
import { giveBackLive, isLive, makeLive, noteLogin } from '../../logins/live-attempt.js';
import { resumeUndoing } from '../../logins/undo-login.js';
import { chooseDigits } from './choose-digits.js';
import { decide, type Decision } from './decide.js';
import { sealNumbers, takeNumbers, type Numbers } from './numbers.js';
import { replyToScan, replyToUnknown } from './replies.js';

export async function answerScan(
  backend: Backend,
  official: ServedOfficialAccount,
  push: Push,
  scene: string,
): Promise<string> {
  const found = await backend.attempts.byScene(scene);
  // No account makes a QR code with a scene of another one.
  if (!found) backend.watchLostScans(push);
  if (found?.officialAccount !== official.key) return replyToUnknown('forgotten', backend.options);
  return (await arrive(backend, official, found, push)).reply;
}

export interface Arrival {
  readonly reply: string;
  /** False if the attempt is over, or somebody else's. */
  readonly isRight: boolean;
}

export async function arrive(
  backend: Backend,
  official: ServedOfficialAccount,
  found: Attempt,
  push: Push,
): Promise<Arrival> {
  const { log, emit } = backend;
  const identity = { appId: official.wechat.appId, openid: push.openid };
  const result = await applyScan(backend, found, identity, push);
  const how = typeof result === 'string' ? result : howOf(result);
  log('info', 'scanned', { attempt: found.id, how });
  if (how === 'contested') emit({ type: 'contested', attempt: found.id });
  if (how === 'tooMany') {
    emit({ type: 'limit_hit', limit: 'scansPerIdentityPerMinute', attempt: found.id });
  }
  const isRight = typeof result === 'string' || result.type !== 'refused';
  return { reply: await replyToScan(backend, found, result), isRight };
}

const howOf = (result: Transition): string =>
  result.type === 'refused' ? result.refusal : result.type;

/** More than anybody scans to sign in. Each scan asks the application and WeChat about the user. */
const maxScansPerMinute = 10;

/** `older`: the same WeChat user has scanned another QR code since. `tooMany`: within a minute. */
async function applyScan(
  backend: Backend,
  found: Attempt,
  identity: Identity,
  push: Push,
): Promise<Transition | 'older' | 'tooMany'> {
  const { attempts, counters, now } = backend;
  const scan = { type: 'scan', identity, pushKey: dedupeKey(push) } as const;
  // Somebody has scanned it before, or its time is over: this changes nothing.
  const isOver = isEnd(found.state) || now() >= found.deadlineMs;
  if (found.identity || isOver) {
    return attempts.apply(found, { ...scan, question: { mode: 'tap' } });
  }
  const key = identityKey(identity);
  const scans = { key: `scans ${key}`, max: maxScansPerMinute, windowMs: 60_000 };
  const { refused } = await countTogether(counters, [scans]);
  if (refused.length > 0) return 'tooMany';
  const decision = await decide(backend, found, identity);
  const chatDigits = 'ask' in decision ? {} : await chooseDigits(backend, found, identity);
  const live = { attempt: found.id, scannedAtS: push.createdAtS };
  const taken = await takeOver(backend, found, identity, live, decision);
  if (!taken) return 'older';
  const { before, numbers } = taken;
  const next =
    'ask' in decision ? { question: await questionOf(backend, decision.ask, numbers) } : decision;
  const result = await attempts.apply(found, { ...scan, ...next, ...chatDigits });
  if (result.type === 'refused') {
    await giveBackLive(backend, identity, found.id, before);
    return result;
  }
  return settleRace(backend, result, before?.attempt);
}

/** Makes the attempt the one that counts, and notes with it what this scan leads to. */
async function takeOver(
  backend: Backend,
  { id, lang }: Attempt,
  identity: Identity,
  live: LiveAttempt,
  decision: Decision,
): Promise<{ readonly before?: LiveAttempt; readonly numbers?: Numbers } | undefined> {
  let numbers: Numbers | undefined;
  const note = (record: IdentityRecord): IdentityRecord => {
    if (!('ask' in decision)) return noteLogin(record, { login: id, lang }, backend.now());
    const taken = decision.ask === 'tap' ? takeNumbers(backend, record) : undefined;
    numbers = taken?.numbers;
    return taken?.record ?? record;
  };
  const taken = await makeLive(backend, identity, live, note);
  if (!taken) return undefined;
  // Goes on in the background with what a crash has interrupted.
  void backend.underWay.run(() => resumeUndoing(backend, identity, taken.record));
  return { ...taken, ...(numbers && { numbers }) };
}

async function questionOf(
  backend: Backend,
  mode: Question['mode'],
  numbers: Numbers | undefined,
): Promise<Question> {
  if (mode === 'digits') return { mode, digits: sixDigits(backend.randomToken) };
  return numbers ? { mode, numbers: await sealNumbers(backend, numbers) } : { mode };
}

/** Ends the attempt that counted before, and this one if another scan has taken its place meanwhile. */
async function settleRace(
  backend: Backend,
  result: Transition,
  before: string | undefined,
): Promise<Transition | 'older'> {
  const { attempts } = backend;
  // Also if a third scan has taken over by now: it knows of this attempt only, and not of the one before.
  if (before !== undefined && before !== result.attempt.id) {
    // Even if this fails, the older attempt can be neither confirmed nor redeemed: the record names another.
    await attempts.apply(before, { type: 'superseded' }).catch(() => undefined);
  }
  if (await isLive(backend, result.attempt)) return result;
  await attempts.apply(result.attempt, { type: 'superseded' });
  return 'older';
}
