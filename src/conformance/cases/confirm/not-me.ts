/** Not me: before, during and after a login, and what descends from it. */
import type { Case } from '../../case.js';
import { expect, expectProblem, expectSignedIn, need } from '../../expect.js';
import { isOurs, linksIn } from '../../wechat/replies.js';
import {
  asking,
  confirmedMember,
  expectGone,
  expectSentence,
  expectSignedOut,
  expectState,
  link,
  linkByPassword,
  notMeIn,
  sendText,
  signInConfirmed,
  sources,
} from './steps.js';
import { identitiesOf, isSignedIn, startLink } from '../binding/steps.js';

const source = sources.notMe;
const hourMs = 3_600_000;

export const notMeCases: readonly Case[] = [
  {
    name: 'not-me-in-the-answer-to-a-login',
    level: 'confirm',
    rule: 'The answer to every login has the link Not me, and no link that confirms.',
    source,
    async run(kit) {
      const [person, attempt] = [await kit.person(), await kit.browser().open()];
      const reply = await kit.approve(attempt, person);
      const links = linksIn(reply).filter(isOurs);
      expect(links.length === 1, `The answer has ${links.length} links with a token, not 1.`);
    },
  },
  {
    name: 'not-me-before-redeem',
    level: 'confirm',
    rule: 'Not me before the page has redeemed ends the attempt as denied.',
    source,
    async run(kit) {
      const { attempt, person, reply } = await kit.approved();
      await person.tap(notMeIn(reply).href);
      await expectState(attempt, 'denied', 'After Not me');
      await expectGone(attempt, 'denied', 'A redeem after Not me');
      await expectSignedOut(attempt.browser, 'After Not me');
    },
  },
  {
    name: 'not-me-in-the-binding-step',
    level: 'confirm',
    rule: 'Not me in the binding step ends the attempt as denied, and no account is made.',
    source,
    async run(kit) {
      const { attempt, person, reply } = await kit.question();
      await person.tap(notMeIn(reply).href);
      const answer = await attempt.bind({ action: 'create' });
      expectProblem(answer, 'gone', 'A create after Not me');
      await expectState(attempt, 'denied', 'After Not me');
      await expectSignedOut(attempt.browser, 'After Not me');
    },
  },
  {
    name: 'not-me-after-the-login',
    level: 'confirm',
    rule: 'Not me after the login ends its session.',
    source,
    async run(kit) {
      const { attempt, person, reply } = await kit.approved();
      expectSignedIn(await attempt.redeem(), 'A redeem');
      need(await isSignedIn(attempt.browser), 'The login needs to be signed in.');
      expectSentence(await sendText(kit, person, notMeIn(reply).text), 'Not me');
      await expectSignedOut(attempt.browser, 'After Not me');
    },
  },
  {
    name: 'not-me-and-the-retry',
    level: 'confirm',
    rule: 'A retry of the redeem after Not me opens no session.',
    source,
    async run(kit) {
      const { attempt, person, reply } = await kit.approved();
      const { cookie } = attempt;
      expectSignedIn(await attempt.redeem(), 'A redeem');
      await sendText(kit, person, notMeIn(reply).text);
      await attempt.redeem({ cookie, as: 'again, after Not me' });
      await expectSignedOut(attempt.browser, 'After a retry');
    },
  },
  {
    name: 'not-me-during-redeem',
    level: 'confirm',
    rule: 'Not me at the moment of the redeem leaves nobody signed in.',
    source,
    async run(kit) {
      for (let count = 0; count < 4; count += 1) {
        const { attempt, person, reply } = await kit.approved();
        const { text } = notMeIn(reply);
        const [answer] = await Promise.all([attempt.redeem(), sendText(kit, person, text)]);
        expect(
          [200, 410, 503].includes(answer.status),
          `A redeem beside Not me: ${answer.status}.`,
        );
        await expectSignedOut(attempt.browser, 'After Not me at the moment of the redeem');
      }
    },
  },
  {
    name: 'not-me-by-another-person',
    level: 'confirm',
    rule: 'Not me counts only from the person who scanned.',
    source,
    async run(kit) {
      const { attempt, reply } = await kit.approved();
      const stranger = (await kit.member()).person;
      const { text } = notMeIn(reply);
      expectSentence(await sendText(kit, stranger, text), 'Not me of another person');
      await expectState(attempt, 'approved', 'After Not me of another person');
      expectSignedIn(await attempt.redeem(), 'A redeem');
      await sendText(kit, stranger, text);
      expect(await isSignedIn(attempt.browser), 'Not me of another person ended the session.');
    },
  },
  {
    name: 'not-me-ends-its-login-alone',
    level: 'confirm',
    rule: 'Not me ends what descends from its login, and no other session of the account.',
    source,
    modes: asking,
    async run(kit) {
      const { person, browser, reply } = await confirmedMember(kit);
      const other = kit.browser();
      await signInConfirmed(kit, { person, browser: other });
      await sendText(kit, person, notMeIn(reply).text);
      await expectSignedOut(browser, 'In the browser that Not me was about');
      expect(await isSignedIn(other), 'Not me ended the session of another login.');
    },
  },
  {
    name: 'not-me-reverses-the-link',
    level: 'confirm',
    rule: 'Not me after a link by password reverses the link: the WeChat user opens nothing.',
    source,
    async run(kit) {
      const { person, browser, reply } = await linkByPassword(kit);
      await sendText(kit, person, notMeIn(reply).text);
      await expectSignedOut(browser, 'After Not me');
      const attempt = await kit.browser().open();
      await kit.approve(attempt, person);
      const answer = await attempt.redeem();
      const isIn = answer.body['result'] === 'authenticated' && answer.body['isNew'] !== true;
      expect(!isIn, 'The WeChat user still opens the account.');
    },
  },
  {
    name: 'link-does-not-outlive-not-me',
    level: 'confirm',
    rule: 'Not me reverses the links that the login has made, and ends their sessions.',
    source,
    modes: asking,
    async run(kit) {
      const { person, browser, reply } = await confirmedMember(kit);
      const planted = await kit.person();
      await link(kit, browser, planted);
      const theirs = kit.browser();
      await signInConfirmed(kit, { person: planted, browser: theirs });
      await sendText(kit, person, notMeIn(reply).text);
      await expectSignedOut(browser, 'In the session that was renewed by the link');
      await expectSignedOut(theirs, 'In the session of the linked WeChat user');
      const attempt = await kit.browser().open();
      await kit.approve(attempt, planted);
      const answer = await attempt.redeem();
      const isIn = answer.body['result'] === 'authenticated' && answer.body['isNew'] !== true;
      expect(!isIn, 'The linked WeChat user still opens the account.');
    },
  },
  {
    name: 'link-in-progress-and-not-me',
    level: 'confirm',
    rule: 'A link that is not finished when its login is undone is not made.',
    source,
    modes: asking,
    async run(kit) {
      const { person, browser, reply } = await confirmedMember(kit);
      const { attempt, digits } = await startLink(kit, browser, await kit.person());
      await sendText(kit, person, notMeIn(reply).text);
      const body = { action: 'link', method: 'session', chatCode: digits };
      const answer = await attempt.bind(body);
      expect(answer.status >= 400, 'The link was made after Not me.');
      const own = kit.browser();
      await signInConfirmed(kit, { person, browser: own });
      expect((await identitiesOf(own)).length === 1, 'The account has another WeChat user.');
    },
  },
  {
    name: 'not-me-reverses-an-unlink',
    level: 'confirm',
    rule: 'Not me restores the WeChat users that the login has unlinked.',
    source,
    modes: asking,
    async run(kit) {
      const owner = await confirmedMember(kit);
      const second = await kit.person();
      await link(kit, owner.browser, second);
      const browser = kit.browser();
      const reply = await signInConfirmed(kit, { person: owner.person, browser });
      const [, linked = ''] = await identitiesOf(browser);
      const removed = await browser.call('DELETE', `/identities/${linked}`);
      need(removed.status === 204, `An unlink needs 204, saw ${removed.status}.`);
      await sendText(kit, owner.person, notMeIn(reply).text);
      await expectSignedOut(browser, 'In the session that was renewed by the unlink');
      const own = kit.browser();
      await signInConfirmed(kit, { person: owner.person, browser: own });
      expect((await identitiesOf(own)).length === 2, 'The unlinked WeChat user is not restored.');
    },
  },
  {
    name: 'not-me-twice',
    level: 'confirm',
    rule: 'A second Not me gets a sentence, and changes nothing of later logins.',
    source,
    modes: asking,
    async run(kit) {
      const { person, reply } = await confirmedMember(kit);
      await sendText(kit, person, notMeIn(reply).text);
      const later = kit.browser();
      await signInConfirmed(kit, { person, browser: later });
      expectSentence(await sendText(kit, person, notMeIn(reply).text), 'A second Not me');
      expect(await isSignedIn(later), 'The second Not me ended the session of a later login.');
    },
  },
  {
    name: 'not-me-within-24-hours',
    level: 'confirm',
    rule: 'Not me works for 24 hours after the login.',
    source,
    needs: ['clock'],
    async run(kit) {
      const { person, reply } = await linkByPassword(kit);
      await kit.moveClock(23 * hourMs);
      await sendText(kit, person, notMeIn(reply).text);
      const attempt = await kit.browser().open();
      await kit.approve(attempt, person);
      const answer = await attempt.redeem();
      const isIn = answer.body['result'] === 'authenticated' && answer.body['isNew'] !== true;
      expect(!isIn, 'The link is still there after Not me within 24 hours.');
    },
  },
  {
    name: 'not-me-after-24-hours',
    level: 'confirm',
    rule: 'After 24 hours Not me gets a sentence, and changes nothing.',
    source,
    needs: ['clock'],
    modes: asking,
    async run(kit) {
      const { person, reply } = await linkByPassword(kit);
      await kit.moveClock(25 * hourMs);
      expectSentence(await sendText(kit, person, notMeIn(reply).text), 'Not me after 25 hours');
      const attempt = await kit.browser().open();
      await kit.approve(attempt, person);
      expectSignedIn(await attempt.redeem(), 'A login after a Not me that came too late');
    },
  },
  {
    name: 'not-me-by-a-known-browser',
    level: 'confirm',
    rule: 'A login by a known browser can be undone with Not me, too.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { person, browser } = await confirmedMember(kit);
      const attempt = await browser.open();
      const reply = await person.scan(attempt.qrCodeUrl);
      expectSignedIn(await attempt.redeem(), 'A redeem in a known browser');
      await sendText(kit, person, notMeIn(reply).text);
      await expectSignedOut(browser, 'After Not me');
    },
  },
];
