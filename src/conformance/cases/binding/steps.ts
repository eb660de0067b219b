/** Steps that several cases of levels binding and confirm share. */
import { BrokenOff, NotApplicable } from '../../case.js';
import { fieldsOf, listOf, need, textField } from '../../expect.js';
import type { SeededAccount } from '../../fixture.js';
import { describe, type Answer } from '../../http/send.js';
import type { AtQuestion, Kit, Member } from '../../kit.js';
import type { Attempt } from '../../page/attempt.js';
import type { Browser } from '../../page/browser.js';
import type { Person } from '../../wechat/person.js';
import { digitsIn } from '../../wechat/replies.js';

type Typed = Partial<Record<'email' | 'phone' | 'password' | 'code', string>>;

/** Fills in the form of a method by the types of its fields. @throws NotApplicable without the method */
export function fill(question: Answer, method: string, typed: Typed): Record<string, string> {
  const option = listOf(question.body['options']).find((each) => each['method'] === method);
  if (!option) throw new NotApplicable(`the backend offers no method ${method}`);
  const values = { password: typed.password, code: typed.code, tel: typed.phone };
  return Object.fromEntries(
    listOf(option['fields']).flatMap((field) => {
      const type = textField(field, 'type');
      const value = Object.hasOwn(values, type)
        ? values[type as keyof typeof values]
        : (typed.email ?? typed.phone);
      return value === undefined ? [] : [[textField(field, 'name'), value]];
    }),
  );
}

/** The body of a link by password. `digits` of '' are left out. */
export function byPassword(
  question: Answer,
  { email, password }: Pick<SeededAccount, 'email' | 'password'>,
  digits: string,
): object {
  return {
    action: 'link',
    method: 'password',
    fields: fill(question, 'password', { email, password }),
    ...(digits === '' ? {} : { chatCode: digits }),
  };
}

/** Six digits that are certainly not these. */
export function wrongDigits(digits: string, step = 1): string {
  return String((Number(digits) + step) % 1_000_000).padStart(6, '0');
}

/** Links a new person's WeChat to an account of the application, which they are signed in to then. */
export interface Owner extends Member {
  readonly account: SeededAccount;
}

export async function owner(kit: Kit, account = kit.account()): Promise<Owner> {
  const { attempt, answer, digits, person } = await kit.question();
  const bound = await attempt.bind(byPassword(answer, account, digits));
  needLinked(bound);
  return { account, person, browser: attempt.browser };
}

export function isLinked({ status, body }: Answer): boolean {
  return status === 200 && body['result'] === 'authenticated' && body['linked'] === true;
}

export function needLinked(answer: Answer): void {
  need(isLinked(answer), `A link by password and digits is needed, saw ${describe(answer)}.`);
}

/** Whether this person's WeChat opens an account without a question. */
export async function isKnown(kit: Kit, person: Person): Promise<boolean> {
  const attempt = await kit.browser().open();
  await kit.approve(attempt, person);
  const { body } = await attempt.redeem();
  return body['result'] === 'authenticated' && body['isNew'] === false;
}

/** The name of the account that this person's WeChat opens; '' if it opens none. */
export async function accountNameOf(kit: Kit, person: Person): Promise<string> {
  const attempt = await kit.browser().open();
  await kit.approve(attempt, person);
  const { body } = await attempt.redeem();
  return textField(fieldsOf(body['account']), 'name');
}

/** A link of the account's owner for another WeChat user, ready to bind. */
export interface Linking {
  readonly attempt: Attempt;
  /** The answer to the scan or its confirmation, in the chat. */
  readonly reply: string;
  /** The question, on the page. */
  readonly answer: Answer;
  readonly digits: string;
}

/** Begins to link this person's WeChat to the account that is signed in, up to the question. */
export async function startLink(kit: Kit, browser: Browser, person: Person): Promise<Linking> {
  const attempt = await browser.open({ purpose: 'link' });
  const reply = await kit.approve(attempt, person);
  const answer = await attempt.redeem();
  const isAsked = answer.body['result'] === 'binding';
  need(isAsked, `A redeem for a link needs the question, saw ${describe(answer)}.`);
  return { attempt, reply, answer, digits: digitsIn(reply) };
}

export async function identitiesOf(browser: Browser): Promise<readonly string[]> {
  const answer = await browser.call('GET', '/identities');
  need(answer.status === 200, `The list of identities needs 200, saw ${describe(answer)}.`);
  return listOf(answer.body['identities']).map((each) => textField(each, 'id'));
}

/** Whether somebody is signed in in this browser. */
export async function isSignedIn(browser: Browser): Promise<boolean> {
  return (await browser.call('GET', '/identities')).status === 200;
}

/** Asks for a verification code, and returns it once it has arrived. */
export async function sendCode(
  kit: Kit,
  { attempt, answer }: Pick<AtQuestion, 'attempt' | 'answer'>,
  email: string,
): Promise<string> {
  const before = codesTo(kit, email).length;
  const fields = fill(answer, 'email-code', { email });
  const sent = await attempt.codes({ method: 'email-code', fields });
  need(sent.status === 202, `A request for a code needs 202, saw ${describe(sent)}.`);
  const endsAtMs = Date.now() + 10_000;
  for (;;) {
    const codes = codesTo(kit, email);
    const last = codes.at(-1);
    if (codes.length > before && last !== undefined) return last;
    if (Date.now() > endsAtMs) throw new BrokenOff('No code has arrived within 10 s.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function codesTo(kit: Kit, email: string): readonly string[] {
  const matching = kit.sentCodes().filter(({ target }) => target.toLowerCase() === email);
  return matching.map(({ code }) => code);
}
