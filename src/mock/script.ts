/**
 * The language of a mock's script: steps in the order in which a login comes to them,
 * `word[:duration]`, separated by commas. A script that no login can follow is refused at once, with
 * the place and the way to correct it.
 */
import { errorCodes } from '../protocol/error-codes.js';
import type { ErrorCode } from '../protocol/errors.js';

/** How far a login is. It never goes back. */
export const phases = {
  creating: 0,
  waiting: 1,
  scanned: 2,
  approved: 3,
  prompts: 4,
  selecting: 5,
} as const;

/** Words that last for a while. */
const lasting = {
  loading: phases.creating,
  ready: phases.waiting,
  reconnecting: phases.waiting,
  confirm: phases.scanned,
  'confirm-tap': phases.scanned,
  approved: phases.approved,
} as const;

/** Words at which the person has to answer. */
const asking = { binding: phases.prompts, select: phases.selecting } as const;

const endings = {
  success: 1,
  'success-new': 1,
  denied: 1,
  expired: 1,
  cancelled: 1,
} as const;

/** Error codes are ends too, except those that the prompts show on their form. */
const words = { ...lasting, ...asking, ...endings, ...errorCodes };

export type MockWord = keyof typeof words;

export interface Step {
  readonly word: MockWord;
  /** How far the login is when it comes to this step. */
  readonly phase: number;
  /**
   * In milliseconds: how long a lasting step takes, how long the person has at `binding`, or how long
   * an error asks to wait.
   */
  readonly ms: number | undefined;
}

/** The steps from one start to an end, or to a last state that stays. */
export type Part = readonly Step[];

/**
 * A script that cannot be played. The message explains what is wrong and what to write instead.
 *
 * @example
 * ```ts
 * try {
 *   mockBackend('ready:2s,sucess');
 * } catch (error) {
 *   if (error instanceof MockScriptError) console.log(error.step, error.at); // sucess 9
 * }
 * ```
 */
export class MockScriptError extends Error {
  /** The step as it is written in the script. */
  readonly step: string;
  /** Where the step begins in the script, in characters from 0. */
  readonly at: number;

  constructor(step: string, at: number, sentence: string) {
    super(`mockBackend: "${step}" at character ${at + 1}: ${sentence}`);
    this.name = 'MockScriptError';
    this.step = step;
    this.at = at;
  }
}

const list = (table: object): string => Object.keys(table).join(', ');

/** States of the page that no backend can cause, with the way to see them. */
const pageStates: Readonly<Record<string, string>> = {
  offline:
    'depends on the device, not on the backend. Switch the network off in the developer tools.',
  idle: 'is the state before the start. Set the attribute manual.',
  error: `is not a step. Write its code: ${list(errorCodes)}.`,
};

/** How long a lasting step takes if the script gives no duration. */
const defaultMs = 1000;
/** 10 minutes. */
const maxMs = 600_000;
const maxSteps = 100;

function durationOf(text: string, refuse: (sentence: string) => never): number {
  const [, figure, unit] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s)$/.exec(text) ?? [];
  const ms = Number(figure) * (unit === 's' ? 1000 : 1);
  if (figure === undefined) refuse(`"${text}" is not a duration. Write it as 300ms, 2s or 1.5s.`);
  if (ms > maxMs) refuse(`a duration can be at most ${maxMs / 1000}s.`);
  return ms;
}

export const isError = (word: MockWord): word is ErrorCode => Object.hasOwn(errorCodes, word);
export const isLasting = (word: MockWord): boolean => Object.hasOwn(lasting, word);

/** @throws MockScriptError if no login can follow the script */
export function parseScript(script: string): readonly Part[] {
  const parts: Step[][] = [];
  let part: Step[] = [];
  let at = 0;
  for (const written of script.split(',')) {
    const text = written.trim();
    const begins = at + written.indexOf(text);
    at += written.length + 1;
    const refuse = (sentence: string): never => {
      throw new MockScriptError(text, begins, sentence);
    };
    const step = readStep(text, part, refuse);
    part.push(step);
    if (part.length === 1) parts.push(part);
    if (part.length + parts.length > maxSteps) refuse(`more than ${maxSteps} steps.`);
    if (endsPart(step)) part = [];
  }
  return parts;
}

/** Whether this step ends the login, so that the steps after it wait for the next start. */
export function endsPart({ word, phase }: Step): boolean {
  if (isError(word)) {
    const { endsAttempt, concernsSession } = errorCodes[word];
    return phase < phases.prompts || Boolean(endsAttempt ?? concernsSession);
  }
  return Object.hasOwn(endings, word);
}

function readStep(text: string, before: Part, refuse: (sentence: string) => never): Step {
  const [name = '', duration, ...more] = text.split(':').map((each) => each.trim());
  if (!name) refuse('a step is missing. Write for example ready:2s,confirm:1s,success.');
  if (!Object.hasOwn(words, name)) {
    refuse(
      Object.hasOwn(pageStates, name)
        ? `${name} ${pageStates[name]}`
        : `unknown. The steps are ${list(lasting)}, ${list(asking)}; ${list(endings)}; and the error codes ${list(errorCodes)}.`,
    );
  }
  if (more.length > 0) refuse('a step has one duration at most.');
  const word = name as MockWord;
  const last = before.at(-1);
  const phase = last ? Math.max(last.phase, phaseOf(last.word)) : phases.creating;
  checkOrder(word, phase, last, refuse);
  const ms = duration === undefined ? undefined : durationOf(duration, refuse);
  if (ms !== undefined && (word === 'select' || Object.hasOwn(endings, word))) {
    refuse(
      word === 'select'
        ? 'the person takes as long as they like. Leave the duration out.'
        : `${word} stays until the login is started again, which plays what follows. Leave the duration out.`,
    );
  }
  return { word, phase, ms: isLasting(word) ? (ms ?? defaultMs) : ms };
}

const phaseByWord: Partial<Record<MockWord, number>> = { ...lasting, ...asking };
const phaseOf = (word: MockWord): number => phaseByWord[word] ?? phases.creating;

function checkOrder(
  word: MockWord,
  phase: number,
  last: Step | undefined,
  refuse: (sentence: string) => never,
): void {
  const next = phaseOf(word);
  if (word === 'select' && phase < phases.prompts) refuse('select comes after binding.');
  if (word === 'loading' && last) {
    refuse('loading comes first, or first after an end such as denied.');
  }
  if (!isLasting(word) && word !== 'binding') return;
  if (next < phase || (word === 'binding' && next === phase)) {
    const place = word === last?.word ? 'twice' : `after ${last?.word ?? 'that'}`;
    refuse(
      `no login comes to ${word} ${place}. Put an end such as expired before it to begin another one.`,
    );
  }
}
