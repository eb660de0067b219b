/** Digits that are wrong, old or somebody else's, and how many of them one person may send. */
import type { Case } from '../../case.js';
import { expect } from '../../expect.js';
import {
  asking,
  expectGone,
  expectSentence,
  expectState,
  sendText,
  waysIn,
} from '../confirm/steps.js';
import { casesOf } from '../define.js';
import { expectAsked, otherDigits, sendDigits, sendWrong, shown, sources } from './steps.js';

const isIn = (state: string): boolean => state === 'scanned' || state === 'approved';

export const wrongDigitsCases: readonly Case[] = casesOf('message', sources.limits, [
  {
    name: 'wrong-digits',
    rule: 'Digits that no page shows get a sentence and change nothing.',
    async run(kit) {
      const [attempt, person] = [await shown(kit), await kit.person()];
      await sendWrong(kit, attempt, person);
      await expectState(attempt, 'pending', 'After wrong digits');
    },
  },
  {
    name: 'wrong-digits-are-limited',
    rule: 'After five wrong ones in ten minutes, a person’s digits are not looked at, also if they are right.',
    async run(kit) {
      const [attempt, person] = [await shown(kit), await kit.person()];
      for (let step = 1; step <= 5; step++) await sendWrong(kit, attempt, person, step);
      expectSentence(await sendText(kit, person, attempt.digits), 'The right digits, too late');
      await expectState(attempt, 'pending', 'After five wrong digits and then the right ones');
      const other = await kit.person();
      expectSentence(await sendText(kit, other, attempt.digits), 'The digits of another person');
      expect(isIn(await attempt.state()), 'Another person’s first digits were not looked at.');
    },
  },
  {
    name: 'wrong-digits-limit-ends',
    rule: 'Ten minutes after the wrong ones, or at most one more, a person’s digits are looked at again.',
    needs: ['clock'],
    async run(kit) {
      const [first, person] = [await shown(kit), await kit.person()];
      for (let step = 1; step <= 5; step++) await sendWrong(kit, first, person, step);
      // A backend may count in slots, so that its window ends a little later.
      await kit.moveClock(660_000);
      const attempt = await shown(kit);
      await sendDigits(kit, attempt, person);
      expect(isIn(await attempt.state()), 'The digits were not looked at after ten minutes.');
    },
  },
  {
    name: 'wrong-digits-repeated-count-once',
    rule: 'A message with wrong digits that WeChat repeats counts once and gets the same reply.',
    async run(kit) {
      const [attempt, person] = [await shown(kit), await kit.person()];
      const wrong = kit.pushes.textXml(person.openid, otherDigits(kit, attempt));
      const replies = new Set<string>();
      for (let count = 1; count <= 6; count++) {
        replies.add((await kit.pushes.push(wrong, { as: `wrong digits, ${count}` })).reply);
      }
      expect(replies.size === 1, 'The repetitions got different replies.');
      await sendDigits(kit, attempt, person);
      expect(isIn(await attempt.state()), 'The repetitions have used up the tries.');
    },
  },
  {
    name: 'right-digits-repeated',
    rule: 'A message with the right digits that WeChat repeats gets the same reply and changes nothing more.',
    async run(kit) {
      const [attempt, person] = [await shown(kit), await kit.person()];
      const xml = kit.pushes.textXml(person.openid, attempt.digits);
      const { reply } = await kit.pushes.push(xml, { as: 'the digits' });
      const { rev } = (await attempt.watch()).body;
      const again = await kit.pushes.push(xml, { as: 'the digits again' });
      expect(again.reply === reply, 'The repetition got another reply.');
      expect((await attempt.watch()).body['rev'] === rev, 'The repetition has changed something.');
    },
  },
  {
    name: 'digits-of-somebody-else',
    rule: 'A second person who sends the same digits gets a sentence, and the first one stays.',
    modes: asking,
    async run(kit) {
      const [attempt, first, second] = [await shown(kit), await kit.person(), await kit.person()];
      const question = await sendDigits(kit, attempt, first);
      expectSentence(await sendText(kit, second, attempt.digits), 'The digits of somebody else');
      await expectAsked(attempt, question, 'After the digits of somebody else');
      await sendText(kit, second, waysIn(question).confirm.text);
      await expectState(attempt, 'scanned', 'After a confirmation by the second person');
      await sendText(kit, first, waysIn(question).confirm.text);
      await expectState(attempt, 'approved', 'After the confirmation by the first person');
    },
  },
  {
    name: 'digits-by-two-people-at-once',
    rule: 'Of two people who send the same digits at the same moment, one is let in.',
    async run(kit) {
      const [attempt, first, second] = [await shown(kit), await kit.person(), await kit.person()];
      const answers = await Promise.all(
        [first, second].map((person) => sendText(kit, person, attempt.digits)),
      );
      for (const answer of answers) expectSentence(answer, 'Digits at the same moment');
      expect(isIn(await attempt.state()), 'Neither of the two is let in.');
      expect(answers[0]?.reply !== answers[1]?.reply, 'Both get the same reply.');
    },
  },
  {
    name: 'digits-sent-again',
    rule: 'Somebody who sends the same digits again gets the same question.',
    modes: asking,
    async run(kit) {
      const [attempt, person] = [await shown(kit), await kit.person()];
      const question = await sendDigits(kit, attempt, person);
      for (let count = 0; count < 6; count++) {
        const again = await sendDigits(kit, attempt, person);
        expect(again === question, 'The same digits get another reply.');
      }
      await expectState(attempt, 'scanned', 'After the same digits again');
    },
  },
  {
    name: 'digits-after-cancel',
    rule: 'Digits of an attempt that the page has cancelled get a sentence and change nothing.',
    async run(kit) {
      const [attempt, person] = [await shown(kit), await kit.person()];
      await attempt.cancel();
      expectSentence(await sendText(kit, person, attempt.digits), 'Digits of a cancelled attempt');
      await expectGone(attempt, 'cancelled', 'A redeem after the digits of a cancelled attempt');
    },
  },
  {
    name: 'digits-after-the-deadline',
    rule: 'Digits after the deadline get a sentence for 15 minutes, and change nothing.',
    needs: ['clock'],
    async run(kit) {
      const attempt = await shown(kit);
      await kit.moveClock(261_000);
      const person = await kit.person();
      expectSentence(await sendText(kit, person, attempt.digits), 'Digits after 261 s');
      await expectGone(attempt, 'expired', 'A redeem after late digits');
      await kit.moveClock(630_000);
      const late = await sendText(kit, await kit.person(), attempt.digits);
      expectSentence(late, 'Digits 10 minutes after the deadline');
    },
  },
  {
    name: 'newer-digits-count',
    rule: 'The digits of a newer page end the attempt of the one before.',
    async run(kit) {
      const [first, second] = [await shown(kit), await shown(kit)];
      const { person } = await kit.member();
      await sendDigits(kit, first, person);
      await sendDigits(kit, second, person);
      await expectState(first, 'cancelled', 'The attempt of the older page');
      expect(isIn(await second.state()), 'The newer page lets nobody in.');
    },
  },
]);
