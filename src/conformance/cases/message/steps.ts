/** Steps that the cases of level message share. */
import { expect, need } from '../../expect.js';
import type { Kit } from '../../kit.js';
import type { Attempt } from '../../page/attempt.js';
import type { Browser } from '../../page/browser.js';
import type { Rig } from '../../rig.js';
import type { Person } from '../../wechat/person.js';
import { isOurs, linksIn } from '../../wechat/replies.js';
import { expectSentence, expectState, sendText } from '../confirm/steps.js';

export const sources = {
  message: 'docs/protocol.md#level-message',
  limits: 'docs/protocol.md#digits-in-the-chat',
  texts: 'docs/protocol.md#what-a-text-in-the-chat-means',
} as const;

/** The digits that pages have shown in this run. */
const given = new WeakMap<Rig, Set<string>>();

/** A page that shows digits. */
export async function shown(
  kit: Kit,
  browser: Browser = kit.browser(),
  more: object = {},
): Promise<Attempt> {
  const attempt = await browser.open({ method: 'message', ...more });
  need(/^\d{6,}$/.test(attempt.digits), 'A create by message needs six digits or more.');
  const all = given.get(kit.rig) ?? new Set();
  given.set(kit.rig, all.add(attempt.digits));
  return attempt;
}

/** As many digits, which no page has shown. */
export function otherDigits(kit: Kit, { digits }: Attempt, step = 1): string {
  const all = 10 ** digits.length;
  for (let number = Number(digits) + step * 1009; ; number++) {
    const other = String(number % all).padStart(digits.length, '0');
    if (given.get(kit.rig)?.has(other) !== true) return other;
  }
}

/** Sends the digits of the page, and is asked. @returns the question */
export async function sendDigits(kit: Kit, attempt: Attempt, person: Person): Promise<string> {
  const answer = await sendText(kit, person, attempt.digits);
  need(answer.reply !== '', 'The digits of the page need a reply.');
  return answer.reply;
}

/** The chat has asked, with Confirm and Not me, and nobody is approved. */
export async function expectAsked(attempt: Attempt, reply: string, what: string): Promise<void> {
  expect(
    linksIn(reply).filter(isOurs).length === 2,
    `${what}: the reply has no two links of ours.`,
  );
  await expectState(attempt, 'scanned', what);
}

/** Wrong digits get a sentence. */
export async function sendWrong(kit: Kit, attempt: Attempt, person: Person, step = 1) {
  const answer = await sendText(kit, person, otherDigits(kit, attempt, step));
  expectSentence(answer, 'Wrong digits');
  return answer;
}
