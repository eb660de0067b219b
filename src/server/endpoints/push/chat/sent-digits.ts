/**
 * Digits that a visitor sends to the account instead of scanning (docs/protocol.md#level-message). A look at
 * them is counted before it happens, and stays counted unless they are right.
 */
import type { MessagePush } from '../../../../wechat/push/messages.js';
import { digitsScene } from '../../../attempts/scenes.js';
import type { Guess } from '../../../base/limits/guess-limit.js';
import { identityKey } from '../../../binding/proofs.js';
import type { Identity } from '../../../host/host.js';
import type { Backend } from '../../backend.js';
import type { ServedOfficialAccount } from '../../official-accounts.js';
import { replyToUnknown } from './replies.js';
import { arrive } from './scan.js';

/** In ten minutes. */
const maxWrongPerIdentity = 5;
/** In ten minutes, of everybody at one account. Nobody's first ones are refused because of it. */
const maxWrongPerAccount = 1000;

/** Undefined if the message is the application's. */
export async function answerSentDigits(
  backend: Backend,
  official: ServedOfficialAccount,
  push: MessagePush,
  digits: string,
): Promise<string | undefined> {
  const { attempts, messageDigits, options } = backend;
  const { key, methods, wechat } = official;
  if (!methods.includes('message')) return undefined;
  const kind = await messageDigits.kindOf(key, digits);
  const identity = { appId: wechat.appId, openid: push.openid };
  // What another process may have given is looked for as well, by a count of its own.
  const scope = kind === 'foreign' ? 'foreign ' : '';
  const guess = countGuess(backend, `${scope}${key}`, identity);
  if (!guess) return scope ? undefined : replyToUnknown('tooManyDigits', options);
  try {
    const found = await attempts.byScene(digitsScene(key, digits));
    if (found) {
      const { isRight, reply } = await arrive(backend, official, found, push);
      if (isRight) guess.giveBack();
      return reply;
    }
  } catch (error) {
    // Nobody has learnt anything, and WeChat repeats the message.
    guess.giveBack();
    throw error;
  }
  if (scope) return undefined;
  if (kind === 'given') return replyToUnknown('expiredDigits', options);
  if (guess.remaining === 0) return replyToUnknown('tooManyDigits', options);
  return replyToUnknown('otherDigits', options, { remaining: String(guess.remaining) });
}

/** Undefined if there were too many. */
function countGuess(
  { limits: { wrongDigits }, emit }: Backend,
  account: string,
  identity: Identity,
): (Guess & { readonly remaining: number }) | undefined {
  const own = { key: `${account} ${identityKey(identity)}`, max: maxWrongPerIdentity };
  const all = { key: account, max: maxWrongPerAccount };
  const before = wrongDigits.sizeOf(own.key);
  const isFull = wrongDigits.sizeOf(all.key) >= all.max;
  if (before >= own.max || (isFull && before > 0)) {
    const limit = before >= own.max ? 'wrongDigitsPerIdentity' : 'wrongDigits';
    emit({ type: 'limit_hit', limit });
    return undefined;
  }
  const guess = wrongDigits.count(isFull ? [own] : [own, all]);
  return { ...guess, remaining: own.max - before - 1 };
}
