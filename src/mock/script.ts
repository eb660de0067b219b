/**
 * The language of a mock's script: steps in the order in which a login meets them, `word[:duration]`,
 * apart by commas. What cannot be is refused at once, with the place and the way out.
 */
import { errorFacts, type ErrorCode } from '../protocol/errors.js';

/** Words that last for a while, by how far a login is then. It never goes back. */
const lasting = {
  loading: 0,
  ready: 1,
  reconnecting: 1,
  confirm: 2,
  'confirm-tap': 2,
  approved: 3,
} as const;

/** Words at which the person is asked. */
const asking = { binding: 4, select: 5 } as const;

const endings = {
  success: 1,
  'success-new': 1,
  denied: 1,
  expired: 1,
  cancelled: 1,
} as const;

/** Error codes are ends too, but for those that the prompts show on their form. */
const words = { ...lasting, ...asking, ...endings, ...errorFacts };

export type MockWord = keyof typeof words;

export interface Step {
  readonly word: MockWord;
  /** How far the login is when it comes to this step: of the words before it, the furthest. */
  readonly from: number;
  /** Lasting: how long, in milliseconds. `binding`: how long the person has. Errors: the wait to tell. */
  readonly ms: number | undefined;
}

/** From a start to an end, or to a last state that stays. */
export type Part = readonly Step[];

/** A script that cannot be played. `message` says what is wrong with it and what to write instead. */
export class MockScriptError extends Error {
  /** The step as it was written. */
  readonly step: string;
  /** Where it begins in the script, in characters from 0. */
  readonly at: number;

  constructor(step: string, at: number, sentence: string) {
    super(`mockBackend: "${step}" at character ${at + 1}: ${sentence}`);
    this.name = 'MockScriptError';
    this.step = step;
    this.at = at;
  }
}

const list = (table: object): string => Object.keys(table).join(', ');

/** Words of the page's own states, which no backend can say. */
const elsewhere: Readonly<Record<string, string>> = {
  offline:
    'is the device’s own, no backend can say it. Switch the network off in the developer tools.',
  idle: 'is before anybody has begun. Set the attribute manual.',
  error: `is not one of them. Write its code: ${list(errorFacts)}.`,
};

/** Where a step lasts for a while and says nothing else. */
const usualMs = 1000;
/** Longest duration: 10 minutes. */
const longestMs = 600_000;
const mostSteps = 100;

function durationOf(text: string, refuse: (sentence: string) => never): number {
  const [, figure, unit] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s)$/.exec(text) ?? [];
  const ms = Number(figure) * (unit === 's' ? 1000 : 1);
  if (figure === undefined) refuse(`"${text}" is no duration. Write it as 300ms, 2s or 1.5s.`);
  if (ms > longestMs) refuse(`at most ${longestMs / 1000}s.`);
  return ms;
}

export const isError = (word: MockWord): word is ErrorCode => Object.hasOwn(errorFacts, word);
export const isLasting = (word: MockWord): boolean => Object.hasOwn(lasting, word);

/** @throws MockScriptError */
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
    if (part.length + parts.length > mostSteps) refuse(`more than ${mostSteps} steps.`);
    if (endsPart(step)) part = [];
  }
  return parts;
}

/** Whether a login is over with this step, and what follows waits for the next start. */
export function endsPart({ word, from }: Step): boolean {
  if (isError(word)) {
    const { endsAttempt, concernsSession } = errorFacts[word];
    return from < asking.binding || Boolean(endsAttempt ?? concernsSession);
  }
  return Object.hasOwn(endings, word);
}

function readStep(text: string, before: Part, refuse: (sentence: string) => never): Step {
  const [name = '', duration, ...more] = text.split(':').map((each) => each.trim());
  if (!name) refuse('a step is missing. Write for example ready:2s,confirm:1s,success.');
  if (!Object.hasOwn(words, name)) {
    refuse(
      Object.hasOwn(elsewhere, name)
        ? `${name} ${elsewhere[name]}`
        : `unknown. Known are ${list(lasting)}, ${list(asking)}; ${list(endings)}; and the error codes ${list(errorFacts)}.`,
    );
  }
  if (more.length > 0) refuse('one duration a step.');
  const word = name as MockWord;
  const last = before.at(-1);
  const from = last ? Math.max(last.from, orderOf(last.word)) : 0;
  checkOrder(word, from, last, refuse);
  const ms = duration === undefined ? undefined : durationOf(duration, refuse);
  if (ms !== undefined && (word === 'select' || Object.hasOwn(endings, word))) {
    refuse(
      word === 'select'
        ? 'the person takes as long as they like. Leave the duration out.'
        : `${word} stays until the login is started again, which plays what follows. Leave the duration out.`,
    );
  }
  return { word, from, ms: isLasting(word) ? (ms ?? usualMs) : ms };
}

const orders: Partial<Record<MockWord, number>> = { ...lasting, ...asking };
const orderOf = (word: MockWord): number => orders[word] ?? 0;

function checkOrder(
  word: MockWord,
  from: number,
  last: Step | undefined,
  refuse: (sentence: string) => never,
): void {
  const order = orderOf(word);
  if (word === 'select' && from < asking.binding) refuse('select comes after binding.');
  if (word === 'loading' && last) {
    refuse('loading comes first, or first after an end such as denied.');
  }
  if (!isLasting(word) && word !== 'binding') return;
  if (order < from || (word === 'binding' && order === from)) {
    const said = word === last?.word ? 'twice' : `after ${last?.word ?? 'that'}`;
    refuse(
      `no login comes to ${word} ${said}. An end such as expired before it lets another begin.`,
    );
  }
}
