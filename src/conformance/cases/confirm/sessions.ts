/** Cases about sessions: only a confirmed one may link, unlink or count as a proof. */
import type { Case } from '../../case.js';
import { expect, expectProblem, expectSignedIn, expectStatus, need } from '../../expect.js';
import type { Kit, Member } from '../../kit.js';
import type { Browser } from '../../page/browser.js';
import { needQrCodes } from '../../rig.js';
import { createChain } from '../../../protocol/chain.js';
import { identitiesOf, isSignedIn } from '../binding/steps.js';
import {
  asking,
  confirmedMember,
  expectSignedOut,
  link,
  linkByPassword,
  needState,
  signInConfirmed,
  sources,
} from './steps.js';

const source = sources.worth;

/** Digits from a page are always confirmed in the chat, so this needs a scan. */
function unconfirmedMember(kit: Kit): Promise<Member> {
  needQrCodes(kit.rig);
  return kit.member();
}

async function createLink(browser: Browser) {
  return browser.create(await createChain(), { purpose: 'link' });
}

async function unlinkFirst(browser: Browser) {
  const [id = ''] = await identitiesOf(browser);
  return browser.call('DELETE', `/identities/${id}`);
}

export const sessionCases: readonly Case[] = [
  {
    name: 'unconfirmed-may-not-link',
    level: 'confirm',
    rule: 'A session of a login that nobody confirmed may not add a WeChat user.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { browser } = await unconfirmedMember(kit);
      const answer = await createLink(browser);
      expectProblem(answer, 'confirmation_required', 'A create for a link, unconfirmed');
    },
  },
  {
    name: 'unconfirmed-may-not-unlink',
    level: 'confirm',
    rule: 'A session of a login that nobody confirmed may not unlink a WeChat user.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { browser } = await unconfirmedMember(kit);
      const answer = await unlinkFirst(browser);
      expectProblem(answer, 'confirmation_required', 'An unlink, unconfirmed');
      expect((await identitiesOf(browser)).length === 1, 'The WeChat user was unlinked.');
    },
  },
  {
    name: 'unconfirmed-is-no-proof',
    level: 'confirm',
    rule: 'A session of a login that nobody confirmed is no proof for linking.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { browser } = await unconfirmedMember(kit);
      const { attempt, digits } = await kit.question(browser);
      const body = { action: 'link', method: 'session', chatCode: digits };
      const answer = await attempt.bind(body);
      const isOffered = answer.body['code'] !== 'invalid_request';
      if (isOffered) expectProblem(answer, 'confirmation_required', 'A link by such a session');
      await needState(attempt, 'binding');
    },
  },
  {
    name: 'known-browser-may-not-link',
    level: 'confirm',
    rule: 'A login by a known browser is not confirmed: it may neither link nor unlink.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { person, browser } = await confirmedMember(kit);
      const attempt = await browser.open();
      await person.scan(attempt.qrCodeUrl);
      await needState(attempt, 'approved');
      expectSignedIn(await attempt.redeem(), 'A redeem in a known browser');
      expectProblem(await createLink(browser), 'confirmation_required', 'A create for a link');
      expectProblem(await unlinkFirst(browser), 'confirmation_required', 'An unlink');
    },
  },
  {
    name: 'confirmed-may-link',
    level: 'confirm',
    rule: 'A session of a confirmed login may add a WeChat user, with the digits from the chat.',
    source,
    modes: asking,
    async run(kit) {
      const { browser } = await confirmedMember(kit);
      const second = await kit.person();
      await link(kit, browser, second);
      expect((await identitiesOf(browser)).length === 2, 'The account has not two WeChat users.');
      const theirs = kit.browser();
      await signInConfirmed(kit, { person: second, browser: theirs });
      expect((await identitiesOf(theirs)).length === 2, 'The second one opens another account.');
    },
  },
  {
    name: 'digits-from-the-chat-confirm',
    level: 'confirm',
    rule: 'A login whose binding step ended with the chat’s digits counts as confirmed.',
    source,
    async run(kit) {
      const { browser } = await linkByPassword(kit);
      expectStatus(await createLink(browser), 201, 'A create for a link after the digits');
    },
  },
  {
    name: 'confirmation-ends-unconfirmed-sessions',
    level: 'confirm',
    rule: 'The first confirmed login of a person ends the sessions that nobody confirmed.',
    source,
    modes: ['auto'],
    async run(kit) {
      const { person, browser } = await unconfirmedMember(kit);
      need(await isSignedIn(browser), 'The first login needs to be signed in.');
      await signInConfirmed(kit, { person, browser: kit.browser() });
      await expectSignedOut(browser, 'In the browser of the unconfirmed login');
    },
  },
  {
    name: 'too-recent-to-unlink',
    level: 'confirm',
    rule: 'A login less than 24 hours old may not unlink the WeChat user that signed in.',
    source: sources.notMe,
    modes: asking,
    async run(kit) {
      const { browser } = await linkByPassword(kit);
      const answer = await unlinkFirst(browser);
      expectProblem(answer, 'too_recent', 'An unlink of the WeChat user that signed in');
      expect((await identitiesOf(browser)).length === 1, 'The WeChat user was unlinked.');
    },
  },
  {
    name: 'too-recent-through-a-link',
    level: 'confirm',
    rule: 'Nor may a login by a WeChat user that such a login has linked.',
    source: sources.notMe,
    modes: asking,
    async run(kit) {
      const owner = await confirmedMember(kit);
      const second = await kit.person();
      await link(kit, owner.browser, second);
      const theirs = kit.browser();
      await signInConfirmed(kit, { person: second, browser: theirs });
      const [first = ''] = await identitiesOf(theirs);
      const answer = await theirs.call('DELETE', `/identities/${first}`);
      expectProblem(answer, 'too_recent', 'An unlink of the owner by a linked WeChat user');
    },
  },
  {
    name: 'session-is-renewed-at-login',
    level: 'confirm',
    rule: 'A confirmed login opens a new session, and the former one of the browser is not reused.',
    source: 'docs/protocol.md#redeem',
    modes: asking,
    async run(kit) {
      const { person, browser } = await kit.member();
      const before = sessionCookies(browser);
      await signInConfirmed(kit, { person, browser });
      const after = sessionCookies(browser);
      expect(before !== after, 'The session is the same before and after the login.');
    },
  },
];

function sessionCookies(browser: Browser): string {
  const own = [...browser.cookies].filter(([name]) => !/^(__Host-)?wml-/.test(name));
  return own.map((pair) => pair.join('=')).join('; ');
}
