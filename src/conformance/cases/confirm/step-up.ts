/** Purpose step-up: one confirmed scan, by a person who opens the account that is signed in. */
import { createChain } from '../../../protocol/chain.js';
import type { Case } from '../../case.js';
import { expect, expectProblem, expectSignedIn, expectStatus } from '../../expect.js';
import { identitiesOf, isSignedIn } from '../binding/steps.js';
import { asking, confirmedMember, expectState, signInConfirmed, sources } from './steps.js';

const source = sources.worth;

export const stepUpCases: readonly Case[] = [
  {
    name: 'step-up',
    level: 'confirm',
    rule: 'A step-up turns an unconfirmed session into a confirmed one.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { person, browser } = await kit.member();
      const attempt = await browser.open({ purpose: 'step-up' });
      const question = await person.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'scanned', 'After the scan for a step-up');
      await kit.confirm(attempt, person, question);
      expectSignedIn(await attempt.redeem(), 'A redeem of a step-up');
      const answer = await browser.create(await createChain(), { purpose: 'link' });
      expectStatus(answer, 201, 'A create for a link after the step-up');
    },
  },
  {
    name: 'step-up-by-another-person',
    level: 'confirm',
    rule: 'A step-up by somebody else’s WeChat is refused, and the session stays as it was.',
    source,
    modes: asking,
    async run(kit) {
      const { browser } = await kit.member();
      const before = await identitiesOf(browser);
      const other = await confirmedMember(kit);
      const attempt = await browser.open({ purpose: 'step-up' });
      await kit.approve(attempt, other.person);
      expectProblem(await attempt.redeem(), 'session_mismatch', 'A step-up by another person');
      const after = await identitiesOf(browser);
      expect(after.join() === before.join(), 'The session belongs to another account now.');
      const answer = await browser.create(await createChain(), { purpose: 'link' });
      const isLinkable = kit.fixture.confirm !== 'auto' || answer.status !== 201;
      expect(isLinkable, 'The session counts as confirmed after the refused step-up.');
    },
  },
  {
    name: 'step-up-by-a-new-person',
    level: 'confirm',
    rule: 'A step-up by a WeChat user without an account is refused, and makes no account.',
    source,
    modes: asking,
    async run(kit) {
      const { browser } = await kit.member();
      const newcomer = await kit.person();
      const attempt = await browser.open({ purpose: 'step-up' });
      await kit.approve(attempt, newcomer);
      expectProblem(await attempt.redeem(), 'session_mismatch', 'A step-up by a new person');
      expect((await identitiesOf(browser)).length === 1, 'The WeChat user was linked.');
      const answer = await attempt.bind({ action: 'create' });
      expect(answer.status >= 400, 'The step-up has a binding step.');
      const login = await kit.browser().open();
      await kit.approve(login, newcomer);
      const isKnown = (await login.redeem()).body['isNew'] === false;
      expect(!isKnown, 'The step-up made an account.');
    },
  },
  {
    name: 'step-up-without-session',
    level: 'confirm',
    rule: 'A step-up needs a session.',
    source,
    modes: asking,
    async run(kit) {
      const answer = await kit.browser().create(await createChain(), { purpose: 'step-up' });
      expectProblem(answer, 'reauthentication_required', 'A step-up while nobody is signed in');
    },
  },
  {
    name: 'step-up-in-a-known-browser',
    level: 'confirm',
    rule: 'A known browser is never enough for a step-up: it always asks.',
    source: sources.browsers,
    modes: ['auto'],
    async run(kit) {
      const { person, browser } = await confirmedMember(kit);
      const attempt = await browser.open({ purpose: 'step-up' });
      await person.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'scanned', 'After the scan for a step-up in a known browser');
    },
  },
  {
    name: 'step-up-after-sign-out',
    level: 'confirm',
    rule: 'A step-up is redeemed by the account that started it, and by no other.',
    source,
    modes: asking,
    async run(kit) {
      const { person, browser } = await kit.member();
      const other = (await kit.member()).browser;
      const theirs = [...other.cookies].filter(([name]) => !/^(__Host-)?wml-/.test(name));
      for (const session of [[], theirs]) {
        const attempt = await browser.open({ purpose: 'step-up' });
        await kit.approve(attempt, person);
        const cookies = [attempt.cookie, ...session.map((pair) => pair.join('='))];
        const answer = await attempt.redeem({
          cookie: cookies.join('; '),
          as: 'in another session',
        });
        expectProblem(answer, 'session_mismatch', 'A step-up in another session');
      }
      expect(await isSignedIn(browser), 'The session has ended.');
    },
  },
  {
    name: 'step-up-after-an-old-login',
    level: 'confirm',
    rule: 'A step-up makes a session fresh: it may link afterwards, however old the login was.',
    source,
    needs: ['clock'],
    modes: asking,
    async run(kit) {
      const { person } = await kit.member();
      const browser = kit.browser();
      await signInConfirmed(kit, { person, browser });
      await kit.moveClock(301_000);
      const early = await browser.create(await createChain(), { purpose: 'link' });
      expectProblem(early, 'reauthentication_required', 'A create for a link after 5 minutes');
      const attempt = await browser.open({ purpose: 'step-up' });
      await kit.approve(attempt, person);
      expectSignedIn(await attempt.redeem(), 'A redeem of a step-up');
      const late = await browser.create(await createChain(), { purpose: 'link' });
      expectStatus(late, 201, 'A create for a link after the step-up');
    },
  },
];
