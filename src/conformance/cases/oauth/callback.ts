/** The callback of web authorization: what it approves, and what changes nothing. */
import type { Case } from '../../case.js';
import { expect, expectSignedIn, expectStatus, need } from '../../expect.js';
import { casesOf } from '../define.js';
import {
  authorized,
  callback,
  callbackSource,
  codeOf,
  expectFailed,
  expectLedBack,
  expectNotLed,
  openInside,
  stateOf,
} from './steps.js';

export const callbackCases: readonly Case[] = casesOf('oauth', callbackSource, [
  {
    name: 'oauth-without-cookie',
    rule: "Without the attempt's cookie, the callback changes nothing and spends no code.",
    async run(kit) {
      const { person, browser } = await kit.member();
      const attempt = await openInside(browser);
      const other = await openInside(kit.browser());
      const query = { code: await codeOf(attempt, person), state: stateOf(attempt) };
      const [name = ''] = attempt.cookie.split('=', 1);
      const value = other.cookie.slice(other.cookie.indexOf('=') + 1);
      const cookies = { none: '', 'of another attempt': other.cookie, wrong: `${name}=${value}` };
      for (const [which, cookie] of Object.entries(cookies)) {
        const as = `with a right code, cookie ${which}`;
        expectNotLed(await callback(attempt, query, { cookie, as }), `A callback ${as}`);
        const state = await attempt.state();
        expect(state === 'pending', `The attempt is ${state} after a callback ${as}.`);
      }
      const answer = await callback(attempt, query, { as: 'with the cookie afterwards' });
      expectLedBack(answer, attempt, kit.rig.origin, 'A callback with the cookie afterwards');
      const state = await attempt.state();
      const hint = 'one of the callbacks before it has spent the code';
      expect(state === 'approved', `The attempt is ${state} after that: ${hint}.`);
    },
  },
  {
    name: 'oauth-foreign-state',
    rule: 'A state that is missing, malformed, unknown or of another browser leads nowhere and approves nothing.',
    async run(kit) {
      const { person, browser } = await kit.member();
      const attempt = await openInside(browser);
      const foreign = await openInside(kit.browser());
      const code = await codeOf(attempt, person);
      const states = {
        'without a state': {},
        'with an empty state': { state: '' },
        'with a malformed state': { state: 'x' },
        'with an unknown state': { state: '0'.repeat(32) },
        'with the id as the state': { state: attempt.id },
        "with another browser's state": { state: stateOf(foreign) },
      };
      for (const [as, query] of Object.entries(states)) {
        const answer = await callback(attempt, { code, ...query }, { as });
        expectNotLed(answer, `A callback ${as}`);
      }
      for (const each of [attempt, foreign]) {
        const state = await each.state();
        expect(state === 'pending', `An attempt is ${state} after these callbacks.`);
      }
    },
  },
  {
    name: 'oauth-state-once',
    rule: 'A state that was used changes nothing more: the first person stays, and no second code is spent.',
    async run(kit) {
      const { person, browser } = await kit.member();
      const other = await kit.member();
      const attempt = await authorized(browser, person);
      const code = await codeOf(attempt, other.person);
      const { body } = await attempt.watch();
      const again = await callback(attempt, { code, state: stateOf(attempt) }, { as: 'again' });
      expectLedBack(again, attempt, kit.rig.origin, 'A callback that is loaded again');
      const after = (await attempt.watch()).body;
      const isSame = after['rev'] === body['rev'] && after['state'] === 'approved';
      expect(isSame, 'A second callback with the code of somebody else changes the attempt.');
      // The code of the second callback is still good for an attempt of its own.
      const own = await openInside(other.browser);
      await callback(own, { code, state: stateOf(own) });
      const state = await own.state();
      expect(state === 'approved', 'The second callback has spent the code that came with it.');
      expectSignedIn(await attempt.redeem(), 'A redeem of the first attempt');
    },
  },
  {
    name: 'oauth-two-callbacks-at-once',
    rule: 'Of two callbacks at once with the same code, both lead back, and the visitor is signed in.',
    async run(kit) {
      const { person, browser } = await kit.member();
      const attempt = await openInside(browser);
      const query = { code: await codeOf(attempt, person), state: stateOf(attempt) };
      const answers = await Promise.all([
        callback(attempt, query, { as: 'at once' }),
        callback(attempt, query, { as: 'at once' }),
      ]);
      for (const answer of answers) {
        expectLedBack(answer, attempt, kit.rig.origin, 'One of two callbacks at once');
      }
      expectSignedIn(await attempt.redeem(), 'A redeem after two callbacks at once');
    },
  },
  {
    name: 'oauth-refused',
    rule: 'A callback without a code ends the attempt with authorization_refused, and leads back to the page.',
    async run(kit) {
      const attempt = await openInside(kit.browser());
      const answer = await callback(attempt, { state: stateOf(attempt) }, { as: 'without a code' });
      expectLedBack(answer, attempt, kit.rig.origin, 'A callback without a code');
      await expectFailed(attempt, 'authorization_refused', 'a refusal');
    },
  },
  {
    name: 'oauth-wrong-code',
    rule: 'A code that WeChat does not know, or has seen before, ends the attempt with authorization_failed.',
    async run(kit) {
      const { person } = await kit.member();
      const first = await openInside(kit.browser());
      const used = await codeOf(first, person);
      await callback(first, { code: used, state: stateOf(first) });
      need((await first.state()) === 'approved', 'The code needs to be good once.');
      const codes = { unknown: 'x'.repeat(32), used, 'very long': 'x'.repeat(4000) };
      for (const [which, code] of Object.entries(codes)) {
        const attempt = await openInside(kit.browser());
        const as = `with a code that is ${which}`;
        const answer = await callback(attempt, { code, state: stateOf(attempt) }, { as });
        expectLedBack(answer, attempt, kit.rig.origin, `A callback ${as}`);
        await expectFailed(attempt, 'authorization_failed', `a callback ${as}`);
      }
    },
  },
  {
    name: 'oauth-virtual-user',
    rule: 'The made-up openid of a snapshot page signs nobody in: the attempt ends with virtual_user.',
    async run(kit) {
      const attempt = await openInside(kit.browser());
      const code = await codeOf(attempt, await kit.person(), '&forceSnapShot=true');
      const answer = await callback(attempt, { code, state: stateOf(attempt) });
      expectLedBack(answer, attempt, kit.rig.origin, 'A callback with a virtual user');
      await expectFailed(attempt, 'virtual_user', 'a virtual user');
    },
  },
  {
    name: 'oauth-ended-attempt',
    rule: 'A callback of an attempt that has been cancelled approves nothing and spends no code.',
    async run(kit) {
      const { person, browser } = await kit.member();
      const attempt = await openInside(browser);
      const code = await codeOf(attempt, person);
      await attempt.cancel();
      await callback(attempt, { code, state: stateOf(attempt) }, { as: 'after a cancel' });
      expect((await attempt.state()) === 'cancelled', 'The attempt is not cancelled any more.');
      const own = await openInside(browser);
      await callback(own, { code, state: stateOf(own) });
      const state = await own.state();
      expect(state === 'approved', 'The callback of a cancelled attempt has spent the code.');
    },
  },
  {
    name: 'oauth-callback-method',
    rule: 'The callback answers GET alone.',
    async run(kit) {
      const attempt = await openInside(kit.browser());
      const path = `/oauth/callback?code=x&state=${stateOf(attempt)}`;
      for (const method of ['POST', 'DELETE']) {
        const answer = await attempt.browser.call(method, path);
        expectStatus(answer, 405, `${method} to the callback`);
      }
      expect((await attempt.state()) === 'pending', 'The attempt is no longer pending.');
    },
  },
  {
    name: 'oauth-callback-headers',
    rule: 'No answer of the callback is stored or passes its address on, and none repeats the code or the openid.',
    async run(kit) {
      const { person, browser } = await kit.member();
      const attempt = await openInside(browser);
      const query = { code: await codeOf(attempt, person), state: stateOf(attempt) };
      const answers = [
        await callback(attempt, query, { cookie: '', as: 'without the cookie' }),
        await callback(attempt, query),
      ];
      for (const { headers, text } of answers) {
        const cache = headers.get('cache-control') ?? '';
        expect(cache.includes('no-store'), 'An answer of the callback has no `no-store`.');
        const policy = headers.get('referrer-policy');
        expect(policy === 'no-referrer', 'An answer of the callback has no `no-referrer`.');
        const shown = `${headers.get('location') ?? ''} ${text}`;
        expect(!shown.includes(query.code), 'An answer of the callback repeats the code.');
        expect(!shown.includes(person.openid), 'An answer of the callback has the openid.');
      }
    },
  },
]);
