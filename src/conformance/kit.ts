/** The kit of a case: browsers, people, pushes, and shortcuts to the states in which most cases begin. */
import { BrokenOff, NotApplicable } from './case.js';
import { fieldsOf, listOf, need } from './expect.js';
import { secondKey, type Fixture, type SeededAccount } from './fixture.js';
import { describe, type Answer } from './http/send.js';
import type { Trace } from './http/trace.js';
import type { Attempt } from './page/attempt.js';
import { createBrowser, type Browser } from './page/browser.js';
import { needQrCodes, type Rig, type SentCode } from './rig.js';
import { createPerson, type Person } from './wechat/person.js';
import { createPushes, type Pushes } from './wechat/pushes.js';
import { digitsIn, isOurs, linksIn } from './wechat/replies.js';

/** A person with an account of the application, and the browser in which they are signed in. */
export interface Member {
  readonly person: Person;
  readonly browser: Browser;
}

/** An attempt that somebody has scanned and, if the backend asks, confirmed. */
export interface Approved {
  readonly attempt: Attempt;
  readonly person: Person;
  /** The last reply in the chat. */
  readonly reply: string;
}

/** A new visitor at the question of level binding. */
export interface AtQuestion extends Approved {
  readonly answer: Answer;
  /** The six digits in the chat. */
  readonly digits: string;
}

export interface Kit {
  readonly rig: Rig;
  readonly fixture: Fixture;
  readonly trace: Trace;
  readonly pushes: Pushes;
  /** Those of the second official account, for a backend that serves both. */
  readonly pushesOfSecond: Pushes;
  browser(): Browser;
  /** Somebody who does not follow the account yet. */
  person(): Promise<Person>;
  /** Signs a new person in, who has an account afterwards. */
  member(): Promise<Member>;
  /** Lets this person approve the attempt: scans or sends its digits, and confirms if the chat asks. Returns the last reply. */
  approve(attempt: Attempt, person: Person): Promise<string>;
  /** Answers the question of the chat, if the attempt is `scanned`. Returns the last reply. */
  confirm(attempt: Attempt, person: Person, question: string): Promise<string>;
  /** An attempt of somebody who has an account, one redeem away from being signed in. */
  approved(browser?: Browser): Promise<Approved>;
  /** Redeems, and creates an account if the backend asks. @throws BrokenOff unless it signs in */
  enter(attempt: Attempt, reply?: string): Promise<Answer>;
  /** Takes a new person to the question. @throws NotApplicable if the backend asks none */
  question(browser?: Browser): Promise<AtQuestion>;
  /** An account of the application that no case has used yet. */
  account(): SeededAccount;
  sentCodes(): readonly SentCode[];
  /** The scene of this attempt's QR code. @throws BrokenOff if the checker's WeChat did not make it */
  sceneOf(attempt: Attempt): string;
  /** Moves the clocks of the backend and of WeChat. */
  moveClock(ms: number): Promise<void>;
}

export function createKit(rig: Rig, trace: Trace): Kit {
  const browser = (): Browser => createBrowser(rig, trace);
  const person = (): Promise<Person> => createPerson(rig, trace);

  async function member(): Promise<Member> {
    const own = browser();
    const [by, attempt] = [await person(), await own.open()];
    await enter(attempt, await approve(attempt, by));
    return { person: by, browser: own };
  }

  return {
    ...{ rig, trace, browser, person, member, approve, confirm, enter },
    fixture: rig.fixture,
    pushes: createPushes(rig, trace),
    pushesOfSecond: createPushes(rig, trace, secondKey),
    async approved(own = browser()) {
      const { person: by } = await member();
      const attempt = await own.open();
      return { attempt, person: by, reply: await approve(attempt, by) };
    },
    async question(own = browser()) {
      const [by, attempt] = [await person(), await own.open()];
      const reply = await approve(attempt, by);
      const answer = await attempt.redeem();
      if (answer.body['result'] === 'authenticated') {
        throw new NotApplicable('the backend asks new visitors nothing');
      }
      const isAsked = answer.body['result'] === 'binding';
      need(isAsked, `A redeem needs the question, saw ${describe(answer)}.`);
      return { attempt, person: by, reply, answer, digits: digitsIn(reply) };
    },
    account: () => takeAccount(rig),
    sentCodes: () => rig.sentCodes,
    sceneOf({ qrCodeUrl }) {
      needQrCodes(rig);
      const scene = rig.sceneOf(qrCodeUrl);
      need(scene !== undefined, 'The QR code was not made by the WeChat of the checker.');
      return scene;
    },
    moveClock: (ms) => rig.moveClock(ms),
  };
}

async function confirm(attempt: Attempt, by: Person, question: string): Promise<string> {
  const { body } = await attempt.watch();
  if (body['state'] !== 'scanned') return question;
  const asked = fieldsOf(body['confirm']);
  if (asked['mode'] === 'digits') return by.send(String(asked['digits']));
  const [link] = linksIn(question).filter(isOurs);
  need(link !== undefined, 'The chat asks for a confirmation, and its reply has no link of ours.');
  return by.tap(link.href);
}

async function approve(attempt: Attempt, by: Person): Promise<string> {
  const { digits, qrCodeUrl } = attempt;
  const reply = digits === '' ? await by.scan(qrCodeUrl) : await by.followAndSend(digits);
  const last = await confirm(attempt, by, reply);
  const state = await attempt.state();
  need(state === 'approved', `The attempt needs to be approved after the scan, and is ${state}.`);
  return last;
}

async function enter(attempt: Attempt, reply = ''): Promise<Answer> {
  const redeemed = await attempt.redeem();
  const isAsked = redeemed.body['result'] === 'binding';
  const answer = isAsked ? await createAccount(attempt, redeemed, reply) : redeemed;
  const isIn = answer.body['result'] === 'authenticated';
  need(isIn, `A redeem needs to sign somebody in, saw ${describe(answer)}.`);
  return answer;
}

/** @throws NotApplicable if the backend lets nobody create an account */
async function createAccount(attempt: Attempt, redeemed: Answer, reply: string): Promise<Answer> {
  const options = listOf(redeemed.body['options']);
  const option = options.find(({ action }) => action === 'create');
  if (!option) throw new NotApplicable('the backend lets nobody create an account');
  // Without a form, nobody is asked for the digits: the login stays as confirmed as the scan was.
  const digits = option['fields'] === undefined ? '' : digitsIn(reply);
  return attempt.bind({ action: 'create', ...(digits === '' ? {} : { chatCode: digits }) });
}

const taken = new WeakMap<Rig, number>();

function takeAccount(rig: Rig): SeededAccount {
  const index = taken.get(rig) ?? 0;
  taken.set(rig, index + 1);
  const usable = rig.fixture.accounts.filter(
    ({ verified, email }) => verified && email !== twinsEmail,
  );
  const account = usable[index];
  if (!account)
    throw new BrokenOff('All accounts of the fixture are used: start the backend again.');
  return account;
}

/** Two accounts of the fixture share this e-mail address. */
export const twinsEmail = 'check-twins@example.com';
