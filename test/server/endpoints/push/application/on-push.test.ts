/** Pushes that are not those of a login, handed to a function of the application. */
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createMemoryStore, type OnPush, type Push } from '../../../../../src/server/index.js';
import { createCrypt } from '../../../../../src/wechat/push/crypt.js';
import { decryptReply } from '../../../../../src/wechat/push/encrypt-reply.js';
import { eventXml, textXml } from '../../../../../src/wechat/push/write-messages.js';
import { readFlatXml } from '../../../../../src/wechat/push/xml.js';
import { settle } from '../../../../support/clock.js';
import {
  authorizationXml,
  createHarness,
  originalId,
  settings,
  type HarnessOptions,
} from '../../../../support/server/harness.js';

const about = { to: originalId, from: 'oPersonOne', createdAtS: 1_800_000_000 };
const text = (content: string, msgId = '23456789012345678'): string =>
  textXml({ ...about, content, msgId });

function createListening(onPush: OnPush, options: HarnessOptions = {}) {
  const harness = createHarness({ ...options, onPush });
  const mode = options.wechat?.mode ?? 'safe';
  /** Pushes, and returns the fields of the reply; undefined without one. */
  async function ask(xml: string): Promise<ReadonlyMap<string, string> | undefined> {
    const answer = await harness.push(xml, { mode });
    assert.equal(answer.status, 200);
    if (answer.text === 'success') return undefined;
    assert.match(answer.headers.get('content-type') ?? '', /^text\/xml/);
    if (mode === 'plain') return readFlatXml(answer.text);
    const crypt = await createCrypt(settings);
    return readFlatXml(await decryptReply(answer.text, { token: settings.token, crypt }));
  }
  const said = (event: string): string =>
    JSON.stringify(harness.log.filter((line) => line.event === event));
  return { ...harness, ask, said };
}

test('the application gets every push that is not the push of a login, by its type', async () => {
  const got: Push[] = [];
  const { ask, open, scan, scanXml } = createListening((push) => void got.push(push));
  const image = text('x', '2').replace('[text]', '[image]').replace('Content', 'MediaId');
  for (const xml of [
    text('00123'),
    image.replace('/Content', '/MediaId'),
    eventXml({ ...about, event: 'CLICK', eventKey: 'hours' }),
    eventXml({ ...about, event: 'subscribe' }),
    scanXml('promo-2026', { event: 'subscribe' }),
    scanXml('promo-2026'),
    eventXml({ ...about, event: 'unsubscribe' }),
    authorizationXml('user_authorization_cancellation', about.createdAtS),
    eventXml({ ...about, event: 'never_seen_before', eventKey: 'x' }),
  ]) {
    assert.equal(await ask(xml), undefined);
  }
  assert.deepEqual(
    got.map(({ type }) => type),
    [
      ...['text', 'image', 'click', 'subscribe', 'subscribe', 'scan'],
      ...['unsubscribe', 'authorization', 'other'],
    ],
  );
  assert.equal(got[0]?.type === 'text' && got[0].content, '00123');
  assert.equal(got[0]?.openid, 'oPersonOne');

  const tab = await open();
  assert.match(await scan(tab.scene), /你已通过微信登录/);
  assert.notEqual(await scan((await open()).scene, { event: 'subscribe' }), '');
  assert.equal(got.length, 9, 'the pushes of a login stay here');
});

for (const mode of ['safe', 'compatible', 'plain'] as const) {
  test(`in ${mode} mode, the application's reply appears in the chat`, async () => {
    const { ask } = createListening(
      (push) =>
        push.type === 'text'
          ? { type: 'text', content: `${push.content.length} letters` }
          : Promise.resolve({ type: 'transfer_customer_service' }),
      { wechat: { mode } },
    );
    const reply = (await ask(text('hello'))) ?? assert.fail('no reply');
    assert.equal(reply.get('Content'), '5 letters');
    assert.equal(reply.get('ToUserName'), 'oPersonOne');
    assert.equal(reply.get('FromUserName'), originalId);
    assert.equal(reply.get('CreateTime'), '1800000000');
    const click = await ask(eventXml({ ...about, event: 'CLICK', eventKey: 'help' }));
    assert.equal(click?.get('MsgType'), 'transfer_customer_service');
  });
}

test('a repeated push gets the same reply, and does not reach the application again', async () => {
  const keys: string[] = [];
  const { ask, clock } = createListening((_, { key }) => {
    keys.push(key);
    return { type: 'text', content: `number ${keys.length}` };
  });
  const first = await ask(text('hello', '1'));
  clock.nowMs += 5000;
  assert.deepEqual(await ask(text('hello', '1')), first);
  assert.equal((await ask(text('hello', '2')))?.get('Content'), 'number 2');
  const click = eventXml({ ...about, event: 'CLICK', eventKey: 'hours' });
  await ask(click);
  await ask(click);
  await ask(click.replace('hours', 'help'));
  assert.equal(keys.length, 4);
  assert.equal(new Set(keys).size, 4);

  const again: string[] = [];
  const elsewhere = createListening((_, { key }) => void again.push(key));
  await elsewhere.ask(text('hello', '1'));
  assert.equal(again[0], keys[0], 'another process gets the same key');
});

