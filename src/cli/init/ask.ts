/** Asks on the terminal. */
import { createInterface } from 'node:readline/promises';
import type { Terminal } from '../terminal.js';
import type { Texts } from './texts/index.js';

/** Somebody has pressed Ctrl-C or Ctrl-D instead of answering. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/**
 * Resolves to an answer without a fault; an empty one is the usual one.
 * @param fault what is wrong with an answer, behind the option that gives it
 * @throws Cancelled
 */
export type Ask = (
  question: string,
  usual: string,
  fault: (answer: string) => string | undefined,
) => Promise<string>;

export interface Dialogue {
  readonly ask: Ask;
  readonly close: () => void;
}

export function createDialogue(
  { write }: Terminal,
  { wrongAnswer }: Texts,
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stdout,
): Dialogue {
  const lines = createInterface({ input, output, terminal: true });
  // An older Node.js leaves the question without an answer then, and ends without a word.
  const closed = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new Cancelled('The terminal was closed.')));
  });
  closed.catch(() => undefined);
  const answerTo = async (question: string): Promise<string> => {
    try {
      return await Promise.race([lines.question(question), closed]);
    } catch {
      throw new Cancelled('Nobody has answered.');
    }
  };
  return {
    async ask(question, usual, fault) {
      for (;;) {
        const answer = (await answerTo(`${question} [${usual}]: `)).trim() || usual;
        const found = fault(answer);
        if (found === undefined) return answer;
        write(`${wrongAnswer(found)}\n`);
      }
    },
    close: () => lines.close(),
  };
}
