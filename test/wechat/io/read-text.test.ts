import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBoundedText } from '../../../src/wechat/io/read-text.js';

/** A body of these chunks; without `close` it stays open after the last one. */
function bodyOf(chunks: readonly Uint8Array[], { close = true } = {}) {
  const progress = { cancelled: false, chunks: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[progress.chunks++];
        if (chunk) controller.enqueue(chunk);
        else if (close) controller.close();
        else return new Promise<void>(() => undefined);
        return undefined;
      },
      cancel: () => {
        progress.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { progress, response: new Response(body) };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a body within the limit is read, with characters that two chunks share', async () => {
  const [first, rest] = [bytes('登').subarray(0, 1), bytes('登录').subarray(1)];
  const { response } = bodyOf([first, rest]);
  assert.equal(await readBoundedText(response, { maxBytes: 6 }), '登录');
  assert.equal(await readBoundedText(new Response(null), { maxBytes: 0 }), '');
});

test('a body above the limit is refused, and its stream is cancelled', async () => {
  const { response, progress } = bodyOf([bytes('12345'), bytes('6'), bytes('7')]);
  await assert.rejects(readBoundedText(response, { maxBytes: 5 }), { reason: 'too_large' });
  assert.deepEqual(progress, { cancelled: true, chunks: 2 });
});

test('a body that announces too many bytes is refused unread', async () => {
  const { response, progress } = bodyOf([bytes('1')]);
  response.headers.set('content-length', '6');
  await assert.rejects(readBoundedText(response, { maxBytes: 5 }), { reason: 'too_large' });
  assert.equal(progress.chunks, 0);
});

test('a body that stalls is given up in its time, and its stream is cancelled', async () => {
  const { response, progress } = bodyOf([bytes('1')], { close: false });
  const reading = readBoundedText(response, { maxBytes: 5, timeoutMs: 10 });
  await assert.rejects(reading, { reason: 'too_slow' });
  assert.equal(progress.cancelled, true);
});

test('an aborted signal ends the reading at once with its reason', async () => {
  const { response, progress } = bodyOf([bytes('1')], { close: false });
  const stop = new AbortController();
  const reading = readBoundedText(response, { maxBytes: 5, signal: stop.signal });
  stop.abort(new Error('stopped'));
  assert.equal(progress.cancelled, true);
  await assert.rejects(reading, { message: 'stopped' });
});

test('bytes that are not UTF-8 are refused, also a character that is cut off, or replaced on request', async () => {
  const broken = [Uint8Array.of(0x61, 0xff), bytes('登').subarray(0, 2)];
  for (const chunk of broken) {
    const limits = { maxBytes: 5 };
    await assert.rejects(readBoundedText(bodyOf([chunk]).response, limits), { reason: 'not_utf8' });
  }
  const { response } = bodyOf(broken);
  const text = await readBoundedText(response, { maxBytes: 5, invalidUtf8: 'replace' });
  assert.equal(text, 'a\ufffd\ufffd');
});

test('a stream that fails rejects with its own error', async () => {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new TypeError('terminated')),
  });
  const reading = readBoundedText(new Response(body), { maxBytes: 5 });
  await assert.rejects(reading, { message: 'terminated' });
});

/** A request that was received with these headers. It counts how it is read. */
function requestOf(headers: Record<string, string>, whole: () => Promise<ArrayBuffer>) {
  const read = { whole: 0, streams: 0 };
  const request = new Request('https://example.com/', {
    ...{ method: 'POST', body: 'streamed', headers },
  });
  const { body } = request;
  Object.defineProperties(request, {
    arrayBuffer: { value: () => (read.whole++, whole()) },
    body: { get: () => (read.streams++, body) },
  });
  return { read, request };
}

const inWhole = (text: string) => (): Promise<ArrayBuffer> =>
  Promise.resolve(bytes(text).buffer as ArrayBuffer);

test('a request that says its length is read whole, and its stream is never built', async () => {
  const { request, read } = requestOf({ 'content-length': '5' }, inWhole('whole'));
  assert.equal(await readBoundedText(request, { maxBytes: 5 }), 'whole');
  assert.deepEqual(read, { whole: 1, streams: 0 });
});

test('a request that may have more bytes than it says is read as a stream', async () => {
  const unsure: readonly Record<string, string>[] = [
    {},
    { 'content-length': 'many' },
    { 'content-length': '5', 'content-encoding': 'gzip' },
    { 'content-length': '5', 'transfer-encoding': 'chunked' },
  ];
  for (const headers of unsure) {
    const { request, read } = requestOf(headers, inWhole('whole'));
    assert.equal(await readBoundedText(request, { maxBytes: 8 }), 'streamed');
    assert.equal(read.whole, 0);
  }
});

test('a request that is longer than it says, or stalls within its length, is refused', async () => {
  const longer = requestOf({ 'content-length': '5' }, inWhole('longer'));
  const refused = readBoundedText(longer.request, { maxBytes: 5 });
  await assert.rejects(refused, { reason: 'too_large' });
  const stalling = requestOf({ 'content-length': '5' }, () => new Promise(() => undefined));
  const reading = readBoundedText(stalling.request, { maxBytes: 5, timeoutMs: 10 });
  await assert.rejects(reading, { reason: 'too_slow' });
  const stop = new AbortController();
  const stopped = readBoundedText(stalling.request, { maxBytes: 5, signal: stop.signal });
  stop.abort(new Error('stopped'));
  await assert.rejects(stopped, { message: 'stopped' });
});
