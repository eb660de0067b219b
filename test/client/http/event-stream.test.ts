import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  createEventParser,
  type ServerEvent,
} from '../../../src/client/http/transport/event-stream.js';
import { readText } from '../../../src/client/http/read-body.js';

/**
 * The rules of the HTML standard, taken literally, a line at a time:
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
function bySpecification(text: string): ServerEvent[] {
  const events: ServerEvent[] = [];
  const lines: string[] = [];
  let current = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character === '\r' || character === '\n') {
      lines.push(current);
      current = '';
      if (character === '\r' && text[index + 1] === '\n') index++;
    } else current += character;
  }
  let data = '';
  let type = '';
  for (const line of lines) {
    if (line === '') {
      if (data !== '') {
        events.push({ type: type === '' ? 'message' : type, data: data.replace(/\n$/, '') });
      }
      data = '';
      type = '';
      continue;
    }
    const colon = line.indexOf(':');
    if (colon === 0) continue;
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) value = value.slice(1);
    if (field === 'event') type = value;
    if (field === 'data') data += `${value}\n`;
  }
  return events;
}

const piece = fc.constantFrom(
  '\n',
  '\r',
  '\r\n',
  '\n\n',
  'data',
  ':',
  ' ',
  'data: ',
  'data:',
  'event: ',
  'event:state',
  'id: 7',
  'retry: 5',
  ': beat',
  'data: {"a":1}\n\n',
  'x',
  '码',
  '😀',
  '\u2028',
  '\u0000',
  'data\n',
  '  ',
);
const streamText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

test('any text yields the events that the specification prescribes', () => {
  fc.assert(
    fc.property(streamText, (text) => {
      assert.deepEqual(createEventParser()(text), bySpecification(text));
    }),
    { numRuns: 1000 },
  );
});

test('a stream yields the same events however it is cut into pieces', async () => {
  await fc.assert(
    fc.asyncProperty(streamText, fc.array(fc.nat(60)), async (text, cuts) => {
      const bytes = new TextEncoder().encode(text);
      const at = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])];
      at.sort((a, b) => a - b);
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          at.slice(1).forEach((end, index) => controller.enqueue(bytes.slice(at[index], end)));
          controller.close();
        },
      });
      const parse = createEventParser();
      const events: ServerEvent[] = [];
      for await (const chunk of readText(new Response(body), new AbortController().signal)) {
        events.push(...parse(chunk));
      }
      assert.deepEqual(events, bySpecification(text));
    }),
    { numRuns: 500 },
  );
});

test('a character that is cut in two arrives whole', async () => {
  const bytes = new TextEncoder().encode('data: 码😀\n\n');
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const parse = createEventParser();
  const events: ServerEvent[] = [];
  for await (const chunk of readText(new Response(body), new AbortController().signal)) {
    events.push(...parse(chunk));
  }
  assert.deepEqual(events, [{ type: 'message', data: '码😀' }]);
});

test('a byte order mark at the start does not belong to the first field', async () => {
  const events: ServerEvent[] = [];
  const parse = createEventParser();
  const response = new Response('\uFEFFdata: x\n\n');
  for await (const chunk of readText(response, new AbortController().signal)) {
    events.push(...parse(chunk));
  }
  assert.deepEqual(events, [{ type: 'message', data: 'x' }]);
});

test('an endless line or event is refused, in one piece or in many', () => {
  for (const chunk of ['x', 'data: y\n', '码'.repeat(1000)]) {
    const parse = createEventParser();
    assert.throws(
      () => {
        for (let round = 0; round < 100_000; round++) parse(chunk);
      },
      { code: 'bad_response' },
    );
  }
});

test('a stream may be of any length as long as its events are small', () => {
  const parse = createEventParser();
  let events = 0;
  for (let round = 0; round < 50_000; round++) events += parse(': beat\n\ndata: 1\n\n').length;
  assert.equal(events, 50_000);
});

test('an abort cancels the body, even while nothing arrives', async () => {
  let cancelled = 0;
  const silent = (): Response =>
    new Response(
      new ReadableStream(
        {
          cancel: () => {
            cancelled++;
          },
        },
        { highWaterMark: 0 },
      ),
    );
  const controller = new AbortController();
  const reading = readText(silent(), controller.signal).next();
  controller.abort();
  assert.equal((await reading).done, true);
  assert.equal(cancelled, 1);
  assert.equal((await readText(new Response(null), controller.signal).next()).done, true);
});
