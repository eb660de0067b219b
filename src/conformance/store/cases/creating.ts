/** `create`, `get` and `byScene`. */
import { randomToken } from '../../../protocol/chain.js';
import { expect } from '../../expect.js';
import { expectCount, expectSame } from '../expect-same.js';
import { defineStoreCase } from '../kit.js';

/** Also what a store could take for a pattern, a path or the end of a text. */
const strangeTexts = [
  '',
  '%',
  '*',
  "' or ''='",
  '../x',
  'a:b{c}',
  '\u0000',
  '微信',
  'x'.repeat(5000),
];

export const creatingCases = [
  defineStoreCase(
    'create-get',
    'A created attempt is found by its id and by its scene, as it was written.',
    async ({ store, newAttempt }) => {
      const attempt = await newAttempt({
        ...{ lang: 'zh-Hant', appData: 'a "b" \\ \n 中文 🎉 \u2028', returnTo: '/a?b=c&d=%20' },
        present: { type: 'qr', url: 'http://weixin.qq.com/q/02abc' },
        client: { browser: 'Firefox', city: '深圳' },
        answers: ['1', '2'],
      });
      expectSame(await store.create(attempt), { created: true, attempt }, 'create');
      expectSame(await store.get(attempt.id), attempt, 'get');
      expectSame(await store.byScene(attempt.scene), attempt, 'byScene');
    },
  ),
  defineStoreCase(
    'unknown-attempt',
    '`get` and `byScene` resolve with undefined for every text that names no attempt.',
    async ({ store, newAttempt }) => {
      const attempt = await newAttempt();
      await store.create(attempt);
      const { id, scene, challenge } = attempt;
      for (const text of [...strangeTexts, scene, challenge, id.toLowerCase(), `${id} `]) {
        if (text !== id) expectSame(await store.get(text), undefined, `get(${text.slice(0, 40)})`);
      }
      for (const text of [...strangeTexts, id, challenge, scene.toUpperCase()]) {
        const what = `byScene(${text.slice(0, 40)})`;
        if (text !== scene) expectSame(await store.byScene(text), undefined, what);
      }
    },
  ),
  defineStoreCase(
    'create-once',
    'Of 20 parallel creates with one challenge, one creates, and all resolve with its attempt.',
    async ({ store, other, newAttempt }) => {
      const challenge = randomToken(32);
      const attempts = await Promise.all(
        Array.from({ length: 20 }, () => newAttempt({ challenge })),
      );
      const results = await Promise.all(
        attempts.map((attempt, index) => (index % 2 ? other : store).create(attempt)),
      );
      expectCount(
        results.map(({ created }) => created),
        1,
        'creates that created',
      );
      const stored = results.find(({ created }) => created)?.attempt;
      for (const { attempt } of results) expectSame(attempt, stored, 'the attempt of each create');
      for (const { id, scene } of attempts) {
        const expected = id === stored?.id ? stored : undefined;
        expectSame(await store.get(id), expected, 'get of each id');
        expectSame(await store.byScene(scene), expected, 'byScene of each scene');
      }
    },
  ),
  defineStoreCase(
    'create-again',
    '`create` with a known challenge resolves with the attempt as it is now, and changes nothing.',
    async ({ store, other, newAttempt }) => {
      const attempt = await newAttempt();
      await store.create(attempt);
      const advanced = { ...attempt, rev: 1, state: 'scanned' as const };
      await store.advance(attempt.id, 0, advanced);
      const again = await newAttempt({ challenge: attempt.challenge });
      expectSame(await other.create(again), { created: false, attempt: advanced }, 'create');
      expectSame(await store.get(attempt.id), advanced, 'get');
    },
  ),
  defineStoreCase(
    'create-many',
    'Attempts do not mix, however many are created at once.',
    async ({ store, other, newAttempt }) => {
      const attempts = await Promise.all(Array.from({ length: 200 }, () => newAttempt()));
      const results = await Promise.all(attempts.map((attempt) => store.create(attempt)));
      expect(
        results.every(({ created }) => created),
        'a create with a challenge of its own did not create',
      );
      const found = await Promise.all(attempts.map(({ scene }) => other.byScene(scene)));
      attempts.forEach((attempt, index) => expectSame(found[index], attempt, 'byScene'));
    },
  ),
];
