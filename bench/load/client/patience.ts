/** Tries again as a page does after a fault, and as WeChat does with a push that was not answered. */
import { wordsOf } from './http.js';
import { LoadError, type Tally } from '../tally.js';

const firstMs = 1000;
const longestMs = 20_000;

/** A random pause of up to 1, 2, 4 … 20 seconds, as a page makes. */
export const backoffMs = (failures: number): number =>
  Math.random() * Math.min(longestMs, firstMs * 2 ** failures);

/**
 * Does `act` again until it succeeds, its error is final, or the patience is over. Each further try is
 * counted.
 * @throws LoadError
 */
export async function insist<T>(
  what: string,
  patienceMs: number,
  tally: Pick<Tally, 'retried'>,
  act: () => Promise<T>,
): Promise<T> {
  const giveUpAtMs = performance.now() + patienceMs;
  for (let failures = 0; ; failures++) {
    try {
      return await act();
    } catch (error) {
      const named =
        error instanceof LoadError ? error : new LoadError(`${what}: ${wordsOf(error)}`);
      const pauseMs = backoffMs(failures);
      if (!isTemporary(named) || performance.now() + pauseMs > giveUpAtMs) throw named;
      tally.retried(named);
      await pause(pauseMs);
    }
  }
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Any other status is an answer that a further try would only get again. */
const isTemporary = ({ message }: LoadError): boolean =>
  !/: \d{3}\b/.test(message) || /: (429|502|503|504)\b/.test(message);
