import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCodeSessions } from '../../../../src/accounts/code-sessions.js';
import { createCookieSessions } from '../../../../src/accounts/memory/sessions.js';
import { createRecentAnswers } from '../../../../src/server/base/limits/recent-answers.js';
import { createRecentKeys } from '../../../../src/server/base/limits/recent-keys.js';
import { createOldestFirst } from '../../../../src/server/base/shared/oldest-first.js';
import { callerWith, lin } from '../../../support/accounts/sessions-contract.js';

test('entries come in the order in which they were set, and none that was deleted', () => {
  const map = createOldestFirst<number>();
  ['a', 'b', 'c', 'd', 'e'].forEach((key, index) => map.set(key, index));
  map.set('b', 10);
  map.delete('a');
  map.delete('d');
  map.delete('e');
  map.delete('never set');
  assert.deepEqual([...map], [['c', 2], ['b', 10]]); // prettier-ignore
  assert.deepEqual([map.size, map.get('b'), map.get('a')], [2, 10, undefined]);
  for (const [key] of map) map.delete(key);
  assert.deepEqual([...map], []);
  map.set('f', 1);
  assert.deepEqual([...map], [['f', 1]]);
});

/** How often somebody begins to go through a Map or Set, which passes all that was deleted at its beginning. */
async function countWalks(run: () => Promise<void>): Promise<number> {
  let walks = 0;
  const undo: (() => void)[] = [];
  for (const prototype of [Map.prototype, Set.prototype] as object[]) {
    for (const name of ['keys', 'values', 'entries', 'forEach', Symbol.iterator]) {
      const own = Object.getOwnPropertyDescriptor(prototype, name);
      assert.ok(own);
      const walk = own.value as (...args: unknown[]) => unknown;
      const counted = function (this: unknown, ...args: unknown[]): unknown {
        walks++;
        return walk.apply(this, args);
      };
      Object.defineProperty(prototype, name, { ...own, value: counted });
      undo.push(() => Object.defineProperty(prototype, name, own));
    }
  }
  try {
    await run();
  } finally {
    for (const each of undo) each();
  }
  return walks;
}

const cap = 100;
const signIn = (key: number) => ({
  ...{ key: `key-${key}`, caller: callerWith(), isNew: false, method: 'scan', confirmed: true },
});
const cookies = createCookieSessions({ secure: true, cap });
const codes = createCodeSessions({ secret: 'a4Zk29xQ0pLr7TtW1uVb8cYd3eNf6gHs', cap });
const answerOnce = createRecentAnswers<string>();
const keys = createRecentKeys(cap);

for (const [name, add] of [
  ['sessions in memory', (n) => cookies.open(lin, signIn(n))],
  ['accounts whose sessions were ended', (n) => cookies.endAll(`account-${n}`)],
  ['session codes', (n) => codes.open(lin, signIn(n))],
  ['answers to pushes', (n) => answerOnce(`push-${n}`, () => Promise.resolve(''))],
  ['tokens of a captcha', (n) => Promise.resolve(keys.add(`token-${n}`))],
] as const satisfies readonly (readonly [string, (n: number) => Promise<unknown>])[]) {
  test(`${name}: above the cap, dropping the oldest takes as long as it did at first`, async () => {
    for (let n = 0; n < 1100; n++) await add(n);
    const walks = await countWalks(async () => {
      for (let n = 1100; n < 1200; n++) await add(n);
    });
    assert.equal(walks, 0);
  });
}
