/** Linking and stepping up by message. */
import type { Case } from '../../case.js';
import { expectProblem, expectSignedIn, needStatus } from '../../expect.js';
import { digitsIn } from '../../wechat/replies.js';
import { asking, confirmedMember, expectState, waysIn } from '../confirm/steps.js';
import { casesOf } from '../define.js';
import { expectAsked, sendDigits, shown, sources } from './steps.js';

export const byMessageCases: readonly Case[] = casesOf('message', sources.message, [
  {
    name: 'link-by-message',
    rule: 'A signed-in visitor links a WeChat user by message, who is asked.',
    modes: asking,
    async run(kit) {
      const { browser } = await confirmedMember(kit);
      const person = await kit.person();
      await person.follow();
      const attempt = await shown(kit, browser, { purpose: 'link' });
      const question = await sendDigits(kit, attempt, person);
      await expectAsked(attempt, question, 'After the digits for a link');
      const reply = await kit.confirm(attempt, person, question);
      needStatus(await attempt.redeem(), 200, 'A redeem for a link by message');
      const chatCode = digitsIn(reply);
      const body = { action: 'link', method: 'session', chatCode };
      expectSignedIn(await attempt.bind(body), 'A link by message');
    },
  },
  {
    name: 'step-up-by-message',
    rule: 'A step-up by message is asked, and signs in once it is confirmed.',
    modes: asking,
    async run(kit) {
      const { browser, person } = await confirmedMember(kit);
      const attempt = await shown(kit, browser, { purpose: 'step-up' });
      const question = await sendDigits(kit, attempt, person);
      await expectAsked(attempt, question, 'After the digits for a step-up');
      expectProblem(await attempt.redeem(), 'wrong_state', 'A redeem before the answer');
      await person.tap(waysIn(question).confirm.href);
      await expectState(attempt, 'approved', 'After Confirm');
      expectSignedIn(await attempt.redeem(), 'A redeem of a step-up by message');
    },
  },
]);
