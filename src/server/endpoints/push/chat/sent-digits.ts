/**
 * Digits that a visitor sends to the account instead of scanning (docs/protocol.md#level-message). A look at
 * them is counted before it happens, and stays counted unless they are right.
 */
import type { MessagePush } from '../../../../wechat/push/messages.js';
import { digitsScene } from '../../../attempts/scenes.js';
import { countTogether } from '../../../base/limits/count-together.js';
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
  const guess = await countGuess(backend, `${scope}${key}`, identity);
  if (!guess) return scope ? undefined : replyToUnknown('tooManyDigits', options);
  try {
    const found = await attempts.byScene(digitsScene(key, digits));
    if (found) {
      const { isRight, reply } = await arrive(backend, official, found, push);
      if (isRight) await guess.giveBack();
      return reply;
    }
  } catch (error) {
    // Nobody has learnt anything, and WeChat repeats the message.
    await guess.giveBack();
    throw error;
  }
  if (scope) return undefined;
  if (kind === 'given') return replyToUnknown('expiredDigits', options);
  if (guess.remaining === 0) return replyToUnknown('tooManyDigits', options);
  return replyToUnknown('otherDigits', options, { remaining: String(guess.remaining) });
}

interface CountedLook {
  readonly remaining: number;
  readonly giveBack: () => Promise<void>;
}

/** Undefined if there were too many. */
async function countGuess(
  { counters, emit }: Backend,
  account: string,
  identity: Identity,
): Promise<CountedLook | undefined> {
  const key = `wrongDigits ${account}`;
  const windowMs = 600_000;
  const own = { key: `${key} ${identityKey(identity)}`, max: maxWrongPerIdentity, windowMs };
  const all = { key, max: maxWrongPerAccount, windowMs };
  const { results, refused, giveBack } = await countTogether(counters, [own, all]);
  const before = results.find(({ limit }) => limit === own)?.before ?? 0;
  const isTooMany = refused.some(({ limit }) => limit === own);
  if (isTooMany || (refused.length > 0 && before > 0)) {
    await giveBack();
    emit({ type: 'limit_hit', limit: isTooMany ? 'wrongDigitsPerIdentity' : 'wrongDigits' });
    return undefined;
  }
  return { remaining: maxWrongPerIdentity - before - 1, giveBack };
}
