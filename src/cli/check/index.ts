/** `check`, on this machine. */
import { check } from '../../conformance/command/check.js';
import type { Terminal } from '../terminal.js';
import { createMachine } from './machine.js';

export { help } from '../../conformance/command/help.js';

export function run(args: readonly string[], terminal: Terminal): Promise<number> {
  return check(args, createMachine(terminal));
}
