/**
 * Reads the answers of the application's functions, before they have any effect. `null` and `false`
 * count as absent, a list of one as the one, and the one as a list of it. The backend does without
 * decoration that it cannot use; it refuses an answer that leaves unclear who somebody is.
 */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { EventLog } from '../base/operation/log-events.js';

/** One function of the application: what happens if its answers cannot be used as they are. */
export interface Source {
  /** Says in the log what is wrong. @throws WechatMpLoginError `misconfigured` */
  readonly refuse: (problem: string) => never;
  /** Says in the log, the first time only, what was changed in an answer. */
  readonly note: (problem: string) => void;
}

/** Returns the source of this name, such as `accounts.find`. */
export type Sources = (name: string) => Source;

export function createSources(log: EventLog): Sources {
  // The problems are fixed sentences about named functions, so their number has a bound.
  const noted = new Set<string>();
  return (name) => ({
    refuse(problem) {
      const message = `${name}: ${problem}`;
      log('error', 'answer_refused', { problem: message });
      throw new WechatMpLoginError('misconfigured', { message });
    },
    note(problem) {
      const message = `${name}: ${problem}`;
      if (noted.has(message)) return;
      noted.add(message);
      log('warn', 'answer_changed', { problem: message });
    },
  });
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === false;
}

/** The elements of a list; of anything else, a list of that. */
export function readList(value: unknown): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each) => !isAbsent(each));
}

export type Fields = Readonly<Record<string, unknown>>;

/** The one object in an answer; undefined if there is none. */
export function readObject(source: Source, what: string, value: unknown): Fields | undefined {
  const [one, ...others] = readList(value);
  if (others.length > 0) source.refuse(`returned ${others.length + 1} where one ${what} is due`);
  if (one === undefined) return undefined;
  // An object has properties, which are all unknown.
  return typeof one === 'object' ? (one as Fields) : source.refuse(`must return ${what}`);
}

/** One of these words. */
export function readWord<const T extends string>(
  source: Source,
  words: readonly T[],
  value: unknown,
): T {
  const found = words.find((word) => word === value);
  return found ?? source.refuse(`must return one of: ${words.join(', ')}`);
}

/** An id. Databases return numbers and bigints as well; the application's functions get a string back. */
export function readId(source: Source, value: unknown): string {
  const isNumber = typeof value === 'bigint' || Number.isSafeInteger(value);
  const id = isNumber ? String(value) : value;
  if (typeof id === 'string' && id !== '') return id;
  return source.refuse('`id` must be a string that is not empty, or an integer');
}

/** Before this, a time is in seconds: it is September 2001 in milliseconds, and the year 33658 in seconds. */
const firstMs = 1e12;
/** For clocks that differ. */
const toleranceMs = 300_000;

/**
 * Milliseconds since the epoch. Also takes a `Date`, its JSON, and digits, as some databases return them.
 * The answer of `refuse` stands in for a time that cannot be right. A 0 is taken as it is: not known.
 */
export function readTimeMs(
  field: string,
  value: unknown,
  nowMs: number,
  refuse: (problem: string) => number,
): number {
  const timeMs = toNumber(value);
  if (!Number.isFinite(timeMs)) {
    return refuse(`\`${field}\` must be a number of milliseconds since the epoch`);
  }
  if (timeMs < firstMs && timeMs !== 0) {
    return refuse(
      `\`${field}\` looks like seconds, and must be in milliseconds; multiply it by 1000`,
    );
  }
  if (timeMs > nowMs + toleranceMs) {
    return refuse(
      `\`${field}\` is in the future; it must be in milliseconds since the epoch, and the clocks of your servers must agree`,
    );
  }
  return timeMs;
}

function toNumber(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return NaN;
  if (/^\d{1,16}$/.test(value)) return Number(value);
  // Only with a zone: without one, it would depend on where the server stands.
  return /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : NaN;
}
