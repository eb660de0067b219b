/** Confirm, by the link, by the number or by the digits of the page. */
import type { Attempt } from '../../../attempts/attempt.js';
import type { Transition } from '../../../attempts/events.js';
import { maxWrongConfirmations } from '../../../attempts/times-and-tries.js';
import { changeRecord } from '../../../host/records/change-identity-record.js';
import type { Identity } from '../../../host/host.js';
import { say } from '../../../options/replies/write-replies.js';
import type { Backend } from '../../backend.js';
import { noteLogin } from '../../logins/live-attempt.js';
import { chooseDigits } from './choose-digits.js';
import { replyToApproved } from './replies.js';

/** The person who answers, and the message with the answer. */
export interface Answering {
  readonly identity: Identity;
  /** The same if WeChat repeats the message. */
  readonly messageKey: string;
}

/** @param isRight false for digits that are not those of the page */
export async function confirm(
  backend: Backend,
  attempt: Attempt,
  by: Answering,
  isRight: boolean,
): Promise<string> {
  const { attempts, options, log, emit } = backend;
  const approves = isRight && attempt.state === 'scanned';
  if (approves && !(await noteConfirmation(backend, attempt, by.identity))) {
    return say(options, 'tooLate', attempt.lang);
  }
  const chatDigits = approves ? await chooseDigits(backend, attempt, by.identity) : {};
  const result = await attempts.apply(attempt, { type: 'confirm', ...by, isRight, ...chatDigits });
  const { id, state } = result.attempt;
  const how = result.type === 'refused' ? result.refusal : result.type;
  log('info', 'confirmed', { attempt: id, how, isRight });
  if (result.type === 'changed' && state === 'denied') {
    emit({ type: 'denied', attempt: id, by: 'wrongDigits', wasCompleted: false });
  }
  return replyToAnswer(backend, result);
}

function replyToAnswer(backend: Backend, result: Transition): Promise<string> | string {
  const { options } = backend;
  const { state, lang, wrongConfirmations = 0 } = result.attempt;
  if (result.type === 'refused') {
    const isDone = result.refusal === 'wrong_state' || state === 'completed';
    return say(options, isDone ? 'answered' : 'tooLate', lang);
  }
  if (state === 'denied') return say(options, 'denied', lang);
  if (state !== 'scanned') return replyToApproved(backend, result.attempt);
  const remaining = String(maxWrongConfirmations - wrongConfirmations);
  return say(options, 'wrongDigits', lang, { remaining });
}

/** False if the attempt does not count any more, or its person has denied it. */
async function noteConfirmation(
  backend: Backend,
  { id, lang }: Attempt,
  identity: Identity,
): Promise<boolean> {
  let counts = false;
  await changeRecord(backend, identity, (record) => {
    const isDenied = record.logins?.some(
      ({ login, deniedAtMs }) => login === id && deniedAtMs !== undefined,
    );
    counts = record.live?.attempt === id && isDenied !== true;
    return counts ? noteLogin(record, { login: id, lang }, backend.now()) : undefined;
  });
  return counts;
}
