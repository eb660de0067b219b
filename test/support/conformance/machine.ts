/** A machine for the command: it keeps what is written, and serves without a port. */
import type { Machine } from '../../../src/conformance/command/check.js';

export interface FakeMachine extends Machine {
  /** Everything that was written to the terminal. */
  readonly written: () => string;
  readonly files: ReadonlyMap<string, string>;
  /** Calls what the command serves. */
  readonly fetch: typeof fetch;
}

export function createFakeMachine(isTerminal = false): FakeMachine {
  let text = '';
  const files = new Map<string, string>();
  let served: (request: Request) => Promise<Response> = () =>
    Promise.reject(new TypeError('fetch failed'));
  return {
    ...{ isTerminal, colours: isTerminal, files },
    written: () => text,
    fetch: (input, init) => served(new Request(input, init)),
    write: (more) => void (text += more),
    writeFile(path, content) {
      files.set(path, content);
      return Promise.resolve();
    },
    serve(answer) {
      served = answer;
      return Promise.resolve({ close: () => Promise.resolve() });
    },
    start: () => {
      throw new Error('This machine starts no programs.');
    },
  };
}
