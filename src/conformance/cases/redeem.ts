/** Redeem: who may sign in, and that it happens once. */
import type { Case } from '../case.js';
import { expect, expectProblem, expectSignedIn } from '../expect.js';

const source = 'docs/protocol.md#redeem';

export const redeemCases: readonly Case[] = [
  {
    name: 'login',
    level: 'core',
    rule: 'A visitor scans, and the page that made the attempt is signed in.',
    source: 'docs/protocol.md#states',
    async run(kit) {
      const { attempt } = await kit.approved();
      expectSignedIn(await attempt.redeem(), 'A redeem after the scan');
      expect((await attempt.state()) === 'completed', 'The attempt is not completed afterwards.');
    },
  },
  {
    name: 'redeem-without-cookie',
    level: 'core',
    rule: 'The verifier signs nobody in without the cookie of the attempt.',
    source,
    async run(kit) {
      const { attempt } = await kit.approved();
      const [own, other] = [await kit.browser().open(), await kit.browser().open()];
      const name = attempt.cookie.split('=', 1)[0] ?? '';
      const value = other.cookie.split('=')[1] ?? '';
      const cookies = { none: '', 'of another attempt': own.cookie, wrong: `${name}=${value}` };
      for (const [which, cookie] of Object.entries(cookies)) {
        const as = `with the right verifier, cookie ${which}`;
        expectProblem(await attempt.redeem({ cookie, as }), 'not_found', `A redeem ${as}`);
      }
      expectSignedIn(await attempt.redeem(), 'A redeem with the cookie afterwards');
    },
  },
  {
    name: 'redeem-in-parallel',
    level: 'core',
    rule: 'Twenty redeems at once get one answer, and open one session.',
    source,
    async run(kit) {
      const { attempt } = await kit.approved();
      const cookie = attempt.cookie;
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => attempt.redeem({ cookie, as: 'in parallel' })),
      );
      // A 503 may pass: the page repeats it.
      const done = answers.filter(({ status }) => status !== 503);
      for (const answer of done) expectSignedIn(answer, 'A redeem in parallel');
      const sessions = new Set(done.map((answer) => sessionOf(answer.setCookies)));
      expect(sessions.size === 1, `Twenty redeems have opened ${sessions.size} sessions.`);
    },
  },
];

/** Everything that an answer sets but the cookie of the attempt. */
export function sessionOf(setCookies: readonly string[]): string {
  const pairs = setCookies.map((line) => line.split(';', 1)[0] ?? '');
  return pairs.filter((pair) => !/^(__Host-)?wml-/.test(pair)).join('; ');
}
