/** Known browsers: where somebody confirmed before, in mode auto. */
import type { Case } from '../../case.js';
import { expect, expectSignedIn, need, textField } from '../../expect.js';
import { describe } from '../../http/send.js';
import type { Browser } from '../../page/browser.js';
import { identitiesOf } from '../binding/steps.js';
import {
  asked,
  confirmedMember,
  expectState,
  link,
  needState,
  notMeIn,
  signInConfirmed,
  sources,
} from './steps.js';

const source = sources.browsers;
const deviceName = /^(__Host-)?wml-device$/;
const deviceOf = (browser: Browser): readonly [string, string] => {
  const found = [...browser.cookies].find(([name]) => deviceName.test(name));
  need(found !== undefined, 'A confirmed login needs to set the device cookie.');
  return found;
};
/** The cookies of a browser, with another value for the device cookie; none if it is ''. */
function withDevice(browser: Browser, value: string): string {
  const others = [...browser.cookies].filter(([name]) => !deviceName.test(name));
  const [name] = deviceOf(browser);
  return [...others, ...(value === '' ? [] : [[name, value]])]
    .map((pair) => pair.join('='))
    .join('; ');
}

export const browserCases: readonly Case[] = [
  {
    name: 'known-browser-is-let-in',
    level: 'confirm',
    rule: 'In a browser where this person confirmed before, a scan approves at once.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { person, browser } = await confirmedMember(kit);
      const attempt = await browser.open();
      await person.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'approved', 'After a scan in a known browser');
      expectSignedIn(await attempt.redeem(), 'A redeem in a known browser');
    },
  },
  {
    name: 'browser-of-an-unconfirmed-login',
    level: 'confirm',
    rule: 'A login without a confirmation makes no browser known.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { person, browser } = await kit.member();
      await asked(kit, person, browser);
    },
  },
  {
    name: 'known-browser-asks-in-strict-modes',
    level: 'confirm',
    rule: 'In the modes tap and digits a known browser is asked about, too.',
    source: sources.confirm,
    modes: ['tap', 'digits'],
    async run(kit) {
      const { person, browser } = await confirmedMember(kit);
      const attempt = await browser.open();
      await person.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'scanned', 'After a scan in a browser with a confirmed login');
    },
  },
  {
    name: 'known-browser-of-another-person',
    level: 'confirm',
    rule: 'A browser is known for the people who confirmed in it, and for nobody else.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { browser } = await confirmedMember(kit);
      const { person } = await kit.member();
      const attempt = await browser.open();
      await person.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'scanned', 'After a scan by another person in a known browser');
    },
  },
  {
    name: 'device-cookie-is-protected',
    level: 'confirm',
    rule: 'The device cookie is HttpOnly, for the whole host, and Secure on https.',
    source,
    modes: ['auto', 'tap', 'digits'],
    async run(kit) {
      const { person } = await kit.member();
      const { attempt, question } = await asked(kit, person);
      await kit.confirm(attempt, person, question);
      const { setCookies } = await attempt.redeem();
      const line = setCookies.find((each) => /^(__Host-)?wml-device=./.test(each)) ?? '';
      expect(line !== '', 'A confirmed login sets no device cookie.');
      const isRight = /;\s*httponly/i.test(line) && /;\s*path=\/(;|$)/i.test(line);
      expect(isRight, 'The device cookie is not HttpOnly with Path=/.');
      expect(!/;\s*domain=/i.test(line), 'The device cookie has a domain.');
      const isSecure = /^__Host-/.test(line) && /;\s*secure/i.test(line);
      expect(isSecure || kit.rig.url.startsWith('http:'), 'The device cookie is not Secure.');
    },
  },
  {
    name: 'device-cookie-is-fresh',
    level: 'confirm',
    rule: 'Every confirmed login makes a new device cookie, and none is renewed by use.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { person, browser } = await confirmedMember(kit);
      const [, first] = deviceOf(browser);
      const attempt = await browser.open();
      await person.scan(attempt.qrCodeUrl);
      await needState(attempt, 'approved');
      await attempt.redeem();
      expect(deviceOf(browser)[1] === first, 'A login in a known browser renews the cookie.');
      const step = await browser.open({ purpose: 'step-up' });
      await kit.approve(step, person);
      expectSignedIn(await step.redeem(), 'A step-up');
      expect(deviceOf(browser)[1] !== first, 'A confirmed login keeps the former cookie.');
    },
  },
  {
    name: 'device-cookie-forged',
    level: 'confirm',
    rule: 'A device cookie that the backend did not make is ignored.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { person, browser } = await confirmedMember(kit);
      const [, value] = deviceOf(browser);
      const changed = (value.startsWith('A') ? 'B' : 'A') + value.slice(1);
      const forged = [changed, value.slice(0, -1), `${value}x`, 'x'.repeat(4000), '%00', '.', '..'];
      for (const each of forged) {
        const attempt = await kit.browser().open({}, { cookie: withDevice(browser, each) });
        await person.scan(attempt.qrCodeUrl);
        await expectState(attempt, 'scanned', `With a forged cookie of ${each.length} characters`);
      }
    },
  },
  {
    name: 'device-cookie-at-redeem',
    level: 'confirm',
    rule: 'A scan that a known browser let in is redeemed with the same device cookie alone.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { person, browser } = await confirmedMember(kit);
      const other = await confirmedMember(kit);
      for (const value of ['', deviceOf(other.browser)[1]]) {
        const attempt = await browser.open();
        await person.scan(attempt.qrCodeUrl);
        await needState(attempt, 'approved');
        const as = value === '' ? 'without the device cookie' : 'with another device cookie';
        const answer = await attempt.redeem({ cookie: withDevice(browser, value), as });
        const isRefused = ['not_found', 'gone'].includes(textField(answer.body, 'code'));
        expect(isRefused, `A redeem ${as}: saw ${describe(answer)}.`);
      }
    },
  },
  {
    name: 'device-cookie-taken-over',
    level: 'confirm',
    rule: 'A device cookie that a browser already had is never the one that becomes known.',
    source,
    modes: ['auto'],
    async run(kit) {
      const stranger = await confirmedMember(kit);
      const [name, planted] = deviceOf(stranger.browser);
      const victim = await confirmedMember(kit);
      const browser = kit.browser();
      const cookie = `${name}=${planted}`;
      const attempt = await browser.open({}, { cookie });
      const question = await victim.person.scan(attempt.qrCodeUrl);
      await kit.confirm(attempt, victim.person, question);
      const both = `${attempt.cookie}; ${cookie}`;
      expectSignedIn(await attempt.redeem({ cookie: both }), 'A redeem with a planted cookie');
      expect(deviceOf(browser)[1] !== planted, 'The planted value is the new cookie.');
      const strange = await stranger.browser.open({}, { cookie });
      await victim.person.scan(strange.qrCodeUrl);
      await expectState(strange, 'scanned', 'In the browser that the cookie comes from');
    },
  },
  {
    name: 'known-browsers-have-a-limit',
    level: 'confirm',
    rule: 'At most 20 browsers of one person are known; the oldest are forgotten.',
    source,
    needs: ['clock'],
    modes: ['auto'],
    async run(kit) {
      const { person } = await kit.member();
      const browsers: Browser[] = [];
      for (let count = 0; count < 21; count += 1) {
        const browser = kit.browser();
        await signInConfirmed(kit, { person, browser });
        browsers.push(browser);
        // One identity may scan ten times a minute, which is counted in slots of two seconds.
        if (count % 5 === 4) await kit.moveClock(65_000);
      }
      const [oldest, newest] = [browsers[0], browsers[20]];
      need(oldest !== undefined && newest !== undefined, 'Needs 21 browsers.');
      const late = await newest.open();
      await person.scan(late.qrCodeUrl);
      await expectState(late, 'approved', 'In the newest of 21 browsers');
      const early = await oldest.open();
      await person.scan(early.qrCodeUrl);
      await expectState(early, 'scanned', 'In the oldest of 21 browsers');
    },
  },
  {
    name: 'known-browser-ends-after-90-days',
    level: 'confirm',
    rule: 'A browser is known for 90 days from the confirmation, however often it is used.',
    source,
    needs: ['clock'],
    modes: ['auto'],
    async run(kit) {
      const { person, browser } = await confirmedMember(kit);
      const dayMs = 86_400_000;
      await kit.moveClock(80 * dayMs);
      const within = await browser.open();
      await person.scan(within.qrCodeUrl);
      await expectState(within, 'approved', 'After 80 days');
      await within.redeem();
      await kit.moveClock(11 * dayMs);
      const after = await browser.open();
      await person.scan(after.qrCodeUrl);
      await expectState(after, 'scanned', 'After 91 days');
    },
  },
  {
    name: 'not-me-forgets-browsers',
    level: 'confirm',
    rule: 'Not me forgets the known browsers of the person.',
    source: sources.notMe,
    modes: ['auto'],
    async run(kit) {
      const { person, browser, reply } = await confirmedMember(kit);
      await person.tap(notMeIn(reply).href);
      const attempt = await browser.open();
      await person.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'scanned', 'In a browser that was known before Not me');
    },
  },
  {
    name: 'unlink-forgets-browsers',
    level: 'confirm',
    rule: 'Unlinking forgets the known browsers of the WeChat user.',
    source,
    modes: ['auto'],
    async run(kit) {
      const owner = await confirmedMember(kit);
      const second = await kit.person();
      await link(kit, owner.browser, second);
      const theirs = kit.browser();
      await signInConfirmed(kit, { person: second, browser: theirs });
      const fresh = kit.browser();
      await signInConfirmed(kit, { person: owner.person, browser: fresh });
      const [, linked = ''] = await identitiesOf(fresh);
      const removed = await fresh.call('DELETE', `/identities/${linked}`);
      need(removed.status === 204, `An unlink needs 204, saw ${removed.status}.`);
      await link(kit, fresh, second);
      const attempt = await theirs.open();
      await second.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'scanned', 'In a browser that was known before the unlink');
    },
  },
];
