/** Digits in the chat: what they lead to, and what is not ours. */
import type { Case } from '../../case.js';
import { expect, expectSignedIn, expectStatus, fieldsOf } from '../../expect.js';
import {
  asked,
  asking,
  expectApplications,
  expectGone,
  expectSentence,
  expectState,
  needState,
  notMeIn,
  sendText,
  tapping,
  waysIn,
} from '../confirm/steps.js';
import { casesOf } from '../define.js';
import { expectAsked, sendDigits, shown, sources } from './steps.js';

export const digitsInChatCases: readonly Case[] = casesOf('message', sources.texts, [
  {
    name: 'digits-alone-sign-nobody-in',
    rule: 'Digits ask, with Confirm and Not me, and approve nobody: neither a new nor a known person.',
    modes: asking,
    async run(kit) {
      for (const person of [await kit.person(), (await kit.member()).person]) {
        const attempt = await shown(kit);
        const answer = await sendText(kit, person, attempt.digits);
        expectSentence(answer, 'The digits of the page');
        await expectAsked(attempt, answer.reply, 'After the digits of the page');
        expectStatus(await attempt.redeem(), 409, 'A redeem after the digits alone');
      }
    },
  },
  {
    name: 'digits-ask-in-a-known-browser',
    rule: 'Digits ask also in a browser where this person has confirmed before.',
    modes: ['auto'],
    async run(kit) {
      const { person, browser } = await kit.member();
      const first = await shown(kit, browser);
      const question = await sendDigits(kit, first, person);
      await person.tap(waysIn(question).confirm.href);
      await kit.enter(first);
      const attempt = await shown(kit, browser);
      await expectAsked(attempt, await sendDigits(kit, attempt, person), 'In a known browser');
    },
  },
  {
    name: 'digits-then-confirm',
    rule: 'After the digits, Confirm approves, and the page signs in.',
    modes: asking,
    async run(kit) {
      const { person } = await kit.member();
      const attempt = await shown(kit);
      const question = await sendDigits(kit, attempt, person);
      expectSentence(await sendText(kit, person, waysIn(question).confirm.text), 'Confirm');
      await expectState(attempt, 'approved', 'After the digits and Confirm');
      expectSignedIn(await attempt.redeem(), 'A redeem after the digits and Confirm');
    },
  },
  {
    name: 'digits-then-not-me',
    rule: 'After the digits, Not me denies.',
    modes: asking,
    async run(kit) {
      const [attempt, person] = [await shown(kit), await kit.person()];
      await person.follow();
      const question = await person.send(attempt.digits);
      await person.tap(notMeIn(question).href);
      await expectGone(attempt, 'denied', 'A redeem after the digits and Not me');
    },
  },
  {
    name: 'digits-of-the-page-mean-tap',
    rule: 'In mode digits, the question after digits of a page is that of mode tap.',
    modes: ['digits'],
    async run(kit) {
      const [attempt, person] = [await shown(kit), await kit.person()];
      await sendDigits(kit, attempt, person);
      const { mode, digits } = fieldsOf((await attempt.watch()).body['confirm']);
      expect(
        mode === 'tap' && digits === undefined,
        `The mode of the question is ${String(mode)}.`,
      );
    },
  },
  {
    name: 'digits-approve-in-mode-none',
    rule: 'In mode none, digits approve at once.',
    modes: ['none'],
    async run(kit) {
      const [attempt, person] = [await shown(kit), await kit.person()];
      await person.follow();
      expectSentence(await sendText(kit, person, attempt.digits), 'The digits of the page');
      await expectState(attempt, 'approved', 'After the digits of the page');
      await kit.enter(attempt);
    },
  },
  {
    name: 'digits-by-a-new-follower',
    rule: 'Somebody who finds the account by search follows, sends the digits, confirms and is signed in.',
    async run(kit) {
      const [attempt, person] = [await shown(kit), await kit.person()];
      await person.follow();
      const reply = await kit.confirm(attempt, person, await person.send(attempt.digits));
      await kit.enter(attempt, reply);
    },
  },
  {
    name: 'digits-of-a-page-in-every-script',
    rule: 'Digits of every script count, without blanks and invisible characters.',
    async run(kit) {
      for (const zero of [0xff10, 0x0660, 0x0966]) {
        const [attempt, person] = [await shown(kit), await kit.person()];
        const typed = attempt.digits.replace(/\d/g, (each) =>
          String.fromCharCode(zero + Number(each)),
        );
        const text = `\u200e ${typed.slice(0, 3)}\u3000${typed.slice(3)}\u200b\n`;
        expectSentence(await sendText(kit, person, text), `Digits from U+${zero.toString(16)}`);
        const state = await attempt.state();
        expect(state !== 'pending', `After digits from U+${zero.toString(16)}, it is pending.`);
      }
    },
  },
  {
    name: 'digits-in-a-sentence',
    rule: 'A message that is not exactly the digits is the application’s, also if it contains them.',
    async run(kit) {
      const [attempt, person] = [await shown(kit), await kit.person()];
      const { digits } = attempt;
      const texts = [
        ...[`${digits}!`, `My code is ${digits}.`, `#${digits}`, `${digits} ${digits}`],
        ...[digits.slice(-5), `${digits.slice(0, 3)}-${digits.slice(3)}`, 'hello'],
      ];
      for (const text of texts) {
        expectApplications(
          await sendText(kit, person, text),
          `The text "${text.length} characters"`,
        );
      }
      await expectState(attempt, 'pending', 'After texts that contain the digits');
    },
  },
  {
    name: 'digits-while-nobody-waits',
    rule: 'While no page of the account waits for digits, they are the application’s.',
    needs: ['clock'],
    async run(kit) {
      const [attempt, person] = [await shown(kit), await kit.person()];
      await kit.moveClock(3_600_000);
      expectApplications(await sendText(kit, person, attempt.digits), 'Digits of an hour ago');
    },
  },
  {
    name: 'digits-while-somebody-is-asked',
    rule: 'Somebody who is asked can send the digits of another page, and that one counts then.',
    modes: tapping,
    async run(kit) {
      const { attempt: first, person } = await asked(kit);
      const attempt = await shown(kit);
      await expectAsked(attempt, await sendDigits(kit, attempt, person), 'After the digits');
      await expectState(first, 'cancelled', 'The attempt that was asked about before');
    },
  },
  {
    name: 'digits-of-the-question-come-first',
    rule: 'In mode digits, six digits answer the question, and those of another page are wrong.',
    modes: ['digits'],
    async run(kit) {
      const { attempt: first, person } = await asked(kit);
      const attempt = await shown(kit);
      expectSentence(await sendText(kit, person, attempt.digits), 'The digits of another page');
      await expectState(attempt, 'pending', 'The page whose digits were sent');
      await expectState(first, 'scanned', 'The attempt that is asked about');
    },
  },
  {
    name: 'scan-after-digits',
    rule: 'A later scan by the same person ends the attempt by message.',
    modes: asking,
    async run(kit) {
      const { person } = await kit.member();
      const first = await shown(kit);
      await sendDigits(kit, first, person);
      await needState(first, 'scanned');
      const second = await kit.browser().open();
      await person.scan(second.qrCodeUrl);
      await expectState(first, 'cancelled', 'The attempt by message after a later scan');
    },
  },
]);
