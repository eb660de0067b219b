import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createOutbox, type SentMessage } from '../../../demo/messages/outbox.js';
import {
  createOutboxEndpoint,
  type OutboxEndpointOptions,
} from '../../../demo/messages/endpoint.js';

const address = 'http://localhost/simulator/inbox';
const message = (text: string) => ({ from: 'Shop', to: 'a@example.com', text });

function createEndpoint(options: Partial<OutboxEndpointOptions> = {}) {
  const stopping = new AbortController().signal;
  const endpoint = createOutboxEndpoint({ outbox: createOutbox(), stopping, ...options });
  return (request: Request, from = '203.0.113.1'): Response => endpoint(request, from);
}

/** The texts of the next event; undefined at the end of the stream. */
async function nextTexts(reader: ReadableStreamDefaultReader<Uint8Array>) {
  const { value } = await reader.read();
  if (!value) return undefined;
  const [, data = ''] = /^data: (.*)\n\n$/.exec(new TextDecoder().decode(value)) ?? [];
  return (JSON.parse(data) as SentMessage[]).map(({ text }) => text);
}

describe('The outbox of the shop', () => {
  test('calls back now and at each change, oldest first, and keeps only the newest messages', () => {
    let atMs = 5;
    const inbox = createOutbox({ max: 2, now: () => atMs++ });
    const seen: string[][] = [];
    const ending = new AbortController();
    inbox.send(message('one'));
    inbox.watch(
      (messages) => seen.push(messages.map((each) => `${each.text} ${each.atMs}`)),
      ending.signal,
    );
    inbox.send(message('two'));
    inbox.send(message('three'));
    ending.abort();
    inbox.send(message('four'));
    assert.deepEqual(seen, [['one 5'], ['one 5', 'two 6'], ['two 6', 'three 7']]);
  });

  test('reaches the phone as an event stream; a slow reader gets all messages', async () => {
    const inbox = createOutbox();
    const answer = createEndpoint({ outbox: inbox })(new Request(address));
    assert.equal(answer.headers.get('content-type'), 'text/event-stream');
    const reader = answer.body?.getReader();
    assert.ok(reader);
    assert.deepEqual(await nextTexts(reader), []);
    inbox.send(message('one'));
    inbox.send(message('two'));
    inbox.send(message('three'));
    const texts = [await nextTexts(reader), await nextTexts(reader)];
    assert.deepEqual(texts.at(-1), ['one', 'two', 'three']);
    await reader.cancel();
  });

  test('limits its readers, and a reader that leaves makes room', async () => {
    const endpoint = createEndpoint();
    const leaving = new AbortController();
    const open = Array.from({ length: 100 }, (_, index) =>
      endpoint(
        new Request(address, index === 0 ? { signal: leaving.signal } : {}),
        `198.51.100.${index % 10}`,
      ),
    );
    assert.ok(open.every(({ status }) => status === 200));
    assert.equal(endpoint(new Request(address)).status, 503);
    leaving.abort();
    assert.equal(endpoint(new Request(address)).status, 200);
    assert.equal(endpoint(new Request(address)).status, 503);
    await open[1]?.body?.cancel();
    assert.equal(endpoint(new Request(address)).status, 200);
  });

  test('lets no single network take every place', () => {
    const endpoint = createEndpoint();
    const statuses = Array.from({ length: 100 }, () => endpoint(new Request(address)).status);
    assert.ok(statuses.includes(503));
    assert.equal(endpoint(new Request(address), '198.51.100.9').status, 200);
  });

  test('ends its streams properly when the demo stops, and opens no more', async () => {
    const stopping = new AbortController();
    const endpoint = createEndpoint({ stopping: stopping.signal });
    const reader = endpoint(new Request(address)).body?.getReader();
    assert.ok(reader);
    await reader.read();
    stopping.abort();
    assert.equal((await reader.read()).done, true);
    assert.equal(endpoint(new Request(address)).status, 503);
  });

  test('keeps no place for a reader that left before the answer', () => {
    const endpoint = createEndpoint();
    const signal = AbortSignal.abort();
    for (let times = 0; times < 100; times++) endpoint(new Request(address, { signal }));
    assert.equal(endpoint(new Request(address)).status, 200);
  });

  test('cannot be written to over HTTP', () => {
    const endpoint = createEndpoint();
    assert.equal(endpoint(new Request(address, { method: 'POST' })).status, 405);
  });
});
