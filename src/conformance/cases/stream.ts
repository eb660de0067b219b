/** Level stream: server-sent events and long polling. */
import type { Case } from '../case.js';
import { expect, expectProblem, expectStatus } from '../expect.js';
import type { StreamEvent } from '../http/event-stream.js';
import { casesOf } from './define.js';
import { expectShape } from './shapes.js';

/** For an event that has to come soon, on a busy machine. */
const soonMs = 15_000;

type Snapshot = Readonly<Record<string, unknown>>;

function snapshotOf(event: StreamEvent | undefined, what: string): Snapshot {
  expect(event !== undefined, `${what}: the stream has ended.`);
  expect(event.event === 'state', `${what}: the event is not named state.`);
  try {
    return JSON.parse(event.data) as Snapshot;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return {};
}

function pause(ms: number): Promise<undefined> {
  return new Promise((done) => {
    setTimeout(() => done(undefined), ms);
  });
}

export const streamCases: readonly Case[] = casesOf('stream', 'docs/protocol.md#watch', [
  {
    name: 'stream-first-event',
    rule: 'An event stream begins at once with a snapshot, whose id is its rev.',
    async run(kit) {
      const attempt = await kit.browser().open();
      const stream = await attempt.stream();
      try {
        const type = stream.headers.get('content-type') ?? '';
        const isStream = stream.status === 200 && type.startsWith('text/event-stream');
        expect(isStream, `The stream is answered with ${stream.status} ${type}.`);
        const cache = stream.headers.get('cache-control') ?? '';
        expect(cache.includes('no-store'), 'Cache-Control of the stream is not no-store.');
        const event = await stream.next(soonMs);
        const { state, rev } = snapshotOf(event, 'The first event');
        expect(state === 'pending', 'The first event is not the snapshot of a pending attempt.');
        expect(event?.id === String(rev), 'The id of the event is not its rev.');
        const answer = await attempt.watch();
        const same = { ...answer, text: event.data, body: snapshotOf(event, 'The first event') };
        expectShape(same, 'snapshot', 'The first event');
      } finally {
        stream.close();
      }
    },
  },
  {
    name: 'stream-of-a-login',
    rule: 'A stream tells every change in the order of rev, names nobody, and ends with the attempt.',
    async run(kit) {
      const { person } = await kit.member();
      const attempt = await kit.browser().open();
      const stream = await attempt.stream();
      try {
        const states = [snapshotOf(await stream.next(soonMs), 'The first event')];
        await kit.approve(attempt, person);
        await attempt.redeem();
        let data = '';
        for (let event = await stream.next(soonMs); event; event = await stream.next(soonMs)) {
          data += event.data;
          states.push(snapshotOf(event, 'An event'));
        }
        const last = states.at(-1)?.['state'];
        expect(last === 'completed', `The stream has ended with ${String(last)}.`);
        const revs = states.map(({ rev }) => Number(rev));
        const grows = revs.every((rev, index) => index === 0 || rev > (revs[index - 1] ?? 0));
        expect(grows, `The events have the revs ${revs.join(', ')}.`);
        const secrets = [person.openid, kit.sceneOf(attempt)];
        expect(!secrets.some((secret) => data.includes(secret)), 'An event has openid or scene.');
      } finally {
        stream.close();
      }
    },
  },
  {
    name: 'stream-ends-with-cancel',
    rule: 'A stream tells that its attempt was cancelled, and ends.',
    async run(kit) {
      const attempt = await kit.browser().open();
      const stream = await attempt.stream();
      try {
        snapshotOf(await stream.next(soonMs), 'The first event');
        await attempt.cancel();
        const { state } = snapshotOf(await stream.next(soonMs), 'The event after the cancel');
        expect(state === 'cancelled', `The event says ${String(state)}.`);
        expect((await stream.next(soonMs)) === undefined, 'The stream goes on.');
      } finally {
        stream.close();
      }
    },
  },
  {
    name: 'stream-without-key',
    rule: 'A stream needs the key as every read does: all else gets the same 404.',
    async run(kit) {
      const attempt = await kit.browser().open();
      const other = await kit.browser().open();
      const { challenge, verifier } = attempt.chain;
      for (const key of ['', challenge, verifier, other.chain.key]) {
        const stream = await attempt.stream(key);
        const text = await stream.text(soonMs);
        const isRefused = stream.status === 404 && text.includes('"not_found"');
        expect(isRefused, `A stream with a wrong key is answered with ${stream.status}.`);
      }
    },
  },
  {
    name: 'stream-of-an-ended-attempt',
    rule: 'A stream of an attempt that has ended says so and ends, or is answered with JSON.',
    async run(kit) {
      const attempt = await kit.browser().open();
      await attempt.cancel();
      const stream = await attempt.stream();
      const text = await stream.text(soonMs);
      const isTold = stream.status === 200 && text.includes('"cancelled"');
      expect(isTold, `The stream is answered with ${stream.status}.`);
    },
  },
  {
    name: 'stream-third-read',
    rule: 'Two reads of one attempt may be open; a third one closes the oldest.',
    async run(kit) {
      const attempt = await kit.browser().open();
      const streams = [];
      try {
        for (let number = 0; number < 3; number++) {
          const stream = await attempt.stream();
          streams.push(stream);
          snapshotOf(await stream.next(soonMs), 'The first event');
        }
        const [oldest, ...others] = streams;
        expect((await oldest?.next(soonMs)) === undefined, 'The oldest of three streams is open.');
        await attempt.cancel();
        for (const stream of others) {
          const { state } = snapshotOf(await stream.next(soonMs), 'An event of the other two');
          expect(state === 'cancelled', `The event says ${String(state)}.`);
        }
      } finally {
        for (const stream of streams) stream.close();
      }
    },
  },
  {
    name: 'stream-heartbeat',
    rule: 'A comment keeps a stream alive, at least one every 15 s.',
    slow: true,
    async run(kit) {
      const attempt = await kit.browser().open();
      const stream = await attempt.stream();
      try {
        snapshotOf(await stream.next(soonMs), 'The first event');
        // The page gives up after 18 s; the machine may be busy.
        const event = await stream.next(20_000, true).catch(() => undefined);
        expect(event !== undefined, 'Nothing came for 20 s.');
      } finally {
        stream.close();
      }
    },
  },
  {
    name: 'long-poll',
    rule: 'A read with rev and wait is held until rev is above, and then answered with the snapshot.',
    async run(kit) {
      const [attempt, person] = [await kit.browser().open(), await kit.person()];
      const { rev } = (await attempt.watch()).body;
      const held = attempt.watch(undefined, `?rev=${String(rev)}&wait=20`);
      const early = await Promise.race([held, pause(500)]);
      expect(early === undefined, 'The read was answered before anything had changed.');
      await person.scan(attempt.qrCodeUrl);
      const answer = await held;
      expectStatus(answer, 200, 'A read that is held');
      const after = Number(answer.body['rev']);
      expect(after > Number(rev), `rev was ${String(rev)}, and the answer has ${after}.`);
    },
  },
  {
    name: 'long-poll-behind',
    rule: 'A read with rev and wait is answered at once if rev is above already.',
    async run(kit) {
      const attempt = await kit.browser().open();
      const answer = await attempt.watch(undefined, '?rev=0&wait=20');
      expectStatus(answer, 200, 'A read of an older rev');
      expect(answer.body['state'] === 'pending', 'The snapshot is another one.');
    },
  },
  {
    name: 'long-poll-wrong-key',
    rule: 'A read with wait and a wrong key is refused at once.',
    async run(kit) {
      const attempt = await kit.browser().open();
      const answer = await attempt.watch(attempt.chain.challenge, '?rev=1&wait=20');
      expectProblem(answer, 'not_found', 'A read with wait and a wrong key');
    },
  },
  {
    name: 'long-poll-ends',
    rule: 'A read is held for at most 20 s, however long it wants to wait.',
    slow: true,
    async run(kit) {
      const attempt = await kit.browser().open();
      const { rev } = (await attempt.watch()).body;
      const startedAtMs = Date.now();
      const held = attempt.watch(undefined, `?rev=${String(rev)}&wait=3600`).catch(() => undefined);
      const answer = await Promise.race([held, pause(24_000)]);
      expect(answer !== undefined, `The read was held for ${Date.now() - startedAtMs} ms.`);
      expectStatus(answer, 200, 'A read that is held');
    },
  },
]);
