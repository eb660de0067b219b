/** Steps that several cases of level confirm share, and the documents that their rules come from. */
import type { ConfirmMode } from '../../fixture.js';
import {
  expect,
  expectProblem,
  fieldsOf,
  listOf,
  need,
  needStatus,
  textField,
} from '../../expect.js';
import { describe, type Answer } from '../../http/send.js';
import type { Kit, Member } from '../../kit.js';
import type { Attempt } from '../../page/attempt.js';
import type { Browser } from '../../page/browser.js';
import type { Person } from '../../wechat/person.js';
import type { PushAnswer } from '../../wechat/pushes.js';
import { isOurs, linksIn, type ChatLink } from '../../wechat/replies.js';
import { isSignedIn, startLink } from '../binding/steps.js';

/** The modes in which a person with an account is asked. */
export const asking: readonly ConfirmMode[] = ['auto', 'tap', 'digits'];
/** The modes whose question has a link to confirm. */
export const tapping: readonly ConfirmMode[] = ['auto', 'tap'];

export const sources = {
  confirm: 'docs/protocol.md#confirmation-in-the-chat',
  look: 'docs/protocol.md#known-new-or-unclear',
  worth: 'docs/protocol.md#what-a-confirmation-is-worth',
  browsers: 'docs/protocol.md#known-browsers',
  question: 'docs/protocol.md#the-question-in-the-chat',
  live: 'docs/protocol.md#one-live-attempt',
  texts: 'docs/protocol.md#what-a-text-in-the-chat-means',
  notMe: 'docs/protocol.md#not-me',
} as const;

/** An attempt that waits for the answer of a person in the chat. */
export interface Asked {
  readonly attempt: Attempt;
  readonly person: Person;
  readonly question: string;
}

/** A person with an account scans in a browser that does not know them, and is asked. */
export async function asked(kit: Kit, by?: Person, browser = kit.browser()): Promise<Asked> {
  const person = by ?? (await kit.member()).person;
  const attempt = await browser.open();
  const question = await person.scan(attempt.qrCodeUrl);
  await needState(attempt, 'scanned');
  return { attempt, person, question };
}

/** Signs a person in with a confirmation. Returns the last reply in the chat. */
export async function signInConfirmed(kit: Kit, { person, browser }: Member): Promise<string> {
  const { attempt, question } = await asked(kit, person, browser);
  const reply = await kit.confirm(attempt, person, question);
  await kit.enter(attempt, reply);
  return reply;
}

export interface ConfirmedMember extends Member {
  /** The answer in the chat to the confirmed login. */
  readonly reply: string;
}

/** Somebody with an account, signed in with a confirmation. */
export async function confirmedMember(kit: Kit): Promise<ConfirmedMember> {
  const { person } = await kit.member();
  const browser = kit.browser();
  return { person, browser, reply: await signInConfirmed(kit, { person, browser }) };
}

/** Adds a WeChat user to the account that is signed in. Returns the last reply in the chat. */
export async function link(kit: Kit, browser: Browser, person: Person): Promise<string> {
  const { attempt, digits, reply } = await startLink(kit, browser, person);
  const answer = await attempt.bind({ action: 'link', method: 'session', chatCode: digits });
  needStatus(answer, 200, 'A link by the session and the digits');
  return reply;
}

/** A new person links an account of the application by its password. */
export async function linkByPassword(kit: Kit): Promise<Member & { readonly reply: string }> {
  const { attempt, person, reply, digits, answer } = await kit.question();
  const { email, password } = kit.account();
  const fields = passwordFields(answer, email, password);
  const bound = await attempt.bind({
    action: 'link',
    method: 'password',
    chatCode: digits,
    fields,
  });
  needStatus(bound, 200, 'A link by password and digits');
  return { person, browser: attempt.browser, reply };
}

