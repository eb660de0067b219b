/** The number of round trips, from made-up requests. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longestChain, type TimedRequest } from '../../bench/page/waterfall.js';

const request = (url: string, startedAt: number, answeredAt: number): TimedRequest => ({
  url,
  startedAt,
  answeredAt,
});
const page = request('page', 0, 100);
const script = request('script', 110, 210);
const preloaded = request('preloaded', 111, 215);
const create = request('create', 220, 320);
const language = request('language', 221, 321);

for (const [what, requests, expected] of [
  ['nothing', [], []],
  ['a page alone', [page], ['page']],
  ['page, script and create', [page, script, create], ['page', 'script', 'create']],
  [
    'requests beside one another, which count once, in any order',
    [create, language, preloaded, script, page],
    ['page', 'script', 'create'],
  ],
  [
    'a script that another script loads',
    [page, script, request('chunk', 211, 311), request('create', 312, 412)],
    ['page', 'script', 'chunk', 'create'],
  ],
  [
    'a request that began before the answer to another, and follows from the page alone',
    [page, script, request('early', 209, 330)],
    ['page', 'script'],
  ],
] as const) {
  test(`the longest chain of ${what} has ${expected.length}`, () => {
    assert.deepEqual(
      longestChain(requests).map(({ url }) => url),
      expected,
    );
  });
}
