/** Cases about people who are new, known or unclear to the backend, and about the accounts that their scans open. */
import { createChain } from '../../../protocol/chain.js';
import type { Case } from '../../case.js';
import { expect, expectProblem, need, textField } from '../../expect.js';
import { describe, type Answer } from '../../http/send.js';
import type { Kit } from '../../kit.js';
import type { Attempt } from '../../page/attempt.js';
import type { Person } from '../../wechat/person.js';
import { digitsIn } from '../../wechat/replies.js';
import { identitiesOf } from '../binding/steps.js';
import {
  asking,
  expectGone,
  expectSignedOut,
  expectState,
  needState,
  passwordFields,
  sources,
} from './steps.js';

const source = sources.look;

/** What WeChat says about a person, instead of what it would say. */
type Told = (usual: object) => object | Promise<object>;

function tell(kit: Kit, person: Person, told: Told): void {
  kit.rig.userInfo.set(person.openid, told);
}

/** Two openids of one official account with the same unionid: one person for the application. */
async function oneUnionid(kit: Kit): Promise<readonly [Person, Person]> {
  const people = [await kit.person(), await kit.person()] as const;
  const unionid = `o${(await createChain()).challenge.slice(0, 27)}`;
  for (const person of people) tell(kit, person, (usual) => ({ ...usual, unionid }));
  return people;
}

/** A new person for whom WeChat's answer leaves open whether they are new. */
function unclear(name: string, what: string, told: Told, more: Partial<Case> = {}): Case {
  return {
    name,
    level: 'confirm',
    rule: `Somebody is asked, and not let in as new, ${what}.`,
    source,
    modes: ['auto'],
    needs: ['open-platform'],
    ...more,
    async run(kit) {
      const person = await kit.person();
      tell(kit, person, told);
      const attempt = await kit.browser().open();
      const question = await person.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'scanned', `The look-up was not clear: ${what}`);
      expect(question !== '', 'The chat shows no question.');
    },
  };
}

/** Takes the attempt up to its question. Then the person gets an account by another one. Resolves with the question. */
async function askThenEnter(kit: Kit, early: Attempt, person: Person): Promise<Answer> {
  const asked = await early.redeem();
  need(asked.body['result'] === 'binding', `Needs the question, saw ${describe(asked)}.`);
  const attempt = await kit.browser().open();
  await kit.enter(attempt, await kit.approve(attempt, person));
  return asked;
}

