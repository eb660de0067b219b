/** Assertions about what a store returns, with messages for the report. */
import { expect } from '../expect.js';

/** Keys in order and `undefined` left out, as a store that writes JSON may return them. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, inOrder(each)]),
  );
}

const textOf = (value: unknown): string =>
  value === undefined ? 'undefined' : JSON.stringify(inOrder(value));
const short = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text);

/** Both are the same as JSON. @throws RuleBroken that says what was seen */
export function expectSame(seen: unknown, expected: unknown, what: string): void {
  const [seenText, expectedText] = [textOf(seen), textOf(expected)];
  expect(
    seenText === expectedText,
    `${what}: expected ${short(expectedText)}, saw ${short(seenText)}.`,
  );
}

/** So many of the values are true. @throws RuleBroken that says how many were */
export function expectCount(values: readonly boolean[], expected: number, what: string): void {
  const seen = values.filter(Boolean).length;
  expect(seen === expected, `${what}: expected ${expected}, saw ${seen}.`);
}
