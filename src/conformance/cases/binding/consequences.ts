/** Cases about the effects of links and unlinks: sessions, conflicts, the list of identities, and permissions. */
import { createChain } from '../../../protocol/chain.js';
import type { Case } from '../../case.js';
import { expect, expectProblem, expectStatus, need } from '../../expect.js';
import { describe } from '../../http/send.js';
import { digitsIn } from '../../wechat/replies.js';
import { casesOf } from '../define.js';
import { expectShape } from '../shapes.js';
import {
  accountNameOf,
  byPassword,
  identitiesOf,
  isKnown,
  isLinked,
  isSignedIn,
  needLinked,
  owner,
  startLink,
} from './steps.js';

const linkSource = 'docs/protocol.md#purpose-link';
const listSource = 'docs/protocol.md#identities';

export const consequenceCases: readonly Case[] = casesOf(
  'binding',
  'docs/protocol.md#consequences',
  [
    {
      name: 'linking-ends-other-sessions',
      rule: 'Linking ends the other sessions of the account, and opens a new one for the caller.',
      async run(kit) {
        const { account, browser: before } = await owner(kit);
        need(await isSignedIn(before), 'A link needs to sign the visitor in.');
        const { browser: after } = await owner(kit, account);
        expect(!(await isSignedIn(before)), 'The session from before the link is still open.');
        const linked = await identitiesOf(after);
        expect(linked.length === 2, `The account has ${linked.length} WeChat users, not 2.`);
      },
    },
    {
      name: 'identity-conflict',
      rule: 'An identity that belongs to an account by now is not linked to another one; nothing changes.',
      source: 'docs/protocol.md#bind',
      async run(kit) {
        const { attempt, answer, digits, person } = await kit.question();
        const elsewhere = await kit.browser().open();
        const reply = await kit.approve(elsewhere, person);
        await kit.enter(elsewhere, reply);
        const name = await accountNameOf(kit, person);
        const late = await attempt.bind(byPassword(answer, kit.account(), digits), {
          cookie: attempt.cookie,
        });
        const isRefused = late.status === 409 || late.status === 410;
        expect(isRefused, `The link is answered with ${describe(late)}.`);
        expect((await accountNameOf(kit, person)) === name, 'The identity opens another account.');
      },
    },
    {
      name: 'bound-elsewhere',
      rule: 'A WeChat user who opens another account cannot be added to this one: 409 identity_conflict, unchanged.',
      source: linkSource,
      async run(kit) {
        const [mine, other] = [await owner(kit), await owner(kit)];
        const attempt = await mine.browser.open({ purpose: 'link' });
        await kit.approve(attempt, other.person);
        const answer = await attempt.redeem();
        expectProblem(answer, 'identity_conflict', 'A redeem for a link of a taken WeChat user');
        expect((await attempt.state()) === 'failed', 'The attempt has not failed.');
        const name = await accountNameOf(kit, other.person);
        expect(name === other.account.name, 'The WeChat user opens another account.');
      },
    },
    {
      name: 'purpose-link',
      rule: 'Somebody who is signed in adds a WeChat user with the digits from the chat.',
      source: linkSource,
      async run(kit) {
        const { account, browser } = await owner(kit);
        const person = await kit.person();
        const { attempt, digits } = await startLink(kit, browser, person);
        const bound = await attempt.bind({ action: 'link', method: 'session', chatCode: digits });
        expect(isLinked(bound), `The link is refused: ${describe(bound)}.`);
        const name = await accountNameOf(kit, person);
        expect(name === account.name, 'The WeChat user does not open the account.');
      },
    },
    {
      name: 'purpose-link-without-digits',
      rule: 'The session alone adds no WeChat user: whoever scans the code would open the account.',
      source: linkSource,
      async run(kit) {
        const { browser } = await owner(kit);
        const person = await kit.person();
        const { attempt } = await startLink(kit, browser, person);
        const bound = await attempt.bind({ action: 'link', method: 'session' });
        const isRefused = bound.status === 400 || bound.status === 401;
        expect(isRefused, `A link without digits is answered with ${describe(bound)}.`);
        expect(!(await isKnown(kit, person)), 'The WeChat user is linked.');
      },
    },
    {
      name: 'purpose-link-signed-out',
      rule: 'Nobody who is not signed in creates an attempt of purpose link.',
      source: linkSource,
      async run(kit) {
        const answer = await kit.browser().create(await createChain(), { purpose: 'link' });
        expectProblem(answer, 'reauthentication_required', 'A create of purpose link');
      },
    },
    {
      name: 'purpose-link-stale',
      rule: 'A session that is older than 5 minutes creates no attempt of purpose link.',
      source: linkSource,
      needs: ['clock'],
      async run(kit) {
        const { browser } = await owner(kit);
        await kit.moveClock(301_000);
        const answer = await browser.create(await createChain(), { purpose: 'link' });
        expectProblem(answer, 'reauthentication_required', 'A create of purpose link after 301 s');
      },
    },
    {
      name: 'purpose-link-other-account',
      rule: 'At redeem and bind of a link, the account from create must be signed in.',
      source: linkSource,
      async run(kit) {
        const [mine, other] = [await owner(kit), await owner(kit)];
        const [first, second] = [await kit.person(), await kit.person()];
        const swapped = (cookie: string): string =>
          [cookie, other.browser.cookieHeader()].filter(Boolean).join('; ');
        const attempt = await mine.browser.open({ purpose: 'link' });
        await kit.approve(attempt, first);
        const as = 'with another account signed in';
        const redeemed = await attempt.redeem({ as, cookie: swapped(attempt.cookie) });
        expectProblem(redeemed, 'session_mismatch', `A redeem ${as}`);
        const linking = await startLink(kit, mine.browser, second);
        const body = { action: 'link', method: 'session', chatCode: linking.digits };
        const cookie = swapped(linking.attempt.cookie);
        const bound = await linking.attempt.bind(body, { as, cookie });
        expectProblem(bound, 'session_mismatch', `A bind ${as}`);
        expect(!(await isKnown(kit, second)), 'The WeChat user is linked.');
      },
    },
    {
      name: 'link-by-session',
      rule: 'A new WeChat user is linked to the account that is signed in in this browser, if the digits are right.',
      source: 'docs/protocol.md#the-two-proofs',
      async run(kit) {
        const { account, browser } = await owner(kit);
        const person = await kit.person();
        const attempt = await browser.open();
        const digits = digitsIn(await kit.approve(attempt, person));
        need((await attempt.redeem()).body['result'] === 'binding', 'The question is needed.');
        const body = { action: 'link', method: 'session' };
        const without = await attempt.bind(body);
        const isRefused = without.status === 400 || without.status === 401;
        expect(isRefused, `A link without digits is answered with ${describe(without)}.`);
        const bound = await attempt.bind({ ...body, chatCode: digits });
        expect(isLinked(bound), `The link is refused: ${describe(bound)}.`);
        expect((await accountNameOf(kit, person)) === account.name, 'Another account was linked.');
      },
    },
    {
      name: 'link-by-stale-session',
      rule: 'A session that is older than 5 minutes is no proof of its account.',
      source: 'docs/protocol.md#the-two-proofs',
      needs: ['clock'],
      async run(kit) {
        const { browser } = await owner(kit);
        const person = await kit.person();
        const attempt = await browser.open();
        const digits = digitsIn(await kit.approve(attempt, person));
        need((await attempt.redeem()).body['result'] === 'binding', 'The question is needed.');
        await kit.moveClock(301_000);
        const bound = await attempt.bind({ action: 'link', method: 'session', chatCode: digits });
        const isRefused = bound.status === 403 || bound.status === 400;
        expect(isRefused, `A link by an old session is answered with ${describe(bound)}.`);
      },
    },
    {
      name: 'identities-answer',
      rule: 'The list of identities has the fields of the protocol and no others, and no openid.',
      source: listSource,
      async run(kit) {
        const { browser, person } = await owner(kit);
        const answer = await browser.call('GET', '/identities');
        expectStatus(answer, 200, 'The list of identities');
        expectShape(answer, 'identities', 'The list of identities');
        expect(!answer.text.includes(person.openid), 'The list has the openid.');
      },
    },
    {
      name: 'identities-signed-out',
      rule: 'Nobody who is not signed in lists or unlinks identities.',
      source: listSource,
      async run(kit) {
        const { browser } = await owner(kit);
        const [id = ''] = await identitiesOf(browser);
        const stranger = kit.browser();
        const list = await stranger.call('GET', '/identities');
        expectProblem(list, 'reauthentication_required', 'The list without a session');
        const unlink = await stranger.call('DELETE', `/identities/${id}`);
        expectProblem(unlink, 'reauthentication_required', 'An unlinking without a session');
      },
    },
    {
      name: 'unlink',
      rule: 'An identity that was unlinked no longer opens the account, and the caller gets a new session.',
      source: listSource,
      async run(kit) {
        const { account, person: first } = await owner(kit);
        const { browser } = await owner(kit, account);
        const before = browser.cookieHeader();
        // The oldest comes first: not the one that has signed in.
        const [id = ''] = await identitiesOf(browser);
        const answer = await browser.call('DELETE', `/identities/${id}`);
        expectStatus(answer, 204, 'An unlinking');
        expect(!(await isKnown(kit, first)), 'The identity still opens the account.');
        expect(await isSignedIn(browser), 'The caller is signed out.');
        expect(browser.cookieHeader() !== before, 'The session of the caller is the same.');
      },
    },
    {
      name: 'unlink-of-others',
      rule: 'An identity of another account is answered with 404, and stays.',
      source: listSource,
      async run(kit) {
        const [mine, other] = [await owner(kit), await owner(kit)];
        const [id = ''] = await identitiesOf(other.browser);
        const answer = await mine.browser.call('DELETE', `/identities/${id}`);
        expectProblem(answer, 'not_found', 'An unlinking of another account');
        expect(await isKnown(kit, other.person), 'The identity no longer opens its account.');
      },
    },
    {
      name: 'unlink-stale',
      rule: 'A session that is older than 5 minutes unlinks nothing.',
      source: listSource,
      needs: ['clock'],
      async run(kit) {
        const { account } = await owner(kit);
        const { browser } = await owner(kit, account);
        const [id = ''] = await identitiesOf(browser);
        await kit.moveClock(301_000);
        const answer = await browser.call('DELETE', `/identities/${id}`);
        expectProblem(answer, 'reauthentication_required', 'An unlinking after 301 s');
      },
    },
    {
      name: 'unlink-last-way-in',
      rule: 'The last WeChat user of an account without another way to sign in stays.',
      source: listSource,
      async run(kit) {
        const { browser, person } = await kit.member();
        const [id = ''] = await identitiesOf(browser);
        const answer = await browser.call('DELETE', `/identities/${id}`);
        const isRefused = answer.status === 409 || answer.status === 403;
        expect(isRefused, `The unlinking is answered with ${describe(answer)}.`);
        expect(await isKnown(kit, person), 'Nobody can sign in to the account any more.');
      },
    },
    {
      name: 'link-again',
      rule: 'Linking what is linked already changes nothing, and signs the visitor in.',
      source: linkSource,
      async run(kit) {
        const { browser, person, account } = await owner(kit);
        const attempt = await browser.open({ purpose: 'link' });
        await kit.approve(attempt, person);
        const answer = await attempt.redeem();
        const isIn = answer.status === 200 && answer.body['result'] === 'authenticated';
        expect(isIn, `A redeem for a link that is there is answered with ${describe(answer)}.`);
        expect((await accountNameOf(kit, person)) === account.name, 'It opens another account.');
      },
    },
    {
      name: 'links-in-parallel',
      rule: 'Two links of one identity at once: at most one account gets it.',
      source: 'docs/protocol.md#bind',
      async run(kit) {
        const { attempt, answer, digits, person } = await kit.question();
        const { cookie } = attempt;
        const accounts = [kit.account(), kit.account()];
        const answers = await Promise.all(
          accounts.map((account) =>
            attempt.bind(byPassword(answer, account, digits), { cookie, as: 'in parallel' }),
          ),
        );
        const linked = answers.filter(isLinked);
        expect(linked.length >= 1, 'Neither of two links at once has succeeded.');
        const texts = new Set(linked.map(({ text }) => text));
        expect(texts.size === 1, 'Both accounts have the identity.');
        needLinked(linked[0] ?? answers[0] ?? attempt.created);
        const name = await accountNameOf(kit, person);
        expect(linked[0]?.text.includes(name) === true, 'The next login opens the other account.');
      },
    },
  ],
);
