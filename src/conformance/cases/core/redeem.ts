/** Redeem: who may sign in, and that it happens once. */
import { NotApplicable, type Case } from '../../case.js';
import {
  expect,
  expectProblem,
  expectSignedIn,
  expectStatus,
  need,
  textField,
} from '../../expect.js';
import type { Answer } from '../../http/send.js';
import { casesOf } from '../define.js';
import { expectShape } from '../shapes.js';

export const redeemCases: readonly Case[] = casesOf('core', 'docs/protocol.md#redeem', [
  {
    name: 'login',
    rule: 'A visitor scans, and the page that made the attempt is signed in.',
    source: 'docs/protocol.md#states',
    async run(kit) {
      const { attempt } = await kit.approved();
      expectSignedIn(await attempt.redeem(), 'A redeem after the scan');
      expect((await attempt.state()) === 'completed', 'The attempt is not completed afterwards.');
    },
  },
  {
    name: 'redeem-answer',
    rule: 'The answer to a redeem has the fields of the protocol and no others, and the cookie of the attempt ends within a minute.',
    async run(kit) {
      const { attempt, person } = await kit.approved();
      const answer = await attempt.redeem();
      expectSignedIn(answer, 'A redeem');
      expectShape(answer, 'authenticated', 'The answer to a redeem');
      expect(!answer.text.includes(person.openid), 'The answer has the openid.');
      const name = attempt.cookie.split('=', 1)[0] ?? '';
      const line = answer.headers.getSetCookie().find((each) => each.startsWith(`${name}=`)) ?? '';
      const [, maxAgeS] = /;\s*max-age=(-?\d+)/i.exec(line) ?? [];
      const isCleared = line.startsWith(`${name}=;`);
      expect(
        isCleared || Number(maxAgeS ?? NaN) <= 60,
        'The cookie of the attempt lives on for over a minute.',
      );
    },
  },
  {
    name: 'redeem-without-cookie',
    rule: 'The verifier signs nobody in without the cookie of the attempt.',
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
    name: 'redeem-wrong-verifier',
    rule: 'The cookie signs nobody in without the verifier: neither key, challenge nor the verifier of another attempt will do.',
    async run(kit) {
      const { attempt } = await kit.approved();
      const other = await kit.browser().open();
      const verifiers = {
        'the key': attempt.chain.key,
        'the challenge': attempt.chain.challenge,
        'the verifier of another attempt': other.chain.verifier,
      };
      for (const [which, verifier] of Object.entries(verifiers)) {
        const as = `with ${which} as the verifier`;
        const answer = await attempt.redeem({ body: { verifier }, as });
        expectProblem(answer, 'not_found', `A redeem ${as}`);
      }
      expectSignedIn(await attempt.redeem(), 'A redeem with the verifier afterwards');
    },
  },
  {
    name: 'redeem-malformed',
    rule: 'A redeem without a verifier of 43 characters gets 400 invalid_request.',
    async run(kit) {
      const attempt = await kit.browser().open();
      const bodies = {
        'without a verifier': {},
        'with a short verifier': { verifier: attempt.chain.verifier.slice(1) },
        'with a number as the verifier': { verifier: 42 },
        'of a list': [attempt.chain.verifier],
      };
      for (const [as, body] of Object.entries(bodies)) {
        const answer = await attempt.redeem({ as, body });
        expectProblem(answer, 'invalid_request', `A redeem ${as}`);
      }
    },
  },
  {
    name: 'redeem-before-scan',
    rule: 'A redeem before the scan gets 409 wrong_state.',
    async run(kit) {
      const attempt = await kit.browser().open();
      expectProblem(await attempt.redeem(), 'wrong_state', 'A redeem before the scan');
      expect((await attempt.state()) === 'pending', 'The attempt is no longer pending.');
    },
  },
  {
    name: 'redeem-again',
    rule: 'A redeem that is repeated with the same verifier and cookie gets the same answer and opens no second session; from elsewhere it gets 404.',
    async run(kit) {
      const { attempt } = await kit.approved();
      const { cookie } = attempt;
      const first = await attempt.redeem();
      expectSignedIn(first, 'A redeem');
      const again = await attempt.redeem({ cookie, as: 'again' });
      expectSignedIn(again, 'The same redeem again');
      expect(again.text === first.text, 'The second answer differs from the first.');
      const isSame = sessionOf(again.setCookies) === sessionOf(first.setCookies);
      expect(isSame, 'The second redeem has opened another session.');
      const elsewhere = await attempt.redeem({ cookie: '', as: 'again, without the cookie' });
      expectProblem(elsewhere, 'not_found', 'The same redeem without the cookie');
    },
  },
  {
    name: 'code-is-exchanged-once',
    rule: 'A one-time code is exchanged for the account once, and with the secret of the application alone.',
    source: 'docs/protocol.md#token',
    async run(kit) {
      const { attempt } = await kit.approved();
      const code = textField((await attempt.redeem()).body, 'code');
      if (code === '') throw new NotApplicable('a login results in a session, not in a code');
      const exchange = (secret: string, as: string): Promise<Answer> =>
        kit.browser().call('POST', '/token', {
          ...{ as, origin: null, body: { code } },
          headers: { authorization: `Bearer ${secret}` },
        });
      const { sessionSecret } = kit.fixture;
      const wrong = await exchange(`${sessionSecret}x`, 'with a wrong secret');
      expectProblem(wrong, 'not_found', 'An exchange with a wrong secret');
      expectStatus(await exchange(sessionSecret, 'once'), 200, 'The exchange of a code');
      const again = await exchange(sessionSecret, 'again');
      expectProblem(again, 'not_found', 'A second exchange of the same code');
    },
  },
  {
    name: 'redeem-in-parallel',
    rule: 'Twenty redeems at once get one answer, and open one session.',
    async run(kit) {
      const { attempt } = await kit.approved();
      const { cookie } = attempt;
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => attempt.redeem({ cookie, as: 'in parallel' })),
      );
      // A 429 and a 503 may pass: the page repeats them.
      const done = answers.filter(({ status }) => status !== 503 && status !== 429);
      need(done.length > 0, 'All twenty redeems were put off.');
      for (const answer of done) expectSignedIn(answer, 'A redeem in parallel');
      const sessions = new Set(done.map((answer) => sessionOf(answer.setCookies)));
      expect(sessions.size === 1, `Twenty redeems have opened ${sessions.size} sessions.`);
      expect(new Set(done.map(({ text }) => text)).size === 1, 'The answers differ.');
    },
  },
  {
    name: 'redeem-cancelled',
    rule: 'A redeem of a cancelled attempt gets 410 gone with the reason cancelled.',
    async run(kit) {
      const { attempt } = await kit.approved();
      await attempt.cancel();
      const answer = await attempt.redeem({ cookie: attempt.cookie });
      expectProblem(answer, 'gone', 'A redeem of a cancelled attempt');
      expect(answer.body['reason'] === 'cancelled', 'The reason is not cancelled.');
    },
  },
  {
    name: 'redeem-new-session',
    rule: 'Every login opens a session with a new id, whatever cookie the browser had before.',
    source: 'https://owasp.org/www-community/attacks/Session_fixation',
    async run(kit) {
      const { person, browser } = await kit.member();
      const before = sessionsIn(browser.cookies);
      if (before.size === 0) throw new NotApplicable('the backend sets no cookie of a session');
      const attempt = await browser.open();
      await kit.approve(attempt, person);
      // What an attacker may have planted: a name that is known, and a value that is theirs.
      const planted = 'planted-by-an-attacker-0123456789abcdef';
      const names = [...before.keys()].map((name) => `${name}=${planted}`);
      const cookie = [attempt.cookie, ...names].join('; ');
      const answer = await attempt.redeem({ cookie, as: 'with a session that was planted' });
      expectSignedIn(answer, 'A second login');
      const after = sessionOf(answer.setCookies);
      expect(!after.includes(planted), 'The session has the id that was planted.');
      for (const value of before.values()) {
        expect(!after.includes(value), 'The session has the id of the session before.');
      }
    },
  },
  {
    name: 'same-person-same-account',
    rule: 'A WeChat user gets one account: the first login is new, the second is not.',
    async run(kit) {
      const person = await kit.person();
      const logins = [];
      for (let number = 0; number < 2; number++) {
        const attempt = await kit.browser().open();
        logins.push(await kit.enter(attempt, await kit.approve(attempt, person)));
      }
      const [first, second] = logins.map(({ body }) => body['isNew']);
      expect(first === true, 'The first login is not new.');
      expect(second === false, 'The second login of the same person is new.');
    },
  },
  {
    name: 'scans-in-parallel',
    rule: 'Of two people who scan one QR code, the first stays; the other is not signed in.',
    source: 'docs/protocol.md#states',
    async run(kit) {
      const attempt = await kit.browser().open();
      const people = [await kit.person(), await kit.person()] as const;
      await Promise.all(people.map((person) => person.scan(attempt.qrCodeUrl)));
      const rev = (await attempt.watch()).body['rev'];
      await people[0].scan(attempt.qrCodeUrl);
      await people[1].scan(attempt.qrCodeUrl);
      expect((await attempt.watch()).body['rev'] === rev, 'Another scan has changed the attempt.');
    },
  },
  {
    name: 'redeem-late',
    rule: 'The answer to a redeem is kept for 60 s; afterwards the attempt is gone.',
    needs: ['clock'],
    async run(kit) {
      const { attempt } = await kit.approved();
      const { cookie } = attempt;
      expectSignedIn(await attempt.redeem(), 'A redeem');
      await kit.moveClock(90_000);
      const answer = await attempt.redeem({ cookie, as: 'again, 90 s later' });
      expectProblem(answer, 'gone', 'The same redeem 90 s later');
    },
  },
]);

/** Everything that an answer sets but the cookies of the protocol. */
export function sessionOf(setCookies: readonly string[]): string {
  const pairs = setCookies.map((line) => line.split(';', 1)[0] ?? '');
  return pairs.filter((pair) => !/^(__Host-)?wml-/.test(pair)).join('; ');
}

function sessionsIn(cookies: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...cookies].filter(([name]) => !/^(__Host-)?wml-/.test(name)));
}