test('a push is remembered for a minute, however many come after it', async () => {
  let calls = 0;
  const { ask, clock } = createListening(() => void calls++, { wechat: { mode: 'plain' } });
  for (let id = 1; id <= 1001; id++) await ask(text('hello', String(id)));
  await ask(text('hello', '1001'));
  await ask(text('hello', '1'));
  assert.equal(calls, 1001);
  clock.nowMs += 60_000;
  await ask(text('hello', '2'));
  assert.equal(calls, 1002);
});

test('a push that another instance has answered gets the same answer', async () => {
  const store = createMemoryStore();
  let calls = 0;
  const answer = () => ({ type: 'text', content: `answer ${++calls}` }) as const;
  const [one, other] = [createListening(answer, { store }), createListening(answer, { store })];
  const contentOf = async ({ ask }: typeof one, id: string) =>
    (await ask(text('hello', id)))?.get('Content');
  assert.equal(await contentOf(one, '1'), 'answer 1');
  assert.equal(await contentOf(other, '1'), 'answer 1');
  assert.equal(await contentOf(other, '2'), 'answer 2');
});

const useless: readonly [name: string, returned: unknown, sentence: RegExp, xml?: string][] = [
  ['a text', 'hello', /type is missing: a reply is an object such as \{ type: 'text', content \}/],
  ['true', true, /type is missing/],
  ['an object without a type', { content: 'hello' }, /reply's type is missing/],
  ['a list', [{ type: 'text', content: 'hello' }], /reply's type/],
  ['an unknown type', { type: 'link', url: 'https://a.example' }, /reply's type is "link"/],
  ['no content', { type: 'text', text: 'hello' }, /reply's content must be a text/],
  ['an empty content', { type: 'text', content: '' }, /reply's content must be/],
  [
    'too long a content',
    { type: 'text', content: '长'.repeat(1000) },
    /reply's content has 3000 bytes/,
  ],
  ['a picture without an id', { type: 'image' }, /reply's mediaId must be/],
  [
    'an article without a link',
    {
      type: 'news',
      articles: [{ title: 'a', description: 'b', picUrl: 'https://a.example/p.png' }],
    },
    /reply's articles\[0\]\.url must be/,
  ],
  [
    'a reply to somebody who has left',
    { type: 'text', content: 'Bye' },
    /nobody sees a reply to this push/,
    eventXml({ ...about, event: 'unsubscribe' }),
  ],
];

for (const [name, returned, sentence, xml = text('hello')] of useless) {
  test(`if the application returns ${name}, WeChat gets "success", and the log names the field`, async () => {
    const { ask, said } = createListening(() => returned as undefined);
    assert.equal(await ask(xml), undefined);
    const [line] = JSON.parse(said('reply_refused')) as { details: { meaning: string } }[];
    assert.match(line?.details.meaning ?? '', sentence);
    assert.match(said('reply_refused'), /onPush: .*send a customer message/);
  });
}

test('nothing, null and false are no reply', async () => {
  for (const returned of [undefined, null, false]) {
    const { ask, log } = createListening(() => returned as undefined);
    assert.equal(await ask(text('hello')), undefined);
    assert.deepEqual(log, [log[0]]);
  }
});

for (const [name, onPush] of [
  ['throws', (): never => assert.fail('secret of oPersonOne')],
  ['rejects', () => Promise.reject(new TypeError('secret of oPersonOne'))],
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as JavaScript may
  ['rejects with nothing', () => Promise.reject(undefined)],
] satisfies [string, () => Promise<never>][]) {
  test(`if the application ${name}, WeChat gets "success", and the log the way out`, async () => {
    let calls = 0;
    const { ask, said } = createListening(() => {
      calls++;
      return onPush();
    });
    assert.equal(await ask(text('hello')), undefined);
    assert.equal(await ask(text('hello')), undefined);
    assert.equal(calls, 1);
    assert.match(said('on_push_failed'), /`onPush` has thrown.*send a customer message/);
    assert.doesNotMatch(said('on_push_failed'), /secret|oPerson/);
  });
}

test('WeChat does not wait in vain for a late application; a repetition gets the reply', async () => {
  let settleReply = (): void => undefined;
  const { ask, said } = createListening(
    () =>
      new Promise((resolve) => {
        settleReply = () => resolve({ type: 'text', content: 'at last' });
      }),
  );
  mock.timers.enable({ apis: ['setTimeout'] });
  const first = ask(text('hello'));
  await settle();
  mock.timers.tick(4500);
  assert.equal(await first.finally(() => mock.timers.reset()), undefined);
  assert.match(said('on_push_late'), /longer than WeChat waits.*send a customer message/);
  settleReply();
  assert.equal((await ask(text('hello')))?.get('Content'), 'at last');
});

test('what the backend itself learns from a push stays as it was', async () => {
  const notices: unknown[] = [];
  const followers: string[] = [];
  const { ask } = createListening(() => undefined, {
    notify: (notice) => void notices.push(notice.type),
    accounts: {
      find: () => Promise.resolve(undefined),
      create: () => Promise.resolve({ id: '1', name: 'Lan' }),
      followed: ({ openid }) => Promise.resolve(void followers.push(openid)),
    },
  });
  await ask(eventXml({ ...about, event: 'subscribe' }));
  await ask(eventXml({ ...about, event: 'unsubscribe' }));
  await ask(authorizationXml('user_authorization_revoke', about.createdAtS));
  assert.deepEqual(followers, ['oPersonOne']);
  assert.deepEqual(notices, ['unfollowed', 'authorization_changed']);
});
