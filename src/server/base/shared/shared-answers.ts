/**
 * Remembers the answers to the latest pushes for all instances: WeChat repeats a push that is not answered in
 * time, and another instance may get the repetition.
 */
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import { createRecentAnswers, type AnswerOnce } from '../limits/recent-answers.js';
import type { Seal } from '../secrets/seal.js';
import { textIn } from './change-record.js';
import type { Records } from './records.js';

/** WeChat repeats a push twice, 5 s apart. */
const keptMs = 60_000;

export interface SharedAnswersOptions {
  readonly records: Records<object>;
  /** An answer may contain the links of a question, which a reader of the store must not learn. */
  readonly seal: Seal;
  readonly now: () => number;
  /** Tells these answers apart from others to the same push. */
  readonly label: string;
}

/**
 * Two instances that get a push at the same moment both answer it. If the store fails, each instance
 * remembers its own answers.
 */
export function createSharedAnswers({
  records,
  seal,
  now,
  label,
}: SharedAnswersOptions): AnswerOnce<string | undefined> {
  const answerOnce = createRecentAnswers<string | undefined>();

  async function answerShared(
    key: string,
    answer: () => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const stored = await records.get(key).catch(ignoreStore);
    if (stored) {
      const sealed = textIn(stored.record, 'sealed');
      return sealed === undefined ? undefined : seal.open(sealed);
    }
    const given = await answer();
    const record = given === undefined ? {} : { sealed: await seal.seal(given) };
    // The answer of another instance that has written one meanwhile stays.
    await records.set(key, 0, record, now() + keptMs).catch(ignoreStore);
    return given;
  }

  return (key, answer) => answerOnce(key, () => answerShared(`answer ${label} ${key}`, answer));
}

function ignoreStore(error: unknown): undefined {
  if (isWechatMpLoginError(error)) return undefined;
  throw error;
}
