/** The question to a new visitor, and what creating an account does. */
import type { Case } from '../../case.js';
import {
  expect,
  expectProblem,
  expectSignedIn,
  expectStatus,
  fieldsOf,
  listOf,
  need,
} from '../../expect.js';
import { casesOf } from '../define.js';
import { expectOptions, expectShape } from '../shapes.js';
import { sessionOf } from '../core/redeem.js';
import { byPassword, isKnown, sendCode } from './steps.js';

export const questionCases: readonly Case[] = casesOf('binding', 'docs/protocol.md#the-question', [
  {
    name: 'question-answer',
    rule: 'The question has the fields of the protocol and no others, and asks the same again.',
    async run(kit) {
      const { attempt, answer, person } = await kit.question();
      expectShape(answer, 'binding', 'The question');
      expectOptions(answer);
      expect(!answer.text.includes(person.openid), 'The question has the openid.');
      expect((await attempt.state()) === 'binding', 'The attempt is not in the state binding.');
      const { expiresIn } = answer.body;
      const again = await attempt.redeem({ as: 'again' });
      expectStatus(again, 200, 'A second redeem');
      const options = JSON.stringify(again.body['options']);
      expect(options === JSON.stringify(answer.body['options']), 'The second question differs.');
      expect(Number(expiresIn) > 0 && Number(expiresIn) <= 600, 'expiresIn is not 1 to 600 s.');
    },
  },
  {
    name: 'question-opens-no-session',
    rule: 'The question signs nobody in: it sets no session.',
    async run(kit) {
      const { answer, attempt } = await kit.question();
      expect(sessionOf(answer.setCookies) === '', 'The question sets the cookie of a session.');
      const list = await attempt.browser.call('GET', '/identities');
      expectProblem(list, 'reauthentication_required', 'The list of identities at the question');
    },
  },
  {
    name: 'question-abandoned',
    rule: 'A visitor who leaves at the question has changed nothing: the next login asks again.',
    async run(kit) {
      const { attempt, person } = await kit.question();
      await attempt.cancel();
      const next = await kit.browser().open();
      await kit.approve(next, person);
      const answer = await next.redeem();
      expect(answer.body['result'] === 'binding', 'The next login does not ask again.');
    },
  },
  {
    name: 'create-account',
    rule: 'A visitor who chooses so gets an account, which the next login opens.',
    source: 'docs/protocol.md#bind',
    async run(kit) {
      const { attempt, person, digits } = await kit.question();
      const body = { action: 'create', ...(digits === '' ? {} : { chatCode: digits }) };
      const answer = await attempt.bind(body);
      expectSignedIn(answer, 'A create');
      expectShape(answer, 'authenticated', 'The answer to a create');
      expect(answer.body['isNew'] === true, 'The account is not new.');
      expect(await isKnown(kit, person), 'The next login does not open the account.');
    },
  },
  {
    name: 'bind-in-parallel',
    rule: 'Ten binds at once create one account and open one session; a late one gets the same answer.',
    source: 'docs/protocol.md#bind',
    async run(kit) {
      const { attempt, digits } = await kit.question();
      const { cookie } = attempt;
      const body = { action: 'create', ...(digits === '' ? {} : { chatCode: digits }) };
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => attempt.bind(body, { cookie, as: 'in parallel' })),
      );
      const done = answers.filter(({ status }) => status !== 503 && status !== 429);
      need(done.length > 0, 'All ten binds were put off.');
      done.push(await attempt.bind(body, { cookie, as: 'late' }));
      for (const answer of done) expectSignedIn(answer, 'A bind in parallel');
      expect(new Set(done.map(({ text }) => text)).size === 1, 'The answers differ.');
      const sessions = new Set(done.map(({ setCookies }) => sessionOf(setCookies)));
      expect(sessions.size === 1, `Ten binds have opened ${sessions.size} sessions.`);
    },
  },
  {
    name: 'email-does-not-link',
    rule: 'Nothing is linked because an e-mail address is equal: to know an address, or to ask for a code, is no proof.',
    source: 'docs/protocol.md#binding',
    async run(kit) {
      const atQuestion = await kit.question();
      const { attempt, person, digits } = atQuestion;
      const account = kit.account();
      await sendCode(kit, atQuestion, account.email);
      const { email, phone, name } = account;
      const body = { action: 'create', ...(digits === '' ? {} : { chatCode: digits }) };
      const extra = { email, phone, name, nickname: name, account: account.id, id: account.id };
      const first = await attempt.bind({ ...body, ...extra });
      const answer = first.status === 400 ? await attempt.bind(body) : first;
      expectSignedIn(answer, 'A create');
      const seen = fieldsOf(answer.body['account'])['name'];
      expect(answer.body['isNew'] === true, 'The create has opened an account that was there.');
      expect(seen !== name, 'The create has opened the account with that e-mail address.');
      need(await isKnown(kit, person), 'The next login needs to open the new account.');
    },
  },
  {
    name: 'bind-wrong-proofs',
    rule: 'A bind needs verifier and cookie of its attempt; everything else gets the same 404.',
    source: 'docs/protocol.md#errors',
    async run(kit) {
      const { attempt, answer, digits } = await kit.question();
      const other = await kit.browser().open();
      const body = byPassword(answer, kit.account(), digits);
      const wrong = {
        'without the cookie': { cookie: '' },
        'with the cookie of another attempt': { cookie: other.cookie },
        'with the key as the verifier': { body: { ...body, verifier: attempt.chain.key } },
        'with another verifier': { body: { ...body, verifier: other.chain.verifier } },
      };
      for (const [as, options] of Object.entries(wrong)) {
        const refused = await attempt.bind(body, { as, ...options });
        expectProblem(refused, 'not_found', `A bind ${as}`);
        const path = `/attempts/${attempt.id}/codes`;
        const codes = { verifier: attempt.chain.verifier, method: 'email-code', fields: {} };
        const asked = await attempt.browser.call('POST', path, { as, body: codes, ...options });
        expectProblem(asked, 'not_found', `A request for a code ${as}`);
      }
      expect((await attempt.state()) === 'binding', 'The attempt is not in the state binding.');
    },
  },
  {
    name: 'bind-wrong-state',
    rule: 'A bind before the question gets 409 wrong_state, and one after the end 410 gone.',
    source: 'docs/protocol.md#errors',
    async run(kit) {
      const body = { action: 'create' };
      const pending = await kit.browser().open();
      expectProblem(await pending.bind(body), 'wrong_state', 'A bind before the scan');
      await kit.approve(pending, await kit.person());
      expectProblem(await pending.bind(body), 'wrong_state', 'A bind before the redeem');
      const { attempt } = await kit.question();
      await attempt.cancel();
      const late = await attempt.bind(body, { cookie: attempt.cookie });
      expectProblem(late, 'gone', 'A bind after a cancel');
      expect(late.body['reason'] === 'cancelled', 'The reason is not cancelled.');
    },
  },
  {
    name: 'bind-not-offered',
    rule: 'A method, a choice or a field that was not offered gets 400 invalid_request, and costs nothing.',
    source: 'docs/protocol.md#bind',
    async run(kit) {
      const { attempt, answer, digits } = await kit.question();
      const right = byPassword(answer, kit.account(), digits);
      const fields = fieldsOf(fieldsOf(right)['fields']);
      const bodies = {
        'with an unknown method': { ...right, method: 'telepathy' },
        'with an unknown action': { ...right, action: 'steal' },
        'with a choice that was not offered': {
          action: 'select',
          choice: 'AAAAAAAAAAAAAAAAAAAAAA',
        },
        'with an unknown field': { ...right, fields: { ...fields, somethingElse: 'x' } },
        'without its fields': { ...right, fields: {} },
        'with a field that is too long': {
          ...right,
          fields: Object.fromEntries(Object.keys(fields).map((name) => [name, 'x'.repeat(201)])),
        },
        'with a number in a field': {
          ...right,
          fields: Object.fromEntries(Object.keys(fields).map((name) => [name, 42])),
        },
      };
      for (const [as, body] of Object.entries(bodies)) {
        expectProblem(await attempt.bind(body, { as }), 'invalid_request', `A bind ${as}`);
      }
      expect((await attempt.state()) === 'binding', 'The attempt is not in the state binding.');
    },
  },
  {
    name: 'bind-of-another-site',
    rule: 'A bind, a request for a code and an unlinking from another origin get 403 origin_denied.',
    source: 'docs/protocol.md#endpoints',
    async run(kit) {
      const { attempt, answer, digits } = await kit.question();
      const options = { origin: 'https://evil.example', as: 'from another origin' };
      const body = byPassword(answer, kit.account(), digits);
      expectProblem(await attempt.bind(body, options), 'origin_denied', 'A bind');
      const codes = { method: 'email-code', fields: {} };
      expectProblem(await attempt.codes(codes, options), 'origin_denied', 'A request for a code');
      const unlink = await attempt.browser.call('DELETE', '/identities/x', options);
      expectProblem(unlink, 'origin_denied', 'An unlinking');
    },
  },
  {
    name: 'question-expires',
    rule: 'A question that nobody answers ends after 10 minutes.',
    source: 'docs/protocol.md#states',
    needs: ['clock'],
    async run(kit) {
      const { attempt } = await kit.question();
      await kit.moveClock(590_000);
      expect((await attempt.state()) === 'binding', 'The question has ended before 10 minutes.');
      await kit.moveClock(20_000);
      expect((await attempt.state()) === 'expired', 'The question has not ended after 610 s.');
      const late = await attempt.bind({ action: 'create' }, { cookie: attempt.cookie });
      expectProblem(late, 'gone', 'A bind after 610 s');
    },
  },
  {
    name: 'question-lists-each-method-once',
    rule: 'Each method is offered once, and create at most once.',
    async run(kit) {
      const { answer } = await kit.question();
      const names = listOf(answer.body['options']).map((option) => String(option['method']));
      expect(new Set(names).size === names.length, 'A method is offered twice.');
    },
  },
]);
