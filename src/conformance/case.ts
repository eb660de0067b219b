/** A case, and its possible results. */
import type { Level as ProtocolLevel } from '../protocol/messages.js';
import type { ConfirmMode } from './fixture.js';
import type { Kit } from './kit.js';

/** The levels that have cases. The cases of WeChat's pushes belong to level core. */
export type Level = Extract<
  ProtocolLevel,
  'core' | 'stream' | 'binding' | 'confirm' | 'message' | 'oauth'
>;

export const levels = [
  ...(['core', 'stream', 'binding', 'confirm', 'message', 'oauth'] as const),
] as const satisfies readonly Level[];

/** What a case needs beyond the level; a backend under test may do without. */
export type Need = 'clock' | 'log' | 'open-platform' | 'no-open-platform';

/** One case: data, and a function that plays it. */
export interface Case {
  /** Lower-case words and hyphens, unique: `redeem-without-cookie`. */
  readonly name: string;
  readonly level: Level;
  /** The rule that the case shows, in one sentence. */
  readonly rule: string;
  /** Where the rule stands: `docs/protocol.md#redeem`, or a URL. */
  readonly source: string;
  readonly needs?: readonly Need[];
  /** The modes of confirmation in which the case makes sense. Default: all. */
  readonly modes?: readonly ConfirmMode[];
  /** Set on a case that has to wait for real seconds. */
  readonly slow?: true;
  /**
   * Plays the case. It returns if the backend keeps the rule.
   * @throws RuleBroken if it does not
   * @throws BrokenOff if the case does not get to its point
   * @throws NotApplicable if the rule does not concern this backend
   */
  run(kit: Kit): Promise<void>;
}

/** The backend breaks the rule of the case; the message says what was seen. */
export class RuleBroken extends Error {
  override readonly name = 'RuleBroken';
}

/** Something that the case needs before its point failed: the rule itself was not tested. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

/** The rule does not concern this backend; the message is the reason. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

export type Verdict = 'pass' | 'fail' | 'not applicable' | 'broken off';