/** The form of method password, filled in by the types of its fields. */
export function passwordFields(question: Answer, email: string, password: string): object {
  const option = listOf(question.body['options']).find(({ method }) => method === 'password');
  need(option !== undefined, 'The question needs a link by password.');
  return Object.fromEntries(
    listOf(option['fields']).map(({ name, type }) => [
      String(name),
      type === 'password' ? password : email,
    ]),
  );
}

export async function expectSignedOut(browser: Browser, what: string): Promise<void> {
  expect(!(await isSignedIn(browser)), `${what}: somebody is signed in.`);
}

export async function needState(attempt: Attempt, state: string): Promise<void> {
  const seen = await attempt.state();
  need(seen === state, `The attempt needs to be ${state}, and is ${seen}.`);
}

export async function expectState(attempt: Attempt, state: string, what: string): Promise<void> {
  const seen = await attempt.state();
  expect(seen === state, `${what}: the attempt is ${seen}, not ${state}.`);
}

/** The attempt has ended, and signs nobody in. */
export async function expectGone(attempt: Attempt, reason: string, what: string): Promise<void> {
  // The end of the attempt has cleared the cookie.
  const answer = await attempt.redeem({ cookie: attempt.cookie });
  expectProblem(answer, 'gone', what);
  const seen = textField(answer.body, 'reason');
  expect(seen === reason, `${what}: the reason is ${seen}, not ${reason}.`);
}

export interface Ways {
  readonly confirm: ChatLink;
  readonly notMe: ChatLink;
}

/** The two links of a question. Confirm comes first. */
export function waysIn(question: string): Ways {
  const [confirm, notMe] = linksIn(question).filter(isOurs);
  need(confirm !== undefined && notMe !== undefined, 'The question needs two links of ours.');
  return { confirm, notMe };
}

/** Not me: the only link of ours in the answer to a login, the last in a question. */
export function notMeIn(reply: string): ChatLink {
  const notMe = linksIn(reply).findLast(isOurs);
  need(notMe !== undefined, `The reply needs the link Not me, and is: ${reply}`);
  return notMe;
}

/** Sends a text as WeChat pushes it. */
export function sendText(
  kit: Kit,
  person: Person,
  content: string,
  msgId?: string,
): Promise<PushAnswer> {
  return kit.pushes.push(kit.pushes.textXml(person.openid, content, msgId), { as: 'a text' });
}

/** The backend answered with a sentence, and the message does not go to the application. */
export function expectSentence(answer: PushAnswer, what: string): void {
  expect(answer.status === 200 && answer.reply !== '', `${what}: the chat shows no sentence.`);
  const kind = answer.headers.get('wechat-login-push') ?? 'login';
  expect(kind === 'login', `${what}: the message goes to the application.`);
}

/** The backend leaves the message to the application. */
export function expectApplications(answer: PushAnswer, what: string): void {
  expect(answer.status === 200, `${what}: expected 200, saw ${describe(answer)}.`);
  const kind = answer.headers.get('wechat-login-push') ?? 'other';
  expect(kind === 'other', `${what}: the message does not go to the application.`);
  expect(answer.reply === '', `${what}: the login answered it with "${answer.reply}".`);
}

/** The six digits that the page shows in mode digits. */
export async function digitsOnPage(attempt: Attempt): Promise<string> {
  const { body } = await attempt.watch();
  const digits = textField(fieldsOf(body['confirm']), 'digits');
  need(/^\d{6}$/.test(digits), 'The snapshot needs six digits to type in the chat.');
  return digits;
}

/** Six digits that are certainly not these. */
export function otherDigits(digits: string, step = 1): string {
  return String((Number(digits) + step) % 1_000_000).padStart(6, '0');
}

/** Confirms in the way of the mode, as the person's WeChat sends it. */
export async function confirmation(asking: Asked): Promise<string> {
  const { body } = await asking.attempt.watch();
  const isDigits = fieldsOf(body['confirm'])['mode'] === 'digits';
  return isDigits ? digitsOnPage(asking.attempt) : waysIn(asking.question).confirm.text;
}
