/** Mode digits: six digits from the page, typed in the chat. */
import type { Case } from '../../case.js';
import { expect, expectSignedIn } from '../../expect.js';
import {
  asked,
  digitsOnPage,
  expectApplications,
  expectGone,
  expectSentence,
  expectState,
  otherDigits,
  sendText,
  sources,
} from './steps.js';

const source = sources.texts;

export const digitsCases: readonly Case[] = [
  {
    name: 'right-digits',
    level: 'confirm',
    rule: 'The digits of the page, typed by the person who scanned, confirm.',
    source,
    modes: ['digits'],
    async run(kit) {
      const { attempt, person } = await asked(kit);
      expectSentence(await sendText(kit, person, await digitsOnPage(attempt)), 'The right digits');
      await expectState(attempt, 'approved', 'After the right digits');
      expectSignedIn(await attempt.redeem(), 'A redeem after the right digits');
    },
  },
  {
    name: 'digits-of-every-script',
    level: 'confirm',
    rule: 'Digits of every script count, without blanks and invisible characters.',
    source,
    modes: ['digits'],
    async run(kit) {
      for (const zero of [0xff10, 0x0660, 0x0966]) {
        const { attempt, person } = await asked(kit);
        const digits = await digitsOnPage(attempt);
        const typed = digits.replace(/\d/g, (each) => String.fromCharCode(zero + Number(each)));
        await sendText(kit, person, `\u200e ${typed.slice(0, 3)}\u3000${typed.slice(3)}\u200b\n`);
        await expectState(attempt, 'approved', `After digits from U+${zero.toString(16)}`);
      }
    },
  },
  {
    name: 'three-wrong-digits-deny',
    level: 'confirm',
    rule: 'The third wrong answer denies, and the right one afterwards changes nothing.',
    source,
    modes: ['digits'],
    async run(kit) {
      const { attempt, person } = await asked(kit);
      const digits = await digitsOnPage(attempt);
      for (const step of [1, 2]) {
        expectSentence(await sendText(kit, person, otherDigits(digits, step)), 'Wrong digits');
        await expectState(attempt, 'scanned', `After ${step} wrong answers`);
      }
      expectSentence(await sendText(kit, person, otherDigits(digits, 3)), 'Wrong digits');
      await expectState(attempt, 'denied', 'After three wrong answers');
      await sendText(kit, person, digits);
      await expectGone(attempt, 'denied', 'A redeem after three wrong answers and the right one');
    },
  },
  {
    name: 'a-repeated-text-counts-once',
    level: 'confirm',
    rule: 'A wrong answer that WeChat delivers three times counts once.',
    source,
    modes: ['digits'],
    async run(kit) {
      const { attempt, person } = await asked(kit);
      const digits = await digitsOnPage(attempt);
      const wrong = kit.pushes.textXml(person.openid, otherDigits(digits));
      const replies = new Set<string>();
      for (const as of ['once', 'twice', 'three times', 'four times']) {
        replies.add((await kit.pushes.push(wrong, { as: `wrong digits ${as}` })).reply);
      }
      await expectState(attempt, 'scanned', 'After one wrong answer, delivered four times');
      expect(replies.size === 1, 'The repetitions got different replies.');
      await sendText(kit, person, digits);
      await expectState(attempt, 'approved', 'After the right digits');
    },
  },
  {
    name: 'a-text-repeated-at-once-counts-once',
    level: 'confirm',
    rule: 'A wrong answer counts once, also if its repetitions arrive at the same moment.',
    source,
    modes: ['digits'],
    async run(kit) {
      const { attempt, person } = await asked(kit);
      const wrong = kit.pushes.textXml(person.openid, otherDigits(await digitsOnPage(attempt)));
      const push = (): Promise<unknown> => kit.pushes.push(wrong, { as: 'wrong digits at once' });
      await Promise.all([push(), push(), push(), push()]);
      await expectState(attempt, 'scanned', 'After one wrong answer, delivered four times at once');
    },
  },
  {
    name: 'digits-of-another-page',
    level: 'confirm',
    rule: 'Digits of another attempt are a wrong answer.',
    source: sources.confirm,
    modes: ['digits'],
    async run(kit) {
      const [own, other] = [await asked(kit), await asked(kit)];
      await sendText(kit, own.person, await digitsOnPage(other.attempt));
      await expectState(own.attempt, 'scanned', 'After the digits of another page');
      await expectState(other.attempt, 'scanned', 'The other attempt');
    },
  },
  {
    name: 'what-is-not-six-digits',
    level: 'confirm',
    rule: 'In mode digits, a text that is not exactly six digits is the application’s and counts not.',
    source,
    modes: ['digits'],
    async run(kit) {
      const { attempt, person } = await asked(kit);
      const digits = await digitsOnPage(attempt);
      for (const text of ['12', '12345', '1234567', `${digits}!`, 'hello']) {
        expectApplications(await sendText(kit, person, text), `The text "${text}"`);
      }
      await sendText(kit, person, digits);
      await expectState(attempt, 'approved', 'After the right digits');
    },
  },
];
