/** A person with a phone: scans, follows, and reads and writes in the chat. */
import { openidOf } from '../../simulator/ids.js';
import { PhoneError } from '../../simulator/index.js';
import { BrokenOff } from '../case.js';
import { clip, type Trace } from '../http/trace.js';
import type { Rig } from '../rig.js';

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
  /** Follows without a QR code. */
  follow(): Promise<string>;
  unfollow(): Promise<void>;
}

/** For a push and its repetitions. */
const answeredWithinMs = 20_000;

export async function createPerson(rig: Rig, trace: Trace): Promise<Person> {
  const { phone, deliveries, settings } = rig.simulator;
  const { id, name } = await phone.addPerson(`WeChat user ${rig.next()}`);
  const openid = await openidOf(rig.fixture.appId, id);

  /** Waits until WeChat has stopped sending the last push about this person. */
  async function delivered(): Promise<void> {
    const endsAtMs = Date.now() + answeredWithinMs;
    for (;;) {
      const last = deliveries.findLast(({ personId }) => personId === id);
      const outcome = last?.attempts.at(-1)?.outcome;
      const isOver =
        outcome?.type === 'answered' || last?.attempts.length === settings.pushAttempts;
      if (isOver) return;
      if (Date.now() > endsAtMs) throw new BrokenOff(`The push about ${name} has no answer.`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** Does something on the phone, and returns the reply in the chat. */
  async function act(as: string, action: () => Promise<unknown>): Promise<string> {
    const before = deliveries.filter(({ personId }) => personId === id).length;
    const seen = (await phone.chat(id)).length;
    await action().catch((error: unknown) => {
      if (error instanceof PhoneError)
        throw new BrokenOff(`${name} cannot ${as}: ${error.message}`);
      throw error;
    });
    // Pushes begin in the background.
    const endsAtMs = Date.now() + answeredWithinMs;
    while (deliveries.filter(({ personId }) => personId === id).length === before) {
      if (Date.now() > endsAtMs) throw new BrokenOff(`WeChat has pushed nothing about ${name}.`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await delivered();
    const messages = (await phone.chat(id)).slice(seen);
    const last = messages.findLast(({ from }) => from === 'account');
    const reply = last && !last.byPlatform ? last.text : '';
    trace.add('phone', `${name}: ${as}`, describeReply(reply, last?.byPlatform === true));
    return reply;
  }

  return {
    ...{ id, openid },
    scan: (qrCodeUrl) =>
      act('scans', async () => {
        const result = await phone.scan(id, qrCodeUrl);
        if (result.type === 'profile') await phone.follow(id, result.scanId);
        else if (result.type !== 'chat') throw new BrokenOff(`The QR code is ${result.type}.`);
      }),
    send: (text) => act('sends a text', () => phone.send(id, text)),
    tap: (href) => act('taps a link', () => phone.tap(id, href)),
    follow: () => act('follows without a QR code', () => phone.followBySearch(id)),
    unfollow: async () => {
      await act('unfollows', () => phone.unfollow(id));
    },
  };
}

/** Tokens in links are left out of reports. */
function describeReply(reply: string, isRefused: boolean): string {
  if (isRefused) return 'an answer that WeChat refuses';
  if (reply === '') return 'no reply';
  return clip(reply.replace(/wml-[\w-]+/g, 'wml-…').replace(/\s+/g, ' '));
}
