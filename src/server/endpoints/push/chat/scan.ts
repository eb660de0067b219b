/** A scan of one of our QR codes: it approves the attempt, or the chat asks first. */
import { isEnd } from '../../../../protocol/states.js';
import type { Push } from '../../../../wechat/push/messages.js';
import { dedupeKey } from '../../../../wechat/push/messages.js';
import type { ApprovedBy, Attempt, Question } from '../../../attempts/attempt.js';
import type { Transition } from '../../../attempts/events.js';
import type { Identity } from '../../../host/host.js';
import type { Backend } from '../../backend.js';
import { giveBackLive, isLive, makeLive, noteLogin } from '../../logins/live-attempt.js';
import { chooseDigits } from './choose-digits.js';
import { lookUp } from './look-up.js';
import { replyToScan, replyToUnknown } from './replies.js';

export async function answerScan(backend: Backend, push: Push, scene: string): Promise<string> {
  const { attempts, options, log, emit } = backend;
  const found = await attempts.byScene(scene);
  if (!found) return replyToUnknown('forgotten', options);
  const identity = { appId: options.wechat.appId, openid: push.openid };
  const result = await applyScan(backend, found, identity, push);
  const how = result === 'older' ? result : howOf(result);
  log('info', 'scanned', { attempt: found.id, how });
  if (how === 'contested') emit({ type: 'contested', attempt: found.id });
  return replyToScan(backend, found, result);
}

const howOf = (result: Transition): string =>
  result.type === 'refused' ? result.refusal : result.type;

/** `older`: the same WeChat user has scanned another QR code since. */
async function applyScan(
  backend: Backend,
  found: Attempt,
  identity: Identity,
  push: Push,
): Promise<Transition | 'older'> {
  const { attempts, now } = backend;
  const scan = { type: 'scan', identity, pushKey: dedupeKey(push) } as const;
  // Somebody has scanned it before, or its time is over: this changes nothing.
  const isOver = isEnd(found.state) || now() >= found.deadlineMs;
  if (found.identity || isOver) {
    return attempts.apply(found, { ...scan, question: { mode: 'tap' } });
  }
  const decision = await decide(backend, found, identity);
  const chatDigits = 'question' in decision ? {} : await chooseDigits(backend, found, identity);
  const live = { attempt: found.id, scannedAtS: push.createdAtS };
  const taken = await makeLive(backend, identity, live, (record) =>
    'question' in decision ? record : noteLogin(record, found.id, now()),
  );
  if (!taken) return 'older';
  const result = await attempts.apply(found, { ...scan, ...decision, ...chatDigits });
  if (result.type === 'refused') {
    await giveBackLive(backend, identity, found.id, taken.before);
    return result;
  }
  return settleRace(backend, result, taken.before?.attempt);
}

/** Ends the attempt that counted before; or this one, if another scan has taken its place meanwhile. */
async function settleRace(
  backend: Backend,
  result: Transition,
  before: string | undefined,
): Promise<Transition | 'older'> {
  const { attempts } = backend;
  if (!(await isLive(backend, result.attempt))) {
    await attempts.apply(result.attempt, { type: 'superseded' });
    return 'older';
  }
  if (before !== undefined && before !== result.attempt.id) {
    // Even if this fails, the older attempt can be neither confirmed nor redeemed: the record names another.
    await attempts.apply(before, { type: 'superseded' }).catch(() => undefined);
  }
  return result;
}

type Decision =
  { readonly approvedBy: Exclude<ApprovedBy, 'confirmation'> } | { readonly question: Question };

/** Whether the scan signs in, or a question in the chat comes first (docs/protocol.md#confirmation). */
async function decide(backend: Backend, attempt: Attempt, identity: Identity): Promise<Decision> {
  const { confirm } = backend.options;
  if (confirm === 'none') return { approvedBy: 'scan' };
  const question = { mode: confirm === 'digits' ? 'digits' : 'tap' } as const;
  if (confirm !== 'auto' || attempt.purpose !== 'login') return { question };
  const found = await lookUp(backend, attempt.id, identity);
  return found.type === 'new' ? { approvedBy: 'new' } : { question };
}
