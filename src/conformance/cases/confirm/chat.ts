/** Cases about texts in the chat: one for each row of the table, and for texts that answer nothing. */
import type { Case } from '../../case.js';
import { expect, expectProblem, expectSignedIn, need } from '../../expect.js';
import { digitsIn, numbersIn } from '../../wechat/replies.js';
import {
  asked,
  asking,
  confirmation,
  expectApplications,
  expectGone,
  expectSentence,
  expectState,
  notMeIn,
  sendText,
  sources,
  tapping,
  waysIn,
} from './steps.js';

const source = sources.texts;

export const chatCases: readonly Case[] = [
  {
    name: 'text-of-the-application',
    level: 'confirm',
    rule: 'A text that answers nothing is the application’s, also while somebody is asked.',
    source,
    modes: asking,
    async run(kit) {
      const { attempt, person } = await asked(kit);
      for (const text of ['hello', '1', 'Confirm', 'wml-', 'wml-tooShort', '12345', '1234567']) {
        expectApplications(await sendText(kit, person, text), `The text "${text}"`);
      }
      await expectState(attempt, 'scanned', 'After texts of the application');
    },
  },
  {
    name: 'confirmed-by-number',
    level: 'confirm',
    rule: 'A text that is exactly the number of Confirm confirms; digits of every script count.',
    source,
    modes: tapping,
    async run(kit) {
      const { attempt, person, question } = await asked(kit);
      const [confirm = ''] = numbersIn(question);
      const wide = confirm.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
      expectSentence(await sendText(kit, person, ` ${wide}\u200b`), 'The number of Confirm');
      await expectState(attempt, 'approved', 'After the number of Confirm');
      expectSignedIn(await attempt.redeem(), 'A redeem after the number');
    },
  },
  {
    name: 'denied-by-number',
    level: 'confirm',
    rule: 'A text that is exactly the number of Not me denies.',
    source,
    modes: tapping,
    async run(kit) {
      const { attempt, person, question } = await asked(kit);
      expectSentence(await sendText(kit, person, numbersIn(question)[1] ?? ''), 'Not me');
      await expectState(attempt, 'denied', 'After the number of Not me');
      await expectGone(attempt, 'denied', 'A redeem after Not me');
    },
  },
  {
    name: 'other-numbers',
    level: 'confirm',
    rule: 'In mode tap there are no wrong answers: every other number is the application’s.',
    source,
    modes: tapping,
    async run(kit) {
      const { attempt, person, question } = await asked(kit);
      const numbers = numbersIn(question);
      const others = Array.from({ length: 90 }, (_, index) => String(index + 10));
      for (const text of others.filter((each) => !numbers.includes(each)).slice(0, 5)) {
        expectApplications(await sendText(kit, person, text), `The number ${text}`);
      }
      const [confirm = ''] = numbers;
      expectApplications(await sendText(kit, person, `${confirm} please`), 'A number in a text');
      await expectState(attempt, 'scanned', 'After other numbers');
    },
  },
  {
    name: 'plain-1-confirms-nothing',
    level: 'confirm',
    rule: 'A number confirms the question that it was written for, never another attempt.',
    source,
    modes: tapping,
    async run(kit) {
      const first = await asked(kit);
      const second = await asked(kit, first.person);
      for (const text of ['1', '01', ...numbersIn(first.question)]) {
        await sendText(kit, first.person, text);
      }
      await expectState(second.attempt, 'scanned', 'After the numbers of an older question');
      await expectState(first.attempt, 'cancelled', 'The older attempt');
    },
  },
  {
    name: 'number-after-the-answer',
    level: 'confirm',
    rule: 'Once the question is answered, its numbers mean nothing.',
    source,
    modes: tapping,
    async run(kit) {
      const { attempt, person, question } = await asked(kit);
      const [confirm = '', notMe = ''] = numbersIn(question);
      await sendText(kit, person, confirm);
      expectApplications(await sendText(kit, person, notMe), 'The number of Not me afterwards');
      await expectState(attempt, 'approved', 'After Confirm and then the other number');
    },
  },
  {
    name: 'confirmation-by-another-person',
    level: 'confirm',
    rule: 'A confirmation counts only from the person who scanned.',
    source: sources.confirm,
    modes: asking,
    async run(kit) {
      const first = await asked(kit);
      const second = await asked(kit);
      const text = await confirmation(first);
      const answer = await sendText(kit, second.person, text);
      if (kit.fixture.confirm !== 'digits')
        expectSentence(answer, 'A confirmation of another person');
      await sendText(kit, await kit.person(), text);
      await expectState(first.attempt, 'scanned', 'After the confirmation of another person');
      await expectState(second.attempt, 'scanned', 'The attempt of that other person');
    },
  },
  {
    name: 'numbers-by-another-person',
    level: 'confirm',
    rule: 'The numbers of a question are nobody else’s answer.',
    source: sources.confirm,
    modes: tapping,
    async run(kit) {
      const first = await asked(kit);
      const second = await asked(kit);
      const [own, others] = [numbersIn(second.question), numbersIn(first.question)];
      for (const text of others) {
        if (!own.includes(text)) await sendText(kit, second.person, text);
      }
      await expectState(first.attempt, 'scanned', 'After numbers of another person');
      await expectState(second.attempt, 'scanned', 'The attempt of that other person');
    },
  },
  {
    name: 'confirmation-for-another-attempt',
    level: 'confirm',
    rule: 'A confirmation counts only for the attempt that its question was about.',
    source: sources.live,
    modes: asking,
    async run(kit) {
      const first = await asked(kit);
      const text = await confirmation(first);
      const second = await asked(kit, first.person);
      const answer = await sendText(kit, first.person, text);
      expectSentence(answer, 'The confirmation of an older attempt');
      await expectState(second.attempt, 'scanned', 'After the confirmation of an older attempt');
      await expectState(first.attempt, 'cancelled', 'The older attempt');
    },
  },
  {
    name: 'confirmation-twice',
    level: 'confirm',
    rule: 'A confirmation of a used attempt gets a sentence and changes nothing.',
    source,
    modes: tapping,
    async run(kit) {
      const { attempt, person, question } = await asked(kit);
      const { text } = waysIn(question).confirm;
      await sendText(kit, person, text);
      const { rev } = (await attempt.watch()).body;
      expectSentence(await sendText(kit, person, text), 'A second confirmation');
      expect((await attempt.watch()).body['rev'] === rev, 'The second one has changed something.');
      expectSignedIn(await attempt.redeem(), 'A redeem after two confirmations');
      expectSentence(await sendText(kit, person, text), 'A confirmation after the login');
      await expectState(attempt, 'completed', 'After a confirmation of a used attempt');
    },
  },
  {
    name: 'confirmation-after-the-deadline',
    level: 'confirm',
    rule: 'A confirmation after the deadline gets a sentence and changes nothing.',
    source,
    needs: ['clock'],
    modes: tapping,
    async run(kit) {
      const { attempt, person, question } = await asked(kit);
      await kit.moveClock(91_000);
      expectSentence(await sendText(kit, person, waysIn(question).confirm.text), 'A late answer');
      await expectGone(attempt, 'expired', 'A redeem after the deadline');
    },
  },
  {
    name: 'forged-token',
    level: 'confirm',
    rule: 'A text with an unknown token gets a sentence, changes nothing, and is not passed on.',
    source,
    modes: asking,
    async run(kit) {
      const { attempt, person } = await asked(kit);
      for (const text of [
        `wml-${'A'.repeat(22)}`,
        `Confirm wml-${attempt.chain.key.slice(0, 22)}`,
      ]) {
        expectSentence(await sendText(kit, person, text), 'A text with a forged token');
      }
      await expectState(attempt, 'scanned', 'After forged tokens');
    },
  },
  {
    name: 'token-decides-not-words',
    level: 'confirm',
    rule: 'What a message does depends on its token alone, not on its words or msgmenuid.',
    source,
    modes: tapping,
    async run(kit) {
      const { attempt, person, question } = await asked(kit);
      const { confirm, notMe } = waysIn(question);
      const words = confirm.text.replace(/wml-.*$/, '');
      const token = /wml-[\w-]{22}/.exec(notMe.text)?.[0] ?? '';
      await sendText(kit, person, `${words}${token}`);
      await expectState(attempt, 'denied', 'After the words of Confirm with the token of Not me');
    },
  },
  {
    name: 'denied-by-link',
    level: 'confirm',
    rule: 'Not me ends the attempt as denied, and nothing confirms it afterwards.',
    source: sources.notMe,
    modes: asking,
    async run(kit) {
      const asking = await asked(kit);
      const text = await confirmation(asking);
      await asking.person.tap(notMeIn(asking.question).href);
      await expectState(asking.attempt, 'denied', 'After Not me');
      await sendText(kit, asking.person, text);
      await expectGone(asking.attempt, 'denied', 'A redeem after Not me and a confirmation');
    },
  },
  {
    name: 'digits-sprayed-in-the-chat',
    level: 'confirm',
    rule: 'Digits that strangers send in the chat confirm nothing.',
    source,
    modes: asking,
    async run(kit) {
      const asking = await asked(kit);
      const strangers = [await kit.person(), (await kit.member()).person];
      const own = kit.fixture.confirm === 'digits' ? [await confirmation(asking)] : [];
      // With level message, they may be the digits of a page, and then get a sentence.
      const levels = asking.attempt.created.body['levels'];
      const mayBeOurs = Array.isArray(levels) && levels.includes('message');
      for (const stranger of strangers) {
        for (const text of ['000000', '123456', ...own]) {
          const answer = await sendText(kit, stranger, text);
          if (!mayBeOurs) expectApplications(answer, 'Digits of a stranger');
        }
      }
      await expectState(asking.attempt, 'scanned', 'After digits of strangers');
    },
  },
  {
    name: 'linking-digits-in-the-chat',
    level: 'confirm',
    rule: 'The six digits for linking, typed in the chat, are answered "type this on the page".',
    source,
    async run(kit) {
      const { attempt, person, digits, reply } = await kit.question();
      need(digits !== '', `The reply needs the digits for linking, and is: ${reply}`);
      expectSentence(await sendText(kit, person, digits), 'The digits for linking');
      await expectState(attempt, 'binding', 'After the digits for linking in the chat');
      const wrong = await attempt.bind({ action: 'link', method: 'password', chatCode: 'x' });
      expect(wrong.status !== 200, 'A link without the digits is accepted afterwards.');
      expect(digitsIn(reply) === digits, 'The reply has other digits.');
    },
  },
  {
    name: 'redeem-while-asked',
    level: 'confirm',
    rule: 'However often the page asks, nobody is signed in before the answer.',
    source: sources.confirm,
    modes: asking,
    async run(kit) {
      const { attempt } = await asked(kit);
      for (const answer of await Promise.all([1, 2, 3].map(() => attempt.redeem()))) {
        expectProblem(answer, 'wrong_state', 'A redeem while the person is asked');
      }
      expectProblem(await attempt.bind({ action: 'create' }), 'wrong_state', 'A bind meanwhile');
      await expectState(attempt, 'scanned', 'After redeem and bind');
    },
  },
];
