/** Remembers the answers to the latest pushes: WeChat repeats a push that is not answered in time. */
import { createOldestFirst } from '../shared/oldest-first.js';

/** Answers a push once, and repeats the answer for its repetitions. An answer that failed is tried again. */
export type AnswerOnce<T> = (key: string, answer: () => Promise<T>) => Promise<T>;

/** WeChat repeats a push within some 15 s, so this is enough for 60 pushes a second. */
const maxRemembered = 1000;

export function createRecentAnswers<T>(): AnswerOnce<T> {
  const answers = createOldestFirst<Promise<T>>();
  return (key, answer) => {
    const known = answers.get(key);
    if (known) return known;
    const given = answer();
    answers.set(key, given);
    given.catch(() => answers.delete(key));
    for (const [oldest] of answers) {
      if (answers.size <= maxRemembered) break;
      answers.delete(oldest);
    }
    return given;
  };
}
