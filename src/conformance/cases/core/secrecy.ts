/** Cases about values that nobody may learn or guess. */
import type { Case } from '../../case.js';
import { expect, expectProblem, expectSignedIn } from '../../expect.js';
import { createChain } from '../../../protocol/chain.js';
import { casesOf } from '../define.js';
import { expectShape } from '../shapes.js';
import { sessionOf } from './redeem.js';

/** Enough to see a pattern, and few enough for every backend. */
const samples = 100;

export const secrecyCases: readonly Case[] = casesOf('core', 'docs/protocol.md#never', [
  {
    name: 'random-ids',
    rule: 'Ids have at least 128 random bits: 100 of them are different and without a pattern.',
    source: 'docs/protocol.md#create',
    async run(kit) {
      const ids: string[] = [];
      while (ids.length < samples) {
        const opened = await Promise.all(Array.from({ length: 20 }, () => kit.browser().open()));
        ids.push(...opened.map(({ id }) => id));
      }
      expectRandom(ids, 'ids');
    },
  },
  {
    name: 'random-scenes',
    rule: 'Scenes have at least 128 random bits, and say nothing about the id.',
    source: 'docs/protocol.md#terms-and-levels',
    async run(kit) {
      const scenes: string[] = [];
      while (scenes.length < samples) {
        const opened = await Promise.all(Array.from({ length: 20 }, () => kit.browser().open()));
        for (const attempt of opened) {
          const scene = kit.sceneOf(attempt);
          scenes.push(scene);
          const isRelated = scene.includes(attempt.id) || attempt.id.includes(scene);
          expect(!isRelated, 'The scene contains the id of the attempt, or the id the scene.');
          const { challenge } = attempt.chain;
          expect(!scene.includes(challenge), 'The scene contains the challenge.');
          expect(!attempt.created.text.includes(scene), 'The page learns the scene.');
        }
      }
      expectRandom(scenes, 'scenes');
    },
  },
  {
    name: 'nothing-before-redeem',
    rule: 'Before the redeem, nothing that the page receives says who scanned.',
    async run(kit) {
      const { person } = await kit.member();
      const attempt = await kit.browser().open();
      await kit.approve(attempt, person);
      const answer = await attempt.watch();
      expectShape(answer, 'snapshot', 'A snapshot after the scan');
      const seen = JSON.stringify([answer.text, [...answer.headers]]);
      for (const secret of [person.openid, kit.sceneOf(attempt)]) {
        expect(!seen.includes(secret), 'A snapshot has the openid or the scene.');
      }
      const { setCookies } = answer;
      expect(sessionOf(setCookies) === '', 'A read sets a cookie beyond those of the protocol.');
    },
  },
  {
    name: 'qr-code-holds-no-secret',
    rule: 'Whoever knows the QR code and its scene can neither read the attempt nor redeem it.',
    source: 'docs/wechat.md#tickets-hold-no-secret',
    async run(kit) {
      const { attempt } = await kit.approved();
      const [name = ''] = attempt.cookie.split('=', 1);
      const { challenge } = attempt.chain;
      const scene = kit.sceneOf(attempt);
      const [, inCode = ''] = /([^/]+)$/.exec(attempt.qrCodeUrl) ?? [];
      for (const guess of [scene, inCode, attempt.id, challenge]) {
        const cookie = `${name}=${guess}`;
        const as = 'with what the QR code holds as its cookie';
        expectProblem(await attempt.redeem({ cookie, as }), 'not_found', `A redeem ${as}`);
        const key = guess.padEnd(43, 'A').slice(0, 43);
        expectProblem(await attempt.watch(key), 'not_found', 'A read with what the QR code holds');
      }
      expectSignedIn(await attempt.redeem(), 'A redeem of the page itself');
    },
  },
  {
    name: 'stolen-key',
    rule: 'A key that leaks reads and cancels; it signs nobody in.',
    source: 'docs/protocol.md#the-pages-three-values',
    async run(kit) {
      const { attempt } = await kit.approved();
      const { key } = attempt.chain;
      const thief = kit.browser();
      const headers = { authorization: `Bearer ${key}`, 'wechat-login-key': key };
      for (const cookie of ['', attempt.cookie]) {
        const as = 'with a stolen key';
        const body = { verifier: key };
        const path = `/attempts/${attempt.id}/redeem`;
        const answer = await thief.call('POST', path, { as, headers, body, cookie });
        expectProblem(answer, 'not_found', `A redeem ${as}`);
      }
      expectSignedIn(await attempt.redeem(), 'A redeem of the page itself');
    },
  },
  {
    name: 'proof-only-where-it-belongs',
    rule: 'A proof counts only in its place: not in the URL, not in a body of a read.',
    source: 'docs/protocol.md#the-pages-three-values',
    async run(kit) {
      const { attempt } = await kit.approved();
      const { id, browser, chain } = attempt;
      const stranger = kit.browser();
      const query = `?key=${chain.key}&k=${chain.key}&token=${chain.key}&access_token=${chain.key}`;
      const read = await stranger.call('GET', `/attempts/${id}${query}`, {
        as: 'with k in the URL',
      });
      expectProblem(read, 'not_found', 'A read with the key in the URL');
      const path = `/attempts/${id}/redeem?verifier=${chain.verifier}`;
      const redeemed = await browser.call('POST', path, { as: 'with v in the URL', body: {} });
      expectProblem(redeemed, 'invalid_request', 'A redeem with the verifier in the URL');
    },
  },
  {
    name: 'log-without-secrets',
    rule: 'The log of a whole login has no verifier, key, cookie, AppSecret, token, signature or openid.',
    source: 'docs/protocol.md#the-pages-three-values',
    needs: ['log'],
    async run(kit) {
      const { attempt, person } = await kit.approved();
      const cookie = attempt.cookie.split('=')[1] ?? '';
      await attempt.redeem({ cookie: '', as: 'without the cookie' });
      const answer = await attempt.redeem();
      await kit.browser().create(await createChain(), {}, { origin: 'https://evil.example' });
      await kit.pushes.push(kit.pushes.eventXml({ openid: person.openid }), {
        ...{ as: 'a scan with a wrong signature', token: 'wrong' },
      });
      const log = kit.rig.log?.() ?? '';
      const { appSecret, token, encodingAesKey } = kit.fixture;
      const session = sessionOf(answer.setCookies).split('=')[1] ?? '';
      const secrets: Readonly<Record<string, string>> = {
        ...{ verifier: attempt.chain.verifier, key: attempt.chain.key, cookie },
        ...{ 'session cookie': session, openid: person.openid, scene: kit.sceneOf(attempt) },
        ...{ AppSecret: appSecret, Token: token, EncodingAESKey: encodingAesKey },
      };
      for (const [what, secret] of Object.entries(secrets)) {
        expect(secret === '' || !log.includes(secret), `The log has the ${what}.`);
      }
    },
  },
]);

/** Values of 64 letters carry 6 bits each: 22 letters are 128 bits and more. */
function expectRandom(values: readonly string[], what: string): void {
  expect(new Set(values).size === values.length, `Two of ${values.length} ${what} are equal.`);
  const shortest = Math.min(...values.map(({ length }) => length));
  // A place whose letter hardly changes carries nothing: a prefix, a counter, the time.
  const free = Array.from({ length: shortest }, (_, place) => {
    const letters = values.map((value) => value.charAt(place));
    return new Set(letters).size;
  });
  const bits = free.reduce((sum, letters) => sum + Math.min(6, Math.log2(letters)), 0);
  expect(bits >= 112, `The ${what} seem to have ${Math.round(bits)} random bits, fewer than 128.`);
  const sorted = [...values].sort();
  const isSorted = sorted.every((value, index) => value === values[index]);
  expect(!isSorted, `The ${what} grow from one to the next.`);
}
