/** The question in the chat: who asks, from where, and the ways to answer. */
import type { Attempt } from '../../../attempts/attempt.js';
import { writeDetails } from '../../../options/replies/details.js';
import { say, writeQuestion } from '../../../options/replies/write-replies.js';
import type { Backend } from '../../backend.js';
import { openNumbers } from './numbers.js';
import { tokensFor } from './tokens.js';

/** The same text each time, so that a push that WeChat repeats gets the same reply. */
export async function askInChat(backend: Backend, attempt: Attempt): Promise<string> {
  const { options } = backend;
  const { id, lang, purpose, identity, question, client, createdAtMs } = attempt;
  if (!identity || !question) throw new Error('An attempt without a scan asks nothing');
  const details = writeDetails({
    browser: client?.browser ?? say(options, 'unknownBrowser', lang),
    system: client?.system,
    city: client?.city,
    atMs: createdAtMs,
    timeZone: options.timeZone,
  });
  const [tokens, numbers] = await Promise.all([
    tokensFor(backend, id, identity),
    question.mode === 'tap' ? openNumbers(backend, question.numbers) : undefined,
  ]);
  return writeQuestion(options, { lang, purpose, mode: question.mode, details, tokens, numbers });
}
