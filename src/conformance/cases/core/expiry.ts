/** Deadlines. They need a backend whose clock the checker can move. */
import type { Case } from '../../case.js';
import { expect, expectProblem, expectSignedIn, expectStatus } from '../../expect.js';
import { casesOf } from '../define.js';

export const expiryCases: readonly Case[] = casesOf('core', 'docs/protocol.md#states', [
  {
    name: 'expired',
    rule: 'An attempt that nobody scans expires, can be read for 5 minutes more, and signs nobody in.',
    needs: ['clock'],
    async run(kit) {
      const attempt = await kit.browser().open();
      const scene = kit.sceneOf(attempt);
      await kit.moveClock(270_000);
      const answer = await attempt.watch();
      expectStatus(answer, 200, 'A read after 270 s');
      expect(answer.body['state'] === 'expired', 'The attempt is not expired after 270 s.');
      expect(answer.body['expiresIn'] === 0, 'An expired attempt has time left.');
      const { openid } = await kit.person();
      await kit.pushes.push(kit.pushes.eventXml({ openid, scene }), { as: 'a scan after 270 s' });
      expect((await attempt.state()) === 'expired', 'A scan has revived an expired attempt.');
      const redeemed = await attempt.redeem();
      expectProblem(redeemed, 'gone', 'A redeem of an expired attempt');
      expect(redeemed.body['reason'] === 'expired', 'The reason is not expired.');
    },
  },
  {
    name: 'late-scan',
    rule: 'Somebody who scans while the QR code is shown, and follows up to a minute later, still gets in.',
    needs: ['clock'],
    async run(kit) {
      const [attempt, { openid }] = [await kit.browser().open(), await kit.person()];
      await kit.moveClock(235_000);
      const { pushes } = kit;
      const event = { openid, scene: kit.sceneOf(attempt), event: 'subscribe' };
      const answer = await pushes.push(pushes.eventXml(event), { as: 'a follow after 235 s' });
      expectStatus(answer, 200, 'The push');
      const state = await attempt.state();
      const isIn = state === 'approved' || state === 'scanned';
      expect(isIn, `The attempt is ${state} after a follow in time.`);
    },
  },
  {
    name: 'approved-expires',
    rule: 'An approved attempt that nobody redeems ends after 5 minutes.',
    needs: ['clock'],
    async run(kit) {
      const { attempt } = await kit.approved();
      await kit.moveClock(290_000);
      expect((await attempt.state()) === 'approved', 'The attempt has ended before 5 minutes.');
      await kit.moveClock(20_000);
      expect((await attempt.state()) === 'expired', 'The attempt is not expired after 310 s.');
      expectProblem(await attempt.redeem(), 'gone', 'A redeem after 310 s');
    },
  },
  {
    name: 'renewed-attempt',
    rule: 'A page that renews its QR code has two attempts; the one before still signs in.',
    async run(kit) {
      const { person, browser } = await kit.member();
      const before = await browser.open();
      await browser.open();
      await kit.approve(before, person);
      expectSignedIn(await before.redeem(), 'A redeem of the attempt before');
    },
  },
]);
