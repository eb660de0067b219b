/** The question in the chat: what it holds, and what it never holds. */
import type { Case } from '../../case.js';
import { expect, expectProblem, expectSignedIn, fieldsOf, need, textField } from '../../expect.js';
import { digitsIn, isOurs, linksIn, numbersIn } from '../../wechat/replies.js';
import { asked, asking, digitsOnPage, expectState, sources, tapping, waysIn } from './steps.js';

const source = sources.question;
const tokenIn = (text: string): string => /wml-([\w-]{22})/.exec(text)?.[1] ?? '';

export const questionCases: readonly Case[] = [
  {
    name: 'known-person-is-asked',
    level: 'confirm',
    rule: 'A person with an account, in a browser where they never confirmed, is asked first.',
    source: sources.confirm,
    modes: asking,
    async run(kit) {
      const { attempt } = await asked(kit);
      const { body } = await attempt.watch();
      const mode = textField(fieldsOf(body['confirm']), 'mode');
      const expected = kit.fixture.confirm === 'digits' ? 'digits' : 'tap';
      expect(mode === expected, `The snapshot says confirm.mode "${mode}", not "${expected}".`);
      expectProblem(await attempt.redeem(), 'wrong_state', 'A redeem before the confirmation');
    },
  },
  {
    name: 'confirmed-by-link',
    level: 'confirm',
    rule: 'After Confirm by the person who scanned, the page signs in.',
    source: sources.confirm,
    modes: tapping,
    async run(kit) {
      const { attempt, person, question } = await asked(kit);
      await person.tap(waysIn(question).confirm.href);
      await expectState(attempt, 'approved', 'After Confirm');
      expectSignedIn(await attempt.redeem(), 'A redeem after Confirm');
    },
  },
  {
    name: 'question-with-two-links',
    level: 'confirm',
    rule: 'The question has the links Confirm and Not me, in this order, with unrelated tokens.',
    source,
    modes: tapping,
    async run(kit) {
      const { attempt, question } = await asked(kit);
      const links = linksIn(question).filter(isOurs);
      expect(links.length === 2, `The question has ${links.length} links with a token, not 2.`);
      const [confirm = '', notMe = ''] = links.map(({ text }) => tokenIn(text));
      expect(confirm !== notMe, 'Both links have the same token.');
      const isMenu = links.every(({ href }) => href.startsWith('weixin://bizmsgmenu?'));
      expect(isMenu, 'A link of the question is not one that sends a message.');
      const scene = kit.sceneOf(attempt);
      const known = [attempt.id, scene, attempt.chain.challenge, attempt.chain.key];
      const leaks = known.some((each) => question.includes(each.slice(0, 20)));
      expect(!leaks, 'The question holds the id, the scene or a value of the chain.');
    },
  },
  {
    name: 'tokens-are-unrelated',
    level: 'confirm',
    rule: 'Every attempt has tokens of its own, of at least 96 random bits.',
    source,
    modes: tapping,
    async run(kit) {
      const { person } = await kit.member();
      const tokens = new Set<string>();
      for (let count = 0; count < 3; count += 1) {
        const ways = waysIn((await asked(kit, person)).question);
        tokens.add(tokenIn(ways.confirm.text)).add(tokenIn(ways.notMe.text));
      }
      expect(tokens.size === 6, `Three questions have ${tokens.size} different tokens, not 6.`);
      const starts = new Set(Array.from(tokens, (token) => token.slice(0, 8)));
      expect(starts.size === 6, 'Tokens of different questions begin alike.');
    },
  },
  {
    name: 'question-without-linking-digits',
    level: 'confirm',
    rule: 'The six digits for linking are in the answer to a confirmation, never in the question.',
    source,
    modes: ['tap', 'digits'],
    async run(kit) {
      const [person, attempt] = [await kit.person(), await kit.browser().open()];
      const question = await person.scan(attempt.qrCodeUrl);
      await expectState(attempt, 'scanned', 'After the scan of a new person');
      expect(digitsIn(question) === '', 'The question has six digits.');
      const reply = await kit.confirm(attempt, person, question);
      const answer = await attempt.redeem();
      const isAsked = answer.body['result'] === 'binding' && answer.body['chatCode'] === true;
      if (isAsked) expect(digitsIn(reply) !== '', 'The answer to the confirmation has no digits.');
    },
  },
  {
    name: 'question-without-text-of-visitors',
    level: 'confirm',
    rule: 'Nothing that a visitor sent is in the question.',
    source,
    modes: asking,
    async run(kit) {
      const { person } = await kit.member();
      const mark = 'zqxj';
      const attempt = await kit.browser().open(
        { appData: mark, returnTo: `/${mark}`, lang: `en-${mark}` },
        {
          headers: {
            'user-agent': `Mozilla/5.0 (${mark}) <a href="//${mark}">]]> Chrome/${mark}`,
            'x-forwarded-host': mark,
          },
        },
      );
      const question = await person.scan(attempt.qrCodeUrl);
      need(question !== '', 'The chat needs to show a question.');
      expect(!question.includes(mark), `The question repeats what the page sent: ${question}`);
    },
  },
  {
    name: 'question-is-repeated',
    level: 'confirm',
    rule: 'A person who scans the same QR code again gets the same question, and nothing changes.',
    source: sources.live,
    modes: asking,
    async run(kit) {
      const { attempt, person, question } = await asked(kit);
      const { rev } = (await attempt.watch()).body;
      const again = await person.scan(attempt.qrCodeUrl);
      const links = (reply: string): string => JSON.stringify(linksIn(reply));
      expect(links(again) === links(question), 'The second question has other links.');
      const same = numbersIn(again).join() === numbersIn(question).join();
      expect(same, 'The second question has other numbers.');
      const after = (await attempt.watch()).body;
      expect(after['rev'] === rev && after['state'] === 'scanned', 'The attempt has changed.');
    },
  },
  {
    name: 'numbers-are-not-used-again',
    level: 'confirm',
    rule: 'The two-digit numbers differ, and are not used again for this person for 10 minutes.',
    source,
    modes: tapping,
    async run(kit) {
      const { person } = await kit.member();
      const seen: string[] = [];
      for (let count = 0; count < 6; count += 1) {
        const numbers = numbersIn((await asked(kit, person)).question);
        expect(numbers.length === 2, `A question has ${numbers.length} numbers of two digits.`);
        seen.push(...numbers);
      }
      const areValid = seen.every((each) => Number(each) >= 10);
      expect(areValid, `A number has a leading zero: ${seen.join(', ')}.`);
      expect(new Set(seen).size === seen.length, `A number came twice: ${seen.join(', ')}.`);
    },
  },
  {
    name: 'scan-of-a-taken-code',
    level: 'confirm',
    rule: 'Another person who scans a taken QR code changes nothing, and is asked nothing.',
    source: sources.live,
    modes: asking,
    async run(kit) {
      const { attempt } = await asked(kit);
      const { rev } = (await attempt.watch()).body;
      const other = (await kit.member()).person;
      const reply = await other.scan(attempt.qrCodeUrl);
      expect(reply !== '', 'The chat does not say that the QR code was used.');
      expect(linksIn(reply).filter(isOurs).length === 0, 'The other person gets links.');
      const after = (await attempt.watch()).body;
      expect(after['rev'] === rev && after['state'] === 'scanned', 'The attempt has changed.');
    },
  },
  {
    name: 'snapshot-says-how-not-who',
    level: 'confirm',
    rule: 'A snapshot in scanned has the mode, in mode digits the digits, and nobody’s name.',
    source: sources.confirm,
    modes: asking,
    async run(kit) {
      const { attempt, person } = await asked(kit);
      const { body, text } = await attempt.watch();
      const known = ['state', 'rev', 'expiresIn', 'interval', 'confirm'];
      const more = Object.keys(body).filter((name) => !known.includes(name));
      expect(more.length === 0, `The snapshot has further fields: ${more.join(', ')}.`);
      const isDigits = kit.fixture.confirm === 'digits';
      const names = Object.keys(fieldsOf(body['confirm'])).sort().join();
      expect(names === (isDigits ? 'digits,mode' : 'mode'), `confirm has ${names}.`);
      expect(!text.includes(person.openid), 'The snapshot names the person.');
    },
  },
  {
    name: 'digits-for-the-page-alone',
    level: 'confirm',
    rule: 'The digits of mode digits are in snapshots for the key alone, and only while asked.',
    source: sources.confirm,
    modes: ['digits'],
    async run(kit) {
      const asking = await asked(kit);
      const { attempt, person, question } = asking;
      const digits = await digitsOnPage(attempt);
      expect(!question.includes(digits), 'The question in the chat has the digits of the page.');
      const stranger = await attempt.watch((await kit.browser().open()).chain.key);
      expectProblem(stranger, 'not_found', 'A read with another key');
      await kit.confirm(attempt, person, question);
      const { body } = await attempt.watch();
      expect(body['confirm'] === undefined, 'The snapshot still has confirm after the answer.');
    },
  },
  {
    name: 'digits-question-without-confirm',
    level: 'confirm',
    rule: 'In mode digits the question has Not me, and no link that confirms.',
    source,
    modes: ['digits'],
    async run(kit) {
      const { attempt, person, question } = await asked(kit);
      const links = linksIn(question).filter(isOurs);
      expect(links.length === 1, `The question has ${links.length} links with a token, not 1.`);
      for (const { href } of links) await person.tap(href);
      await expectState(attempt, 'denied', 'After the only link, Not me,');
    },
  },
];
