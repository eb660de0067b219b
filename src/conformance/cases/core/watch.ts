/** Watch and cancel: who may read and end an attempt, and what they see. */
import type { Case } from '../../case.js';
import { expect, expectProblem, expectStatus, needStatus } from '../../expect.js';
import type { Kit } from '../../kit.js';
import type { Attempt } from '../../page/attempt.js';
import { casesOf } from '../define.js';
import { expectShape } from '../shapes.js';

/** Everything that is no key of this attempt. */
async function wrongKeys(kit: Kit, { chain }: Attempt): Promise<Readonly<Record<string, string>>> {
  const other = await kit.browser().open();
  return {
    'with the key of another attempt': other.chain.key,
    'with the challenge as the key': chain.challenge,
    'with the verifier as the key': chain.verifier,
    'without a key': '',
  };
}

export const watchCases: readonly Case[] = casesOf('core', 'docs/protocol.md#watch', [
  {
    name: 'watch-answer',
    rule: 'A snapshot has the fields of the protocol and no others.',
    async run(kit) {
      const answer = await (await kit.browser().open()).watch();
      expectStatus(answer, 200, 'A read');
      expectShape(answer, 'snapshot', 'A snapshot');
      const { state, interval, expiresIn } = answer.body;
      expect(state === 'pending', 'A new attempt is not pending.');
      expect(Number(interval) >= 1 && Number(interval) <= 30, 'The interval is not 1 to 30 s.');
      expect(Number(expiresIn) > 0 && Number(expiresIn) <= 180, 'expiresIn is not 1 to 180 s.');
    },
  },
  {
    name: 'watch-without-key',
    rule: 'Only the key of an attempt reads it: not that of another, not the challenge, not the verifier, not the cookie alone.',
    async run(kit) {
      const attempt = await kit.browser().open();
      for (const [as, key] of Object.entries(await wrongKeys(kit, attempt))) {
        expectProblem(await attempt.watch(key, '', as), 'not_found', `A read ${as}`);
      }
      expectStatus(await attempt.watch(), 200, 'A read with the key afterwards');
    },
  },
  {
    name: 'wrong-proof-looks-like-unknown-id',
    rule: 'An unknown id and a wrong proof get one and the same 404.',
    source: 'docs/protocol.md#errors',
    async run(kit) {
      const [attempt, stranger] = [await kit.browser().open(), kit.browser()];
      const { verifier, key } = (await stranger.open()).chain;
      const unknown = 'AAAAAAAAAAAAAAAAAAAAAA';
      const headers = { authorization: `Bearer ${key}` };
      const pairs: readonly (readonly [method: string, path: string, body?: object])[] = [
        ['GET', ''],
        ['DELETE', ''],
        ['POST', '/redeem', { verifier }],
      ];
      for (const [method, path, body] of pairs) {
        const ask = (id: string, as: string) =>
          stranger.call(method, `/attempts/${id}${path}`, { as, body, headers });
        const wrong = await ask(attempt.id, 'with a wrong proof');
        const none = await ask(unknown, 'of an unknown id');
        expectProblem(wrong, 'not_found', `${method} with a wrong proof`);
        expectProblem(none, 'not_found', `${method} of an unknown id`);
        expect(wrong.text === none.text, `${method}: the two bodies differ.`);
      }
    },
  },
  {
    name: 'watch-other-header',
    rule: 'The key is accepted in Wechat-Login-Key as well, which goes before Authorization.',
    source: 'docs/protocol.md#endpoints',
    async run(kit) {
      const browser = kit.browser();
      const { id, chain } = await browser.open();
      const own = { 'wechat-login-key': chain.key };
      const read = (headers: Readonly<Record<string, string>>, as: string) =>
        browser.call('GET', `/attempts/${id}`, { headers, as });
      expectStatus(await read(own, 'with Wechat-Login-Key'), 200, 'A read with Wechat-Login-Key');
      const both = { ...own, authorization: 'Basic c2hvcDpzZXNhbWU=' };
      expectStatus(await read(both, 'with both headers'), 200, 'A read with both headers');
      const wrong = { 'wechat-login-key': chain.challenge, authorization: `Bearer ${chain.key}` };
      const answer = await read(wrong, 'with a wrong Wechat-Login-Key');
      expectProblem(answer, 'not_found', 'A read with a wrong Wechat-Login-Key');
    },
  },
  {
    name: 'rev-grows',
    rule: 'rev grows with every change, and a read changes nothing.',
    source: 'docs/protocol.md#states',
    async run(kit) {
      const attempt = await kit.browser().open();
      const rev = async (): Promise<number> => Number((await attempt.watch()).body['rev']);
      const pending = await rev();
      expect((await rev()) === pending, 'A read has changed rev.');
      await (await kit.person()).scan(attempt.qrCodeUrl);
      const scanned = await rev();
      expect(scanned > pending, `rev was ${pending}, and is ${scanned} after the scan.`);
      await attempt.cancel();
      const cancelled = await rev();
      expect(cancelled > scanned, `rev was ${scanned}, and is ${cancelled} after the cancel.`);
    },
  },
  {
    name: 'cancel',
    rule: 'A cancel is answered with 204, however often, and ends the attempt.',
    source: 'docs/protocol.md#cancel',
    async run(kit) {
      const attempt = await kit.browser().open();
      expectStatus(await attempt.cancel(), 204, 'A cancel');
      expectStatus(await attempt.cancel(), 204, 'A second cancel');
      const { status, body } = await attempt.watch();
      expect(status === 200 && body['state'] === 'cancelled', 'The attempt is not cancelled.');
      expect(body['expiresIn'] === 0, 'A cancelled attempt has time left.');
    },
  },
  {
    name: 'cancel-without-key',
    rule: 'Only the key of an attempt cancels it.',
    source: 'docs/protocol.md#cancel',
    async run(kit) {
      const attempt = await kit.browser().open();
      for (const [as, key] of Object.entries(await wrongKeys(kit, attempt))) {
        expectProblem(await attempt.cancel(key, as), 'not_found', `A cancel ${as}`);
      }
      expect((await attempt.state()) === 'pending', 'The attempt is no longer pending.');
    },
  },
  {
    name: 'cancel-after-completion',
    rule: 'Nothing leads out of an end state: a cancel after the login changes nothing.',
    source: 'docs/protocol.md#states',
    async run(kit) {
      const { attempt } = await kit.approved();
      needStatus(await attempt.redeem(), 200, 'A redeem');
      expectStatus(await attempt.cancel(), 204, 'A cancel after the login');
      expect((await attempt.state()) === 'completed', 'The attempt is no longer completed.');
    },
  },
  {
    name: 'cancel-beside-scan',
    rule: 'A cancel at the moment of a scan leaves the attempt cancelled.',
    source: 'docs/protocol.md#states',
    async run(kit) {
      for (let round = 0; round < 3; round++) {
        const [attempt, person] = [await kit.browser().open(), await kit.person()];
        const [cancelled] = await Promise.all([attempt.cancel(), person.scan(attempt.qrCodeUrl)]);
        expectStatus(cancelled, 204, 'A cancel beside a scan');
        const state = await attempt.state();
        expect(state === 'cancelled', `The attempt is ${state}, although it was cancelled.`);
        const late = await attempt.redeem({ cookie: attempt.cookie });
        expectProblem(late, 'gone', 'A redeem afterwards');
      }
    },
  },
]);
