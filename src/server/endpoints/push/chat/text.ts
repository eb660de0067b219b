/** A message that answers a question of the chat. All others are the application's. */
import { dedupeKey, type MessagePush } from '../../../../wechat/push/messages.js';
import type { Identity } from '../../../host/host.js';
import { changeRecord, readRecord } from '../../../host/change-identity-record.js';
import type { Attempt } from '../../../attempts/attempt.js';
import { say } from '../../../options/replies/write-replies.js';
import type { Backend } from '../../backend.js';
import { noteLogin } from '../../logins/live-attempt.js';
import { chooseDigits } from './choose-digits.js';
import { replyToApproved, replyToUnknown } from './replies.js';
import { findAnswer, tokenIn } from './tokens.js';

export type TextPush = MessagePush & { readonly type: 'text' };

/** The reply to a message that is ours; undefined for the application's. */
export async function answerText(backend: Backend, push: TextPush): Promise<string | undefined> {
  const { options } = backend;
  const token = tokenIn(push.content);
  if (token === undefined) return undefined;
  const identity = { appId: options.wechat.appId, openid: push.openid };
  const { live, logins = [] } = await readRecord(backend, identity);
  const attempts = new Set([...(live ? [live.attempt] : []), ...logins.map(({ login }) => login)]);
  const answer = await findAnswer(backend, token, [...attempts], identity);
  if (answer?.answer !== 'confirm' || answer.attempt !== live?.attempt) {
    return replyToUnknown('notYours', options);
  }
  const attempt = await backend.attempts.get(answer.attempt);
  if (!attempt) return replyToUnknown('notYours', options);
  return confirm(backend, attempt, identity, dedupeKey(push));
}

async function confirm(
  backend: Backend,
  attempt: Attempt,
  identity: Identity,
  messageKey: string,
): Promise<string> {
  const { attempts, options, log } = backend;
  const isAsked = attempt.state === 'scanned';
  if (isAsked && !(await noteConfirmation(backend, attempt.id, identity))) {
    return say(options, 'tooLate', attempt.lang);
  }
  const chatDigits = isAsked ? await chooseDigits(backend, attempt, identity) : {};
  const event = { type: 'confirm', identity, messageKey, isRight: true, ...chatDigits } as const;
  const result = await attempts.apply(attempt, event);
  const how = result.type === 'refused' ? result.refusal : result.type;
  log('info', 'confirmed', { attempt: attempt.id, how });
  if (result.type !== 'refused') return replyToApproved(backend, result.attempt);
  const isDone = how === 'wrong_state' || result.attempt.state === 'completed';
  return say(options, isDone ? 'answered' : 'tooLate', attempt.lang);
}

/** False if the attempt does not count any more, or its person has denied it. */
async function noteConfirmation(
  backend: Backend,
  attempt: string,
  identity: Identity,
): Promise<boolean> {
  let counts = false;
  await changeRecord(backend, identity, (record) => {
    const isDenied = record.logins?.some(
      ({ login, deniedAtMs }) => login === attempt && deniedAtMs !== undefined,
    );
    counts = record.live?.attempt === attempt && isDenied !== true;
    return counts ? noteLogin(record, attempt, backend.now()) : undefined;
  });
  return counts;
}
