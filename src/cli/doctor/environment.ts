/** The environment, and the file that completes it. */
import * as util from 'node:util';
import { UsageError } from '../../conformance/command/arguments.js';
import type { Environment } from '../terminal.js';
import type { Texts } from './texts/names.js';

/** Reads a text file; undefined if it cannot be read. */
export type ReadFile = (path: string) => string | undefined;

export interface Completed {
  readonly environment: Environment;
  /** The path of the file, if one was read. */
  readonly file?: string;
}

/** Where the frameworks, and what `init` writes, look for it. */
const usualFile = '.env';

/**
 * Adds what is in the file and not in the environment, as `node --env-file` does.
 * @param named by the option; without it, the usual file counts if there is one
 * @throws UsageError
 */
export function withFile(
  environment: Environment,
  named: string | undefined,
  readFile: ReadFile,
  mistakes: Texts['mistakes'],
): Completed {
  const file = named ?? usualFile;
  const text = readFile(file);
  if (text === undefined) {
    if (named === undefined) return { environment };
    throw new UsageError(mistakes.unreadable(file));
  }
  // Node.js has it since 20.12.
  const { parseEnv } = util as Partial<Pick<typeof util, 'parseEnv'>>;
  if (!parseEnv) {
    throw new UsageError(mistakes.oldNode(file));
  }
  const own = Object.entries(environment).filter(([, value]) => value !== undefined);
  return { environment: { ...parseEnv(text), ...Object.fromEntries(own) }, file };
}
