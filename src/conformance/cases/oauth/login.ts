/** Signing in inside WeChat: create, the way there and back, and what the login is worth. */
import { NotApplicable, type Case } from '../../case.js';
import { expect, expectProblem, expectSignedIn, fieldsOf, listOf } from '../../expect.js';
import type { Attempt } from '../../page/attempt.js';
import type { Browser } from '../../page/browser.js';
import type { Person } from '../../wechat/person.js';
import { casesOf } from '../define.js';
import {
  authorized,
  authorizeUrlOf,
  callback,
  codeOf,
  createInside,
  expectLedBack,
  openInside,
  resumeAt,
  source,
  stateOf,
} from './steps.js';

/** A login inside WeChat, from the button to the session. */
async function signInInside(browser: Browser, person: Person): Promise<Attempt> {
  const attempt = await authorized(browser, person);
  expectSignedIn(await attempt.redeem(), 'A redeem inside WeChat');
  return attempt;
}

export const insideLoginCases: readonly Case[] = casesOf('oauth', source, [
  {
    name: 'oauth-login',
    rule: 'A visitor inside WeChat authorizes the page, comes back to it, and is signed in.',
    async run(kit) {
      const { person, browser } = await kit.member();
      const attempt = await openInside(browser);
      const code = await codeOf(attempt, person);
      const answer = await callback(attempt, { code, state: stateOf(attempt) });
      expectLedBack(answer, attempt, kit.rig.origin, 'A callback with a good code');
      expect((await attempt.state()) === 'approved', 'The attempt is not approved afterwards.');
      const redeemed = await attempt.redeem();
      expectSignedIn(redeemed, 'A redeem after the callback');
      expect(
        redeemed.body['isNew'] === false,
        'The openid opens another account than after a scan.',
      );
    },
  },
  {
    name: 'oauth-address',
    rule: "Create leads to WeChat with the parameters in WeChat's order, the scope snsapi_base, and #wechat_redirect.",
    async run(kit) {
      const attempt = await openInside(kit.browser());
      const { type } = fieldsOf(attempt.created.body['present']);
      expect(type === 'redirect', 'The type of `present` is not redirect.');
      const url = authorizeUrlOf(attempt);
      const order = [...url.searchParams.keys()].join(' ');
      const wanted = 'appid redirect_uri response_type scope state';
      expect(order === wanted, `The parameters are ${order}, and not ${wanted}.`);
      const { searchParams, hash } = url;
      expect(searchParams.get('appid') === kit.fixture.appId, 'The appid is another one.');
      expect(searchParams.get('scope') === 'snsapi_base', 'The scope is not snsapi_base.');
      expect(hash === '#wechat_redirect', 'The address does not end with #wechat_redirect.');
      const redirectUri = searchParams.get('redirect_uri') ?? '';
      const isOurs = redirectUri === `${kit.rig.url.replace(/\/+$/, '')}/oauth/callback`;
      expect(isOurs, 'The redirect_uri is not the callback of this backend.');
    },
  },
  {
    name: 'oauth-state',
    rule: 'The state is 32 random hexadecimal digits, another one for each attempt, and not the id.',
    async run(kit) {
      const browser = kit.browser();
      const attempts = [await openInside(browser), await openInside(browser)];
      const [first = '', second = ''] = attempts.map(stateOf);
      expect(/^[0-9a-f]{32}$/.test(first), 'The state is not 32 hexadecimal digits.');
      expect(first !== second, 'Two attempts have the same state.');
      const leading = Array.from(first).filter((digit, at) => digit === second[at]).length;
      expect(leading < 16, 'Half of the state is the same in two attempts.');
      expect(!attempts.some(({ id }) => id.includes(first)), 'The id contains the state.');
    },
  },
  {
    name: 'oauth-resume-at',
    rule: 'Create needs a path on the own origin to come back to, and refuses every other address.',
    async run(kit) {
      const browser = kit.browser();
      const missing = await createInside(browser, {}, 'without resumeAt');
      expectProblem(missing, 'invalid_request', 'A create without resumeAt');
      const addresses = [
        ...['', 'check', 'https://evil.example/', '//evil.example', '/\\evil.example'],
        ...['/.//evil.example', '/\t/evil.example', 'javascript:alert(1)', `/${'x'.repeat(2048)}`],
      ];
      for (const address of addresses) {
        const as = `with a wrong resumeAt (${addresses.indexOf(address) + 1})`;
        const answer = await createInside(browser, { resumeAt: address }, as);
        expectProblem(answer, 'invalid_request', `A create ${as}: ${address.slice(0, 20)}`);
      }
    },
  },
  {
    name: 'oauth-way-back',
    rule: 'The callback leads to the page of the create, whatever its own parameters say.',
    async run(kit) {
      const { person, browser } = await kit.member();
      const attempt = await openInside(browser);
      const evil = 'https://evil.example/';
      const answer = await callback(attempt, {
        code: await codeOf(attempt, person),
        state: stateOf(attempt),
        ...{ resumeAt: evil, returnTo: evil, redirect_uri: evil, next: '//evil.example' },
      });
      expectLedBack(answer, attempt, kit.rig.origin, 'A callback with other addresses');
    },
  },
  {
    name: 'oauth-only-by-authorization',
    rule: 'No scan reaches an attempt of this method, and no callback an attempt of another.',
    async run(kit) {
      const { person, browser } = await kit.member();
      const inside = await openInside(browser);
      const scanning = await browser.open();
      const state = stateOf(inside);
      for (const scene of [state, `oauth:${state}`, inside.id]) {
        const xml = kit.pushes.eventXml({ openid: person.openid, scene });
        await kit.pushes.push(xml, { as: 'a scan of something of the attempt' });
      }
      expect((await inside.state()) === 'pending', 'A scan has reached the attempt.');
      const code = await codeOf(inside, person);
      for (const wrong of [kit.sceneOf(scanning), scanning.id]) {
        await callback(scanning, { code, state: wrong }, { as: 'for a QR code' });
      }
      expect((await scanning.state()) === 'pending', 'A callback has approved a QR code.');
    },
  },
  {
    name: 'oauth-is-not-confirmed',
    rule: 'A login inside WeChat is not confirmed: its session may not link another WeChat user.',
    source: 'docs/protocol.md#what-it-is-worth',
    modes: ['auto', 'tap', 'digits'],
    async run(kit) {
      const { person } = await kit.member();
      const browser = kit.browser();
      const attempt = await signInInside(browser, person);
      const levels: unknown = attempt.created.body['levels'];
      const hasBinding = Array.isArray(levels) && levels.includes('binding');
      if (!hasBinding) throw new NotApplicable('the backend links nothing');
      const link = await createInside(browser, { purpose: 'link', resumeAt }, 'to link');
      expectProblem(link, 'confirmation_required', 'A create to link');
    },
  },
  {
    name: 'oauth-links-without-digits',
    rule: 'Somebody new links an account without digits of the chat: WeChat has named the visitor in this browser.',
    source: 'docs/protocol.md#what-it-is-worth',
    async run(kit) {
      const person = await kit.person();
      // Where unionids are expected, somebody new has to follow.
      await person.follow();
      const attempt = await authorized(kit.browser(), person);
      const question = await attempt.redeem();
      const { result, chatCode, options } = question.body;
      if (result !== 'binding') throw new NotApplicable('the backend asks new visitors nothing');
      expect(chatCode === false, 'The question asks for digits, which no chat has shown.');
      const byPassword = listOf(options).some(({ method }) => method === 'password');
      if (!byPassword) throw new NotApplicable('nobody can link an account by password');
      const { email, password } = kit.account();
      const fields = { username: email, password };
      const answer = await attempt.bind({ action: 'link', method: 'password', fields });
      expectSignedIn(answer, 'A link by password, without digits');
    },
  },
  {
    name: 'oauth-ends-an-older-attempt',
    rule: 'An attempt that the same person has scanned before is cancelled by the login inside WeChat.',
    source: 'docs/protocol.md#one-live-attempt',
    modes: ['tap', 'digits', 'auto'],
    async run(kit) {
      const { person } = await kit.member();
      const scanned = await kit.browser().open();
      await person.scan(scanned.qrCodeUrl);
      await signInInside(kit.browser(), person);
      expect((await scanned.state()) === 'cancelled', 'The older attempt goes on.');
    },
  },
  {
    name: 'oauth-expires',
    rule: 'A callback after the attempt has expired approves nothing.',
    needs: ['clock'],
    async run(kit) {
      const { person, browser } = await kit.member();
      const attempt = await openInside(browser);
      const code = await codeOf(attempt, person);
      await kit.moveClock(261_000);
      await callback(attempt, { code, state: stateOf(attempt) }, { as: 'too late' });
      const state = await attempt.state();
      expect(state === 'expired', `The attempt is ${state}, and not expired.`);
    },
  },
]);
