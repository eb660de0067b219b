/**
 * A message that answers a question of the chat, says that a login was somebody else's, or consists of the
 * digits of a page. All others are the application's (docs/protocol.md#what-a-text-in-the-chat-means).
 */
import { onlyDigits } from '../../../../protocol/typed-values.js';
import { dedupeKey, type MessagePush } from '../../../../wechat/push/messages.js';
import type { Attempt } from '../../../attempts/attempt.js';
import { fewestDigits, mostDigits } from '../../../base/secrets/message-digits.js';
import { equalConstantTime } from '../../../base/secrets/constant-time.js';
import { readRecord } from '../../../host/records/change-identity-record.js';
import { say } from '../../../options/replies/write-replies.js';
import type { Backend } from '../../backend.js';
import type { ServedOfficialAccount } from '../../official-accounts.js';
import { confirm, type Answering } from './confirm.js';
import { sayNotMe } from './not-me.js';
import { openNumbers } from './numbers.js';
import { replyToUnknown } from './replies.js';
import { answerSentDigits } from './sent-digits.js';
import { findAnswer, tokenIn } from './tokens.js';

export type TextPush = MessagePush & { readonly type: 'text' };

/** The reply to a message that is ours; undefined for the application's. */
export async function answerText(
  backend: Backend,
  official: ServedOfficialAccount,
  push: TextPush,
): Promise<string | undefined> {
  const { appId } = official.wechat;
  const by = { identity: { appId, openid: push.openid }, messageKey: dedupeKey(push) };
  const token = tokenIn(push.content);
  if (token !== undefined) return answerLink(backend, by, token);
  const digits = onlyDigits(push.content) ?? '';
  if (digits.length === 2) return answerDigits(backend, by, digits);
  if (digits.length < fewestDigits || digits.length > mostDigits) return undefined;
  return backend.answerDigitsOnce(by.messageKey, async () => {
    const answer = digits.length === 6 ? await answerDigits(backend, by, digits) : undefined;
    return answer ?? answerSentDigits(backend, official, push, digits);
  });
}

/** A message with a token is never the application's, whatever else it says. */
async function answerLink(backend: Backend, by: Answering, token: string): Promise<string> {
  const { attempts, options } = backend;
  const { live, logins = [] } = await readRecord(backend, by.identity);
  const known = new Set([...(live ? [live.attempt] : []), ...logins.map(({ login }) => login)]);
  const found = await findAnswer(backend, token, [...known], by.identity);
  if (found?.answer === 'notMe') return sayNotMe(backend, by, found.attempt);
  const attempt = found && (await attempts.get(found.attempt));
  if (attempt?.question?.mode !== 'tap') return replyToUnknown('notYours', options);
  return confirm(backend, attempt, by, true);
}

async function answerDigits(
  backend: Backend,
  by: Answering,
  typed: string,
): Promise<string | undefined> {
  const { attempts, options, digitsSeal } = backend;
  const { live } = await readRecord(backend, by.identity);
  const attempt = live && (await attempts.get(live.attempt));
  if (!attempt) return undefined;
  if (attempt.answers?.includes(by.messageKey)) return answerAgain(backend, attempt, by);
  if (attempt.state === 'scanned') return answerQuestion(backend, attempt, by, typed);
  const isUnderWay = attempt.state === 'approved' || attempt.state === 'binding';
  const forPage = isUnderWay ? await digitsSeal.open(attempt.chatDigits ?? '') : undefined;
  if (forPage === undefined || !equalConstantTime(forPage, typed)) return undefined;
  return say(options, 'typeOnPage', attempt.lang);
}

async function answerQuestion(
  backend: Backend,
  attempt: Attempt,
  by: Answering,
  typed: string,
): Promise<string | undefined> {
  const { question } = attempt;
  if (question?.mode === 'digits') {
    if (typed.length !== question.digits.length) return undefined;
    return confirm(backend, attempt, by, equalConstantTime(question.digits, typed));
  }
  const [yes, no] = (await openNumbers(backend, question?.numbers)) ?? [];
  if (typed === yes) return confirm(backend, attempt, by, true);
  return typed === no ? sayNotMe(backend, by, attempt.id) : undefined;
}

/** For a message that WeChat repeats. */
function answerAgain(backend: Backend, attempt: Attempt, by: Answering): Promise<string> {
  const { question, wrongConfirmations = 0, state } = attempt;
  const isNotMe = state === 'denied' && (question?.mode !== 'digits' || wrongConfirmations < 3);
  return isNotMe ? sayNotMe(backend, by, attempt.id) : confirm(backend, attempt, by, true);
}
