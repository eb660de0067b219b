/**
 * Two-digit numbers that answer a question where links do not work. A person's questions use no number twice
 * within ten minutes: an answer that comes late must not be one to a newer question.
 */
import { sixDigits } from '../../../base/secrets/digits.js';
import type { IdentityRecord } from '../../../host/records/identity-records.js';
import type { Backend } from '../../backend.js';

const usedForMs = 600_000;
const first = 10;
const all = Array.from({ length: 90 }, (_, index) => String(first + index));

/** Confirm, then Not me. */
export type Numbers = readonly [confirm: string, notMe: string];

/** Two numbers, and the record in which they are used. Undefined while none are left. */
export function takeNumbers(
  { randomToken, now }: Pick<Backend, 'randomToken' | 'now'>,
  record: IdentityRecord,
): { readonly numbers: Numbers; readonly record: IdentityRecord } | undefined {
  const nowMs = now();
  const used = (record.usedNumbers ?? []).filter(({ untilMs }) => nowMs < untilMs);
  const free = all.filter((each) => used.every(({ number }) => number !== each));
  const [confirm] = takeOne(free, randomToken);
  const [notMe] = takeOne(free, randomToken);
  if (confirm === undefined || notMe === undefined) return undefined;
  const numbers = [confirm, notMe] as const;
  const taken = numbers.map((number) => ({ number, untilMs: nowMs + usedForMs }));
  return { numbers, record: { ...record, usedNumbers: [...used, ...taken] } };
}

/** Of a million, no number of a hundred is noticeably more likely than another. */
function takeOne(from: string[], randomToken: Backend['randomToken']): string[] {
  return from.splice(Number(sixDigits(randomToken)) % Math.max(1, from.length), 1);
}

export const sealNumbers = (
  { digitsSeal }: Pick<Backend, 'digitsSeal'>,
  numbers: Numbers,
): Promise<string> => digitsSeal.seal(numbers.join(' '));

export async function openNumbers(
  { digitsSeal }: Pick<Backend, 'digitsSeal'>,
  sealed: string | undefined,
): Promise<Numbers | undefined> {
  const [confirm, notMe] = (await digitsSeal.open(sealed ?? ''))?.split(' ') ?? [];
  return confirm !== undefined && notMe !== undefined ? [confirm, notMe] : undefined;
}
