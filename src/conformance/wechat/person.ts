/** A person with a phone: scans, follows, and reads and writes in the chat. */
import { openidOf } from '../../simulator/ids.js';
import { PhoneError } from '../../simulator/index.js';
import { BrokenOff } from '../case.js';
import { clip, type Trace } from '../http/trace.js';
import { needQrCodes, type Rig } from '../rig.js';

export interface Person {
  readonly id: string;
  /** At the checker's official account. */
  readonly openid: string;
  /** Scans a QR code, and follows if need be. Returns the reply in the chat; '' if there is none. */
  scan(qrCodeUrl: string): Promise<string>;
  /** Sends a text. Returns the reply. */
  send(text: string): Promise<string>;
  /** Taps a link of a reply. Returns the reply to that. */
  tap(href: string): Promise<string>;
  /** Opens an address of web authorization. Returns where WeChat's browser goes next. */
  authorize(url: string): Promise<URL>;
  /** Sends what a page shows, and follows the account before that if need be. Returns the last reply. */
  followAndSend(digits: string): Promise<string>;
  /** Follows without a QR code. */
  follow(): Promise<string>;
  unfollow(): Promise<void>;
}

/** For a push and its repetitions. */
const answeredWithinMs = 20_000;
const pollMs = 3;

export async function createPerson(rig: Rig, trace: Trace): Promise<Person> {
  const { phone } = rig.simulator;
  const { id, name } = await phone.addPerson(`WeChat user ${rig.next()}`);
  const openid = await openidOf(rig.fixture.appId, id);

  const act = createActing(rig, trace, { id, name });
  let isFollower = false;
  const send = (text: string): Promise<string> => act('sends a text', () => phone.send(id, text));
  const follow = (): Promise<string> => {
    isFollower = true;
    return act('follows without a QR code', () => phone.followBySearch(id));
  };

  return {
    ...{ id, openid, send, follow },
    scan(qrCodeUrl) {
      needQrCodes(rig);
      return act('scans', async () => {
        const result = await phone.scan(id, qrCodeUrl);
        if (result.type === 'profile') await phone.follow(id, result.scanId);
        else if (result.type !== 'chat') throw new BrokenOff(`The QR code is ${result.type}.`);
        isFollower = true;
      });
    },
    async followAndSend(digits) {
      if (!isFollower) await follow();
      return send(digits);
    },
    tap: (href) => act('taps a link', () => phone.tap(id, href)),
    async authorize(url) {
      const result = await phone.authorize(id, url);
      const seen = result.type === 'page' ? 'back to the page' : `error ${result.errcode ?? ''}`;
      trace.add('phone', `${name}: authorizes the page`, seen);
      if (result.type === 'page') return new URL(result.url);
      throw new BrokenOff(`WeChat shows an error in place of the page: ${result.text}`);
    },
    unfollow: async () => {
      isFollower = false;
      await act('unfollows', () => phone.unfollow(id));
    },
  };
}

type Act = (as: string, action: () => Promise<unknown>) => Promise<string>;

/** Returns a function that does something on the phone of this person, and returns the reply in the chat. */
function createActing(
  { simulator }: Rig,
  trace: Trace,
  { id, name }: { readonly id: string; readonly name: string },
): Act {
  const { phone, deliveries, settings } = simulator;
  const lastPush = () => deliveries.findLast(({ personId }) => personId === id);

  /** Waits until WeChat has sent a push about this person after `before`, and has its answer. */
  async function delivered(before: ReturnType<typeof lastPush>): Promise<void> {
    const endsAtMs = Date.now() + answeredWithinMs;
    for (;;) {
      const push = lastPush();
      const attempts = push === before ? [] : (push?.attempts ?? []);
      const isAnswered = attempts.at(-1)?.outcome.type === 'answered';
      if (isAnswered || attempts.length === settings.pushAttempts) return;
      if (Date.now() > endsAtMs) throw new BrokenOff(`The push about ${name} has no answer.`);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  return async (as, action) => {
    const before = lastPush();
    const seen = (await phone.chat(id)).length;
    await action().catch((error: unknown) => {
      if (error instanceof PhoneError)
        throw new BrokenOff(`${name} cannot ${as}: ${error.message}`);
      throw error;
    });
    // Pushes are sent in the background.
    await delivered(before);
    const messages = (await phone.chat(id)).slice(seen);
    const last = messages.findLast(({ from }) => from === 'account');
    const reply = last && !last.byPlatform ? last.text : '';
    trace.add('phone', `${name}: ${as}`, describeReply(reply, last?.byPlatform === true));
    return reply;
  };
}

/** Tokens in links are left out of reports. */
function describeReply(reply: string, isRefused: boolean): string {
  if (isRefused) return 'an answer that WeChat refuses';
  if (reply === '') return 'no reply';
  return clip(reply.replace(/wml-[\w-]+/g, 'wml-…').replace(/\s+/g, ' '));
}
