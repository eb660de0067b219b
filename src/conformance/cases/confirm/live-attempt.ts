/** One live attempt for each person: a new scan ends the older one. */
import type { Case } from '../../case.js';
import { expect, expectProblem } from '../../expect.js';
import type { Attempt } from '../../page/attempt.js';
import {
  asked,
  asking,
  confirmation,
  expectGone,
  expectState,
  needState,
  sendText,
  sources,
} from './steps.js';

const source = sources.live;
const isOver = async (attempt: Attempt): Promise<boolean> =>
  !['scanned', 'approved'].includes(await attempt.state());

export const liveAttemptCases: readonly Case[] = [
  {
    name: 'new-scan-ends-the-older',
    level: 'confirm',
    rule: 'A new scan of the same person cancels the older attempt that waits for an answer.',
    source,
    modes: asking,
    async run(kit) {
      const first = await asked(kit);
      const second = await asked(kit, first.person);
      await expectGone(first.attempt, 'cancelled', 'A redeem of the older attempt');
      await sendText(kit, first.person, await confirmation(second));
      await expectState(second.attempt, 'approved', 'The newer attempt after its confirmation');
    },
  },
  {
    name: 'new-scan-ends-an-approved-one',
    level: 'confirm',
    rule: 'A new scan of the same person cancels an older attempt that is approved.',
    source,
    async run(kit) {
      const { attempt, person } = await kit.approved();
      const newer = await kit.browser().open();
      await person.scan(newer.qrCodeUrl);
      await expectGone(attempt, 'cancelled', 'A redeem of the older, approved attempt');
    },
  },
  {
    name: 'new-scan-ends-a-binding-one',
    level: 'confirm',
    rule: 'A new scan of the same person cancels an older attempt that is at the question.',
    source,
    async run(kit) {
      const { attempt, person } = await kit.question();
      const newer = await kit.browser().open();
      await person.scan(newer.qrCodeUrl);
      const answer = await attempt.bind({ action: 'create' });
      expectProblem(answer, 'gone', 'A bind of the older attempt');
      await expectState(attempt, 'cancelled', 'The older attempt');
    },
  },
  {
    name: 'two-scans-at-once',
    level: 'confirm',
    rule: 'Of two attempts that one person scans at the same moment, one at most stays.',
    source,
    async run(kit) {
      const { person } = await kit.member();
      const attempts = await Promise.all([1, 2, 3].map(() => kit.browser().open()));
      await Promise.all(
        attempts.map((attempt) =>
          kit.pushes.push(
            kit.pushes.eventXml({ openid: person.openid, scene: kit.sceneOf(attempt) }),
            { as: 'a scan at the same moment' },
          ),
        ),
      );
      const over = await Promise.all(attempts.map(isOver));
      const live = over.filter((each) => !each).length;
      expect(live === 1, `Of three attempts scanned at once, ${live} are live.`);
    },
  },
  {
    name: 'repeated-scan-supersedes-nothing',
    level: 'confirm',
    rule: 'A repetition of an older push supersedes nothing.',
    source,
    async run(kit) {
      const { person } = await kit.member();
      const [first, second] = [await kit.browser().open(), await kit.browser().open()];
      const event = { openid: person.openid, scene: kit.sceneOf(first) };
      const xml = kit.pushes.eventXml(event);
      await kit.pushes.push(xml, { as: 'a scan' });
      await person.scan(second.qrCodeUrl);
      const state = await second.state();
      await kit.pushes.push(xml, { as: 'the first scan again' });
      await expectState(second, state, 'The newer attempt after a repetition of the older scan');
      await expectState(first, 'cancelled', 'The older attempt');
    },
  },
  {
    name: 'older-scan-supersedes-nothing',
    level: 'confirm',
    rule: 'A scan with an older CreateTime than the live attempt’s supersedes nothing.',
    source,
    async run(kit) {
      const { person } = await kit.member();
      const [first, second] = [await kit.browser().open(), await kit.browser().open()];
      await person.scan(second.qrCodeUrl);
      const state = await second.state();
      const event = { openid: person.openid, scene: kit.sceneOf(first) };
      const xml = kit.pushes.eventXml({ ...event, createdAtS: kit.pushes.nowS() - 20 });
      await kit.pushes.push(xml, { as: 'a scan of 20 s ago' });
      await expectState(second, state, 'The live attempt after an older scan');
      const early = await first.state();
      const isLetIn = ['scanned', 'approved', 'binding'].includes(early);
      expect(!isLetIn, `The attempt of the older scan is ${early}.`);
    },
  },
  {
    name: 'eleventh-scan-in-a-minute',
    level: 'confirm',
    rule: 'One person scans at most ten times a minute.',
    source,
    async run(kit) {
      const { person } = await kit.member();
      const attempts: Attempt[] = [];
      for (let count = 0; count < 11; count += 1) {
        const attempt = await kit.browser().open();
        await kit.pushes.push(
          kit.pushes.eventXml({ openid: person.openid, scene: kit.sceneOf(attempt) }),
          { as: `scan ${count + 1} in a minute` },
        );
        attempts.push(attempt);
      }
      const live = await attempts.at(-1)?.state();
      const isLetIn = live === 'scanned' || live === 'approved';
      expect(!isLetIn, `The attempt of the last of eleven scans is ${live}.`);
    },
  },
  {
    name: 'cancelled-by-the-page-while-asked',
    level: 'confirm',
    rule: 'A confirmation of an attempt that the page has cancelled changes nothing.',
    source: sources.texts,
    modes: asking,
    async run(kit) {
      const asking = await asked(kit);
      const text = await confirmation(asking);
      await asking.attempt.cancel();
      await needState(asking.attempt, 'cancelled');
      await sendText(kit, asking.person, text);
      await expectGone(asking.attempt, 'cancelled', 'A redeem of a cancelled attempt');
    },
  },
];
