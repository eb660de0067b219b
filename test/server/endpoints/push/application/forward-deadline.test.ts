/** An application that is slow, or away, while WeChat waits. */
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { settle } from '../../../../support/clock.js';
import { createFront, hello, success } from '../../../../support/server/front.js';
import { createHarness, type Answer } from '../../../../support/server/harness.js';

/** Pushes once; `act` moves the timers meanwhile. */
async function pushWithTimers(
  { push }: Pick<ReturnType<typeof createFront>, 'push'>,
  act: () => void | Promise<void>,
): Promise<Answer> {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const answered = push(hello);
    await settle();
    await act();
    return await answered;
  } finally {
    mock.timers.reset();
  }
}

const slow: readonly [name: string, answer: () => Response | Promise<Response>][] = [
  ['an application that does not answer', () => new Promise(() => undefined)],
  [
    'an application that does not finish its answer',
    () => new Response(new ReadableStream({ start: (body) => body.enqueue(new Uint8Array([60])) })),
  ],
];

for (const [name, answer] of slow) {
  test(`WeChat does not wait in vain for ${name}`, async () => {
    let signal: AbortSignal | null = null;
    const front = createFront((_, given) => {
      signal = given;
      return answer();
    });
    const got = await pushWithTimers(front, () => mock.timers.tick(4500));
    assert.deepEqual([got.status, got.text], [200, 'success']);
    assert.equal((signal as AbortSignal | null)?.aborted, true, 'the request is given up');
    const [failure] = front.failures() as { reason: string; meaning: string }[];
    assert.equal(failure?.reason, 'late');
    assert.match(failure.meaning, /longer than WeChat waits.*customer message/);
  });
}

test('one deadline holds for the body of a push and for the application together', async () => {
  const front = createFront(() => new Promise(() => undefined));
  let sent: { query: URLSearchParams; body: string } | undefined;
  await createHarness().push(hello, { tamper: (signed) => (sent = signed) });
  let finish = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      finish = () => {
        controller.enqueue(new TextEncoder().encode(sent?.body));
        controller.close();
      };
    },
  });
  const url = `https://login.example/wechat-login/wechat/default?${sent?.query.toString() ?? ''}`;
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const answered = front.request(url, { method: 'POST', body, duplex: 'half' } as RequestInit);
    await settle();
    mock.timers.tick(3000);
    finish();
    await settle();
    assert.equal(front.forwarded.length, 1);
    mock.timers.tick(1500);
    assert.equal(await (await answered).text(), 'success');
  } finally {
    mock.timers.reset();
  }
});

test('a push whose body does not end is refused before WeChat gives up', async () => {
  const { request, log, forwarded } = createFront(success);
  const url = 'https://login.example/wechat-login/wechat/default?signature=a&timestamp=1&nonce=2';
  const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(9)) });
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const answered = request(url, { method: 'POST', body, duplex: 'half' } as RequestInit);
    await settle();
    mock.timers.tick(4500);
    assert.equal((await answered).status, 403);
  } finally {
    mock.timers.reset();
  }
  assert.match(JSON.stringify(log.at(-1)), /"reason":"unreadable","meaning":"The body could not/);
  assert.deepEqual(forwarded, []);
});

test('an application that restarts gets the push a moment later', async () => {
  const front = createFront((call) => {
    if (call === 1) throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
    return new Response('success', { status: call === 2 ? 502 : 200 });
  });
  await pushWithTimers(front, async () => {
    mock.timers.tick(1000);
    await settle();
    mock.timers.tick(1000);
  });
  assert.equal(front.forwarded.length, 3);
  assert.equal(front.forwarded[2]?.body, front.forwarded[0]?.body);
  assert.deepEqual(front.failures(), []);
});

for (const [name, answer, sentence] of [
  [
    'is down',
    () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })),
    /could not be reached.*ECONNREFUSED.*has not received this push/,
  ],
  ['is down behind its proxy', () => new Response('', { status: 503 }), /answered HTTP 503 until/],
] satisfies [string, () => Response | Promise<Response>, RegExp][]) {
  test(`if the application ${name}, the log says that the push is lost`, async () => {
    const front = createFront(answer);
    const got = await pushWithTimers(front, async () => {
      for (let second = 0; second < 5; second++) {
        mock.timers.tick(1000);
        await settle();
      }
    });
    assert.deepEqual([got.status, got.text], [200, 'success']);
    const [failure, ...more] = front.failures() as { meaning: string }[];
    assert.match(failure?.meaning ?? '', sentence);
    assert.deepEqual(more, []);
  });
}