export const newcomerCases: readonly Case[] = [
  {
    name: 'new-person-is-let-in',
    level: 'confirm',
    rule: 'In mode auto a new person is approved by the scan alone.',
    source,
    modes: ['auto'],
    async run(kit) {
      const [person, browser] = [await kit.person(), kit.browser()];
      const attempt = await browser.open();
      await person.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'approved', 'After the scan of a new person');
      await kit.enter(attempt);
      expect((await identitiesOf(browser)).length === 1, 'The new account has not one identity.');
    },
  },
  {
    name: 'new-person-is-asked',
    level: 'confirm',
    rule: 'In the modes tap and digits new people are asked, too.',
    source: sources.confirm,
    modes: ['tap', 'digits'],
    async run(kit) {
      const [person, attempt] = [await kit.person(), await kit.browser().open()];
      await person.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'scanned', 'After the scan of a new person');
    },
  },
  {
    name: 'known-by-unionid-is-asked',
    level: 'confirm',
    rule: 'A person whose openid is new, and whose unionid opens an account, is asked.',
    source,
    modes: ['auto'],
    needs: ['open-platform'],
    async run(kit) {
      const [first, second] = await oneUnionid(kit);
      const attempt = await kit.browser().open();
      await kit.enter(attempt, await kit.approve(attempt, first));
      const later = await kit.browser().open();
      await second.scan(later.qrCodeUrl);
      await expectState(later, 'scanned', 'After a scan with a new openid and a known unionid');
    },
  },
  unclear('unclear-failed', 'if WeChat does not say who they are', () => ({
    errcode: -1,
    errmsg: 'system error',
  })),
  unclear('unclear-not-following', 'if WeChat says that they do not follow', (usual) => ({
    ...usual,
    subscribe: 0,
    unionid: undefined,
  })),
  unclear('unclear-without-unionid', 'if there is no unionid at a bound account', (usual) => ({
    ...usual,
    unionid: undefined,
  })),
  unclear(
    'unclear-late',
    'if WeChat takes more than 2 s to say who they are',
    async (usual) => {
      await new Promise((resolve) => setTimeout(resolve, 3000));
      return usual;
    },
    { slow: true },
  ),
  {
    name: 'new-without-open-platform',
    level: 'confirm',
    rule: 'Where the account is not bound to an Open Platform, the openid alone says who is new.',
    source,
    modes: ['auto'],
    needs: ['no-open-platform'],
    async run(kit) {
      const person = await kit.person();
      const attempt = await kit.browser().open();
      await person.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'approved', 'After the scan of a new person');
    },
  },
  {
    name: 'account-between-scan-and-redeem',
    level: 'confirm',
    rule: 'An attempt approved as new opens no account that was made elsewhere after the scan.',
    source,
    modes: ['auto'],
    needs: ['open-platform'],
    async run(kit) {
      const [first, second] = await oneUnionid(kit);
      const browser = kit.browser();
      const early = await browser.open();
      await first.scan(early.qrCodeUrl);
      await needState(early, 'approved');
      const attempt = await kit.browser().open();
      await kit.enter(attempt, await kit.approve(attempt, second));
      await expectGone(early, 'wrong_state', 'A redeem after the person got an account elsewhere');
      await expectSignedOut(browser, 'After an attempt that was approved as new');
    },
  },
  {
    name: 'account-between-scan-and-bind',
    level: 'confirm',
    rule: 'The binding step of an attempt approved as new opens no account that was made elsewhere.',
    source,
    modes: ['auto'],
    needs: ['open-platform'],
    async run(kit) {
      const [first, second] = await oneUnionid(kit);
      const browser = kit.browser();
      const early = await browser.open();
      await first.scan(early.qrCodeUrl);
      await askThenEnter(kit, early, second);
      const answer = await early.bind({ action: 'create' });
      const isRefused = ['gone', 'identity_conflict'].includes(textField(answer.body, 'code'));
      expect(isRefused, `A create for somebody with an account: saw ${describe(answer)}.`);
      await expectSignedOut(browser, 'After the refused create');
    },
  },
  {
    name: 'account-between-scan-and-link',
    level: 'confirm',
    rule: 'A person who got an account after the scan is not linked to another one.',
    source,
    modes: ['auto'],
    needs: ['open-platform'],
    async run(kit) {
      const [first, second] = await oneUnionid(kit);
      const browser = kit.browser();
      const early = await browser.open();
      const digits = digitsIn(await first.scan(early.qrCodeUrl));
      const asked = await askThenEnter(kit, early, second);
      const { email, password } = kit.account();
      const fields = passwordFields(asked, email, password);
      const body = { action: 'link', method: 'password', chatCode: digits, fields };
      const answer = await early.bind(body);
      const isRefused = ['gone', 'identity_conflict'].includes(textField(answer.body, 'code'));
      expect(isRefused, `A link of somebody with an account: saw ${describe(answer)}.`);
      await expectSignedOut(browser, 'After the refused link');
    },
  },
  {
    name: 'create-of-another-attempt',
    level: 'confirm',
    rule: 'Of two attempts of one new person, the create of one never opens the other’s account.',
    source,
    modes: ['auto'],
    async run(kit) {
      const person = await kit.person();
      const [early, late] = [await kit.browser().open(), await kit.browser().open()];
      await person.scan(early.qrCodeUrl);
      await kit.approve(late, person);
      await kit.enter(late);
      await expectGone(early, 'cancelled', 'A redeem of the older attempt');
      const answer = await early.bind({ action: 'create' }, { cookie: early.cookie });
      expectProblem(answer, 'gone', 'A create of the older attempt');
      await expectSignedOut(early.browser, 'After the older attempt');
    },
  },
  {
    name: 'link-always-asks',
    level: 'confirm',
    rule: 'A scan for purpose link is asked about, also of a new person.',
    source: sources.confirm,
    modes: asking,
    async run(kit) {
      const { person, browser } = await kit.member();
      const again = await kit.browser().open();
      // The first session may be unconfirmed, which is no session to link with.
      await kit.enter(again, await kit.approve(again, person));
      const attempt = await again.browser.open({ purpose: 'link' });
      const newcomer = await kit.person();
      const question = await newcomer.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'scanned', 'After a scan for a link');
      expect(digitsIn(question) === '', 'The question has the digits for linking.');
      expect(browser !== again.browser, 'Two browsers are one.');
    },
  },
];
