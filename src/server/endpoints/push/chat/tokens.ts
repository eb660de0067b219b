/**
 * The tokens of the links in the chat. They are computed, not stored: nobody who reads a store can answer in
 * a person's name, and each is right for one attempt, one WeChat user and one answer only.
 */
import type { Identity } from '../../../host/host.js';
import { equalConstantTime } from '../../../base/secrets/constant-time.js';
import { tokenMark, type Tokens } from '../../../options/replies/write-replies.js';
import type { Backend } from '../../backend.js';

type Answer = keyof Tokens;

/** 132 bits. */
const tokenLength = 22;
const pattern = new RegExp(`${tokenMark}([\\w-]{${tokenLength}})`);

/** The token in a message, if one of our links, or something that looks like one, has sent it. */
export const tokenIn = (message: string): string | undefined => pattern.exec(message)?.[1];

export async function tokenFor(
  { chatTokens }: Pick<Backend, 'chatTokens'>,
  answer: Answer,
  attempt: string,
  identity: Identity,
): Promise<string> {
  return toToken(await chatTokens.hash(partsOf(answer, attempt, identity)));
}

const toToken = (hash: string): string => hash.slice(0, tokenLength);

const partsOf = (
  answer: Answer,
  attempt: string,
  { appId, openid }: Identity,
): readonly string[] => [answer, attempt, appId, openid];

export async function tokensFor(
  backend: Pick<Backend, 'chatTokens'>,
  attempt: string,
  identity: Identity,
): Promise<Tokens> {
  const [confirm, notMe] = await Promise.all([
    tokenFor(backend, 'confirm', attempt, identity),
    tokenFor(backend, 'notMe', attempt, identity),
  ]);
  return { confirm, notMe };
}

/** Which of these attempts the token answers, and how. */
export async function findAnswer(
  backend: Pick<Backend, 'chatTokens'>,
  token: string,
  attempts: readonly string[],
  identity: Identity,
): Promise<{ readonly attempt: string; readonly answer: Answer } | undefined> {
  for (const attempt of attempts) {
    for (const answer of ['notMe', 'confirm'] as const) {
      const known = await backend.chatTokens.hashes(partsOf(answer, attempt, identity));
      if (known.some((each) => equalConstantTime(toToken(each), token))) return { attempt, answer };
    }
  }
  return undefined;
}
