/** The two proofs of a link: of the account, and that the visitor at the page is the one who scanned. */
import type { Case } from '../../case.js';
import { expect, expectProblem, need, textField, fieldsOf, listOf } from '../../expect.js';
import { describe, type Answer } from '../../http/send.js';
import { twinsEmail } from '../../kit.js';
import { digitsIn } from '../../wechat/replies.js';
import { casesOf } from '../define.js';
import {
  accountNameOf,
  byPassword,
  codesTo,
  fill,
  isKnown,
  isLinked,
  needLinked,
  sendCode,
  wrongDigits,
} from './steps.js';

const source = 'docs/protocol.md#the-two-proofs';

/** What tells two refusals apart: everything but the number of tries left. */
const withoutCount = ({ status, body }: Answer): string =>
  `${status} ${JSON.stringify({ ...body, remaining: 0 })}`;

export const proofCases: readonly Case[] = casesOf('binding', source, [
  {
    name: 'link-by-password',
    rule: 'A password and the digits from the chat link the WeChat user to the account, which the next login opens.',
    async run(kit) {
      const { attempt, answer, digits, person } = await kit.question();
      const account = kit.account();
      const bound = await attempt.bind(byPassword(answer, account, digits));
      expect(isLinked(bound), `The link is refused: ${describe(bound)}.`);
      const name = textField(fieldsOf(bound.body['account']), 'name');
      expect(name === account.name, 'The link has opened another account.');
      const next = await accountNameOf(kit, person);
      expect(next === account.name, 'The next login does not open the account.');
    },
  },
  {
    name: 'link-without-digits',
    rule: 'A password without the digits from the chat links nothing.',
    async run(kit) {
      const { attempt, answer, person } = await kit.question();
      need(answer.body['chatCode'] === true, 'The question does not ask for the digits.');
      const bound = await attempt.bind(byPassword(answer, kit.account(), ''));
      const isRefused = bound.status === 400 || bound.status === 401;
      expect(isRefused, `A link without digits is answered with ${describe(bound)}.`);
      expect(!(await isKnown(kit, person)), 'The WeChat user is linked.');
    },
  },
  {
    name: 'link-with-digits-of-another',
    rule: 'The digits of another attempt link nothing, and the refusal names the field.',
    async run(kit) {
      const [mine, other] = [await kit.question(), await kit.question()];
      need(mine.digits !== other.digits, 'Two attempts have the same digits.');
      const account = kit.account();
      const bound = await mine.attempt.bind(byPassword(mine.answer, account, other.digits));
      expectProblem(bound, 'proof_failed', 'A link with the digits of another attempt');
      expect(bound.body['field'] === 'chatCode', 'The refusal does not name chatCode.');
      const right = await mine.attempt.bind(byPassword(mine.answer, account, mine.digits));
      expect(isLinked(right), `The right digits are refused afterwards: ${describe(right)}.`);
    },
  },
  {
    name: 'third-wrong-digits',
    rule: 'The third wrong digits end the attempt, also if the right ones follow.',
    source: 'docs/protocol.md#limits',
    async run(kit) {
      const { attempt, answer, digits, person } = await kit.question();
      const account = kit.account();
      for (const step of [1, 2, 3]) {
        const wrong = byPassword(answer, account, wrongDigits(digits, step));
        expectProblem(await attempt.bind(wrong), 'proof_failed', `Wrong digits, time ${step}`);
      }
      expect((await attempt.state()) === 'failed', 'The attempt has not failed.');
      const late = await attempt.bind(byPassword(answer, account, digits), {
        cookie: attempt.cookie,
      });
      expectProblem(late, 'gone', 'The right digits afterwards');
      expect(!(await isKnown(kit, person)), 'The WeChat user is linked.');
    },
  },
  {
    name: 'digits-as-people-type-them',
    rule: 'Spaces, dashes and digits of other scripts in the digits are understood.',
    source: 'docs/protocol.md#bind',
    async run(kit) {
      const { attempt, answer, digits } = await kit.question();
      const wide = Array.from(digits, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
      const typed = ` ${wide.slice(0, 3).join('')} - ${wide.slice(3).join('')}\u200b`;
      const bound = await attempt.bind(byPassword(answer, kit.account(), typed));
      expect(isLinked(bound), `The digits are refused: ${describe(bound)}.`);
    },
  },
  {
    name: 'digits-of-a-repeated-push',
    rule: 'A scan that is repeated gets the same digits.',
    async run(kit) {
      const [attempt, person] = [await kit.browser().open(), await kit.person()];
      const reply = await kit.approve(attempt, person);
      need(digitsIn(reply) !== '', 'The reply in the chat needs six digits.');
      const again = await person.scan(attempt.qrCodeUrl);
      const isSame = digitsIn(again) === '' || digitsIn(again) === digitsIn(reply);
      expect(isSame, 'The second scan has other digits.');
    },
  },
  {
    name: 'wrong-proof-says-nothing',
    rule: 'A wrong password, an unknown account and an address that was never verified get the same answer.',
    source: 'docs/protocol.md#bind',
    async run(kit) {
      const { attempt, answer, digits } = await kit.question();
      const account = kit.account();
      const unverified = kit.fixture.accounts.find(({ verified }) => !verified);
      need(unverified !== undefined, 'The fixture has no account that is not verified.');
      const proofs = [
        { ...account, password: 'a wrong password' },
        { email: 'nobody-has-this@example.com', password: account.password },
        unverified,
      ];
      const answers: Answer[] = [];
      for (const proof of proofs) {
        const refused = await attempt.bind(byPassword(answer, proof, digits));
        expectProblem(refused, 'proof_failed', 'A wrong proof');
        expect(refused.body['field'] === undefined, 'The refusal names a field.');
        answers.push(refused);
      }
      const seen = new Set(answers.map(withoutCount));
      expect(seen.size === 1, `Three kinds of wrong proof have ${seen.size} different answers.`);
    },
  },
  {
    name: 'fifth-wrong-proof',
    rule: 'The fifth wrong proof ends the attempt, and the tries left are counted down.',
    source: 'docs/protocol.md#limits',
    async run(kit) {
      const { attempt, answer, digits } = await kit.question();
      const account = { ...kit.account(), password: 'a wrong password' };
      const wrong = byPassword(answer, account, digits);
      const left: unknown[] = [];
      for (let time = 1; time <= 5; time++) {
        const refused = await attempt.bind(wrong);
        expectProblem(refused, 'proof_failed', `A wrong proof, time ${time}`);
        left.push(refused.body['remaining']);
      }
      const isCounted = left.join() === '4,3,2,1,0' || left.every((each) => each === undefined);
      expect(isCounted, `The tries left were ${left.join(', ')}.`);
      expect((await attempt.state()) === 'failed', 'The attempt has not failed.');
    },
  },
  {
    name: 'wrong-proofs-in-parallel',
    rule: 'Twenty proofs at once are counted one by one: no more than five are looked at.',
    source: 'docs/protocol.md#limits',
    async run(kit) {
      const { attempt, answer, digits } = await kit.question();
      const { cookie } = attempt;
      const account = kit.account();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => {
          const proof = { ...account, password: `wrong ${index}` };
          return attempt.bind(byPassword(answer, proof, digits), { cookie, as: 'in parallel' });
        }),
      );
      const looked = answers.filter(({ status }) => status === 401);
      expect(looked.length <= 5, `${looked.length} of twenty wrong proofs were looked at.`);
      // The right one after the fifth is as good as any: the attempt is over, or the person has to wait.
      const late = await attempt.bind(byPassword(answer, account, digits), { cookie });
      expect(!isLinked(late) || looked.length < 5, 'The right proof counts after five wrong ones.');
    },
  },
  {
    name: 'wrong-proofs-across-attempts',
    rule: 'Five wrong proofs of one WeChat user in 15 minutes are enough, over all attempts and targets.',
    source: 'docs/protocol.md#limits',
    async run(kit) {
      const first = await kit.question();
      for (let time = 1; time <= 3; time++) {
        const proof = { ...kit.account(), password: 'a wrong password' };
        await first.attempt.bind(byPassword(first.answer, proof, first.digits));
      }
      await first.attempt.cancel();
      const second = await kit.browser().open();
      const reply = await kit.approve(second, first.person);
      const answer = await second.redeem();
      need(answer.body['result'] === 'binding', 'The second attempt needs the question.');
      const digits = digitsIn(reply);
      const statuses: number[] = [];
      for (let time = 1; time <= 3; time++) {
        const proof = { ...kit.account(), password: 'a wrong password' };
        statuses.push((await second.bind(byPassword(answer, proof, digits))).status);
      }
      const isRight = statuses.join() === '401,401,429';
      expect(isRight, `The fourth to sixth wrong proof are answered with ${statuses.join(', ')}.`);
    },
  },
  {
    name: 'link-by-code',
    rule: 'A code that was sent to a verified address, and the digits, link the account.',
    source: 'docs/protocol.md#codes',
    async run(kit) {
      const atQuestion = await kit.question();
      const { attempt, answer, digits, person } = atQuestion;
      const account = kit.account();
      const { email } = account;
      const code = await sendCode(kit, atQuestion, email);
      expect(/^\d{6}$/.test(code), 'The code has not six digits.');
      const fields = fill(answer, 'email-code', { email, code });
      const body = { action: 'link', method: 'email-code', fields, chatCode: digits };
      const bound = await attempt.bind(body);
      expect(isLinked(bound), `The link is refused: ${describe(bound)}.`);
      expect((await accountNameOf(kit, person)) === account.name, 'Another account was linked.');
    },
  },
  {
    name: 'code-without-digits',
    rule: 'A code without the digits from the chat links nothing.',
    async run(kit) {
      const atQuestion = await kit.question();
      const { email } = kit.account();
      const code = await sendCode(kit, atQuestion, email);
      const fields = fill(atQuestion.answer, 'email-code', { email, code });
      const body = { action: 'link', method: 'email-code', fields };
      const bound = await atQuestion.attempt.bind(body);
      const isRefused = bound.status === 400 || bound.status === 401;
      expect(isRefused, `A link without digits is answered with ${describe(bound)}.`);
    },
  },
  {
    name: 'codes-tell-nobody',
    rule: 'A request for a code is answered alike whether or not an account has the address; only one that has it gets a code.',
    source: 'docs/protocol.md#codes',
    async run(kit) {
      const [known, unknown] = [await kit.question(), await kit.question()];
      const nobody = `nobody-${kit.rig.next()}@example.com`;
      const { email } = kit.account();
      const ask = ({ attempt, answer }: typeof known, address: string): Promise<Answer> => {
        const fields = fill(answer, 'email-code', { email: address });
        return attempt.codes({ method: 'email-code', fields });
      };
      const [right, wrong] = [await ask(known, email), await ask(unknown, nobody)];
      need(right.status === 202, `A request for a code needs 202, saw ${describe(right)}.`);
      const isSame = wrong.status === right.status && wrong.text === right.text;
      expect(isSame, 'The answer says whether an account has the address.');
      expect(codesTo(kit, nobody).length === 0, 'A code was sent to an address of no account.');
    },
  },
  {
    name: 'code-for-another-address',
    rule: 'A code counts for the address that it was sent to, and for its attempt.',
    source: 'docs/protocol.md#codes',
    async run(kit) {
      const [atQuestion, elsewhere] = [await kit.question(), await kit.question()];
      const [own, other] = [kit.account(), kit.account()];
      const code = await sendCode(kit, atQuestion, own.email);
      const bind = ({ attempt, answer, digits }: typeof elsewhere, email: string) => {
        const fields = fill(answer, 'email-code', { email, code });
        return attempt.bind({ action: 'link', method: 'email-code', fields, chatCode: digits });
      };
      const wrong = await bind(atQuestion, other.email);
      expectProblem(wrong, 'proof_failed', 'A code for another address');
      const late = await bind(elsewhere, own.email);
      expectProblem(late, 'proof_failed', 'The code of another attempt');
    },
  },
  {
    name: 'code-replaced',
    rule: 'A second code within 60 s is refused with 429 and Retry-After.',
    source: 'docs/protocol.md#limits',
    async run(kit) {
      const atQuestion = await kit.question();
      const { email } = kit.account();
      await sendCode(kit, atQuestion, email);
      const fields = fill(atQuestion.answer, 'email-code', { email });
      const again = await atQuestion.attempt.codes({ method: 'email-code', fields });
      expectProblem(again, 'rate_limited', 'A second request for a code');
      const wait = Number(again.headers.get('retry-after'));
      expect(wait > 0 && wait <= 60, 'Retry-After is missing, or above 60 s.');
    },
  },
  {
    name: 'code-expires',
    rule: 'A code is valid for 10 minutes, and for no longer than its attempt.',
    source: 'docs/protocol.md#codes',
    needs: ['clock'],
    async run(kit) {
      const atQuestion = await kit.question();
      const { attempt, answer, digits } = atQuestion;
      const { email } = kit.account();
      const code = await sendCode(kit, atQuestion, email);
      await kit.moveClock(601_000);
      const fields = fill(answer, 'email-code', { email, code });
      const body = { action: 'link', method: 'email-code', fields, chatCode: digits };
      const bound = await attempt.bind(body, { cookie: attempt.cookie });
      expect(
        bound.status === 401 || bound.status === 410,
        `It is answered with ${describe(bound)}.`,
      );
    },
  },
  {
    name: 'select-between-accounts',
    rule: 'If a proof matches several accounts, the visitor chooses one; a choice of another attempt is refused.',
    source: 'docs/protocol.md#bind',
    async run(kit) {
      const twins = kit.fixture.accounts.filter(({ email }) => email === twinsEmail);
      const [twin] = twins;
      need(twin !== undefined, 'The fixture has no two accounts with one address.');
      const [mine, other] = [await kit.question(), await kit.question()];
      const choicesOf = async ({ attempt, answer, digits }: typeof mine) => {
        const asked = await attempt.bind(byPassword(answer, twin, digits));
        const isAsked = asked.status === 200 && asked.body['result'] === 'select';
        expect(isAsked, `Two accounts match, and the answer is ${describe(asked)}.`);
        expect(
          !twins.some(({ id }) => asked.text.includes(`"${id}"`)),
          'The answer has account ids.',
        );
        return listOf(asked.body['accounts']);
      };
      const [choices, others] = [await choicesOf(mine), await choicesOf(other)];
      expect(choices.length === 2, `${choices.length} accounts are offered, not 2.`);
      const foreign = { action: 'select', choice: textField(others[0] ?? {}, 'choice') };
      const refused = await mine.attempt.bind(foreign, {
        as: 'with the choice of another attempt',
      });
      expectProblem(refused, 'invalid_request', 'A choice of another attempt');
      const chosen = choices[1] ?? {};
      const bound = await mine.attempt.bind({
        ...{ action: 'select', choice: textField(chosen, 'choice') },
      });
      needLinked(bound);
      const name = textField(fieldsOf(bound.body['account']), 'name');
      expect(name === textField(chosen, 'name'), 'Another account was linked than the chosen one.');
    },
  },
]);
