/** `check`, on this machine. */
import { check } from '../../conformance/command/check.js';
import { help as english } from '../../conformance/command/help.js';
import type { Language } from '../language.js';
import type { Terminal } from '../terminal.js';
import { createMachine } from './machine.js';

/** The checker speaks English alone. */
export const help: Readonly<Record<Language, string>> = { zh: english, en: english };

export function run(args: readonly string[], terminal: Terminal): Promise<number> {
  return check(args, createMachine(terminal));
}
