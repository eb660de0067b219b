/** Customer messages, template messages and the menu. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openidOf } from '../../../src/simulator/ids.js';
import { PhoneError, type Simulator } from '../../../src/simulator/index.js';
import { dedupeKey, parsePush, readFlatXml } from '../../../src/wechat/index.js';
import {
  accessToken,
  callEndpoint,
  createSceneQrCode,
  createSimulatorHarness,
  type Json,
  type SimulatorHarness,
} from '../../support/simulator/harness.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const ok = { errcode: 0, errmsg: 'ok' };

const openid = ({ account }: Simulator, person: string): Promise<string> =>
  openidOf(account.appId, person);

async function write(simulator: Simulator, person: string, message?: object): Promise<Json> {
  const body = { msgtype: 'text', text: { content: 'hello' }, ...message };
  const touser = await openid(simulator, person);
  return callEndpoint(simulator, 'message/custom/send', { touser, ...body });
}

/** The errcodes of so many messages. */
async function writeMany(simulator: Simulator, person: string, count: number): Promise<unknown[]> {
  const errcodes = [];
  for (let sent = 0; sent < count; sent++) {
    errcodes.push((await write(simulator, person))['errcode']);
  }
  return errcodes;
}

const textsOf = async ({ phone }: Simulator, person: string): Promise<string[]> =>
  (await phone.chat(person)).map(({ text }) => text);

async function scan({ simulator }: SimulatorHarness): Promise<void> {
  await simulator.phone.scan('person-2', (await createSceneQrCode(simulator)).url);
}

async function createMenu({ simulator }: SimulatorHarness): Promise<void> {
  const button = [{ type: 'click', name: 'Help', key: 'help' }];
  assert.deepEqual(await callEndpoint(simulator, 'menu/create', { button }), ok);
}

interface Occasion {
  readonly name: string;
  readonly person: string;
  readonly act: (harness: SimulatorHarness) => Promise<unknown>;
  readonly count: number;
  readonly forMs: number;
}

const occasions: readonly Occasion[] = [
  {
    name: 'following',
    person: 'person-1',
    act: ({ simulator }) => simulator.phone.followBySearch('person-1'),
    count: 3,
    forMs: minuteMs,
  },
  { name: 'a scan', person: 'person-2', act: scan, count: 3, forMs: minuteMs },
  {
    name: 'a message',
    person: 'person-2',
    act: ({ simulator }) => simulator.phone.send('person-2', 'hi'),
    count: 5,
    forMs: 48 * hourMs,
  },
  {
    name: 'a tapped choice',
    person: 'person-2',
    act: ({ simulator }) =>
      simulator.phone.tap('person-2', 'weixin://bizmsgmenu?msgmenucontent=yes&msgmenuid=1'),
    count: 3,
    forMs: minuteMs,
  },
  {
    name: 'the menu',
    person: 'person-2',
    act: async (harness) => {
      await createMenu(harness);
      await harness.simulator.phone.pressMenu('person-2', 'Help');
    },
    count: 3,
    forMs: minuteMs,
  },
];

for (const { name, person, act, count, forMs } of occasions) {
  test(`${name} allows ${count} customer messages in ${forMs / minuteMs} minutes`, async () => {
    const harness = createSimulatorHarness({ settings: { tokenLifetimeS: 300_000 } });
    const { simulator, clock } = harness;
    assert.deepEqual(await writeMany(simulator, person, 1), [45015], 'nothing has happened yet');
    await act(harness);
    const expected = [...new Array<number>(count).fill(0), 45047];
    assert.deepEqual(await writeMany(simulator, person, count + 1), expected);
    await simulator.phone.unfollow(person);
    await simulator.phone.followBySearch(person);
    clock.tick(minuteMs);
    await act(harness);
    clock.tick(forMs - 1);
    const isRepeated = name !== 'following';
    assert.deepEqual(await writeMany(simulator, person, 1), [isRepeated ? 0 : 45015]);
    clock.tick(1);
    assert.deepEqual(await writeMany(simulator, person, 1), [45015]);
  });
}

test('after a payment, an account may write as often as it likes for 48 hours', async () => {
  const { simulator, clock } = createSimulatorHarness({ settings: { tokenLifetimeS: 300_000 } });
  await simulator.phone.followByPayment('person-1');
  clock.tick(48 * hourMs - 1);
  assert.deepEqual(new Set(await writeMany(simulator, 'person-1', 12)), new Set([0]));
  clock.tick(1);
  assert.deepEqual(await writeMany(simulator, 'person-1', 1), [45015]);
});

test('messages count against what ends first, and unfollowing ends everything', async () => {
  const { simulator, clock } = createSimulatorHarness();
  await simulator.phone.send('person-2', 'hi');
  await scan({ simulator, clock, received: [] });
  assert.deepEqual(await writeMany(simulator, 'person-2', 9), [0, 0, 0, 0, 0, 0, 0, 0, 45047]);
  await simulator.phone.send('person-2', 'hi');
  assert.deepEqual(await writeMany(simulator, 'person-2', 1), [0]);
  await simulator.phone.unfollow('person-2');
  assert.deepEqual(await writeMany(simulator, 'person-2', 1), [45015]);
});

test('customer messages appear in the chat', async () => {
  const { simulator } = createSimulatorHarness();
  await simulator.phone.send('person-2', 'hi');
  await write(simulator, 'person-2', { text: { content: 'Your sign-in is complete.' } });
  const list = [{ id: '101', content: '是' }];
  const msgmenu = { head_content: 'Was it you?', list, tail_content: 'Thank you.' };
  await write(simulator, 'person-2', { msgtype: 'msgmenu', msgmenu });
  await write(simulator, 'person-2', { msgtype: 'news', news: { articles: [] } });
  const [, text, menu = '', news] = await textsOf(simulator, 'person-2');
  assert.equal(text, 'Your sign-in is complete.');
  assert.equal(news, '[news]');
  const href = /^Was it you\?\n<a href="([^"]+)">是<\/a>\nThank you\.$/.exec(menu)?.[1] ?? '';
  await simulator.phone.tap('person-2', href);
  assert.equal((await textsOf(simulator, 'person-2')).at(-1), '是');
});

test('wrong customer messages get the errcode for what is wrong', async () => {
  const harness = createSimulatorHarness({ log: () => undefined });
  const { simulator } = harness;
  await simulator.phone.send('person-2', 'hi');
  const cases: readonly (readonly [object, number])[] = [
    [{ touser: 'nobody' }, 40003],
    [{ touser: undefined }, 40003],
    [{ msgtype: 'invented' }, 40008],
    [{ msgtype: undefined }, 40008],
    [{ msgtype: 'constructor' }, 40008],
    [{ text: undefined }, 44004],
    [{ text: { content: '' } }, 44004],
    [{ text: { content: '中'.repeat(700) } }, 45002],
    [{ msgtype: 'image', image: { media_id: 'x' } }, -40066],
  ];
  for (const [message, errcode] of cases) {
    const answer = await write(simulator, 'person-2', message);
    assert.equal(answer['errcode'], errcode, JSON.stringify(message));
  }
  assert.equal(simulator.used('message/custom/send'), 0, 'refused messages are not counted');
  simulator.settings.quotas['message/custom/send'] = 0;
  assert.deepEqual(await writeMany(simulator, 'person-2', 1), [45009]);
  simulator.account.isVerified = false;
  assert.deepEqual(await writeMany(simulator, 'person-2', 1), [48001]);
});

test('a template message appears in the chat, and its success is pushed', async () => {
  const harness = createSimulatorHarness({ account: { mode: 'plain' } });
  const { simulator } = harness;
  const touser = await openid(simulator, 'person-2');
  const template_id = 'T'.repeat(43);
  const data = { thing1: { value: 'Signed in' }, time2: { value: '12:00' } };
  const path = `/cgi-bin/message/template/send?access_token=${await accessToken(simulator)}`;
  const response = await simulator.fetch(`https://api.weixin.qq.com${path}`, {
    method: 'POST',
    body: JSON.stringify({ touser, template_id, data }),
  });
  const msgId = /^\{"errcode":0,"errmsg":"ok","msgid":(\d{19})\}$/.exec(await response.text())?.[1];
  assert.ok(msgId);
  await simulator.idle();
  assert.deepEqual(await textsOf(simulator, 'person-2'), [
    '[template]\nthing1: Signed in\ntime2: 12:00',
  ]);
  const fields = readFlatXml(harness.received[0]?.body ?? '');
  assert.deepEqual(
    ['FromUserName', 'Event', 'MsgID', 'Status'].map((name) => fields.get(name)),
    [touser, 'TEMPLATESENDJOBFINISH', msgId, 'success'],
  );
});

test('wrong template messages get the errcode for what is wrong', async () => {
  const { simulator } = createSimulatorHarness();
  const right = {
    touser: await openid(simulator, 'person-2'),
    template_id: 'T'.repeat(43),
    data: {},
  };
  const send = async (body: object): Promise<unknown> =>
    (await callEndpoint(simulator, 'message/template/send', body))['errcode'];
  assert.equal(await send(right), 0);
  assert.equal(await send({ ...right, template_id: 'T' }), 40037);
  assert.equal(await send({ ...right, touser: 'nobody' }), 40003);
  assert.equal(await send({ ...right, touser: await openid(simulator, 'person-1') }), 43004);
  assert.equal(await send({ ...right, data: 'x' }), 47001);
  simulator.settings.templateIds = ['mine'];
  assert.equal(await send(right), 40037);
  assert.equal(await send({ ...right, template_id: 'mine' }), 0);
  simulator.settings.quotas['message/template/send'] = 0;
  assert.equal(await send({ ...right, template_id: 'mine' }), 45009);
  simulator.account.kind = 'subscription';
  assert.equal(await send(right), 48001);
});

test('a menu is created, read, pressed and deleted', async () => {
  const { simulator, received } = createSimulatorHarness({ account: { mode: 'plain' } });
  assert.equal((await callEndpoint(simulator, 'menu/get'))['errcode'], 46003);
  const click = { type: 'click', name: 'Help', key: 'help' };
  const view = { type: 'view', name: 'Shop', url: 'https://shop.example/' };
  const button = [click, { name: 'More', sub_button: [view] }];
  assert.deepEqual(await callEndpoint(simulator, 'menu/create', { button }), ok);
  assert.deepEqual(await callEndpoint(simulator, 'menu/get'), {
    menu: {
      button: [
        { ...click, sub_button: [] },
        { name: 'More', sub_button: [{ ...view, sub_button: [] }] },
      ],
    },
  });
  await simulator.phone.pressMenu('person-2', 'Help');
  await simulator.phone.pressMenu('person-2', 'Shop');
  await simulator.idle();
  const pushed = received.map(({ body }) => readFlatXml(body));
  assert.deepEqual(
    pushed.map((fields) => [fields.get('Event'), fields.get('EventKey')]),
    [
      ['CLICK', 'help'],
      ['VIEW', 'https://shop.example/'],
    ],
  );
  for (const [person, name] of [
    ['person-2', 'More'],
    ['person-1', 'Help'],
  ] as const) {
    await assert.rejects(simulator.phone.pressMenu(person, name), PhoneError);
  }
  assert.deepEqual(await callEndpoint(simulator, 'menu/delete'), ok);
  assert.equal((await callEndpoint(simulator, 'menu/get'))['errcode'], 46003);
  await assert.rejects(simulator.phone.pressMenu('person-2', 'Help'), PhoneError);
});

test('what people send, and what they do with the menu, is pushed as WeChat pushes it', async () => {
  const { simulator } = createSimulatorHarness({ account: { mode: 'plain' } });
  const { phone } = simulator;
  const media = ['image', 'voice', 'video', 'shortvideo', 'location', 'link'] as const;
  for (const type of media) await phone.sendMedia('person-2', type);
  const actions = ['scancode_push', 'scancode_waitmsg', 'pic_sysphoto', 'pic_photo_or_album'];
  const more = ['pic_weixin', 'location_select', 'view', 'miniprogram'];
  for (const type of [...actions, ...more]) {
    const url = 'https://shop.example/?a&b';
    const button = [{ type, name: 'Go', key: 'k', url, appid: 'wx', pagepath: 'pages/a' }];
    await callEndpoint(simulator, 'menu/create', { button });
    await phone.pressMenu('person-2', 'Go');
  }
  await simulator.idle();
  const pushes = simulator.deliveries.map(({ xml }) => parsePush(xml));
  assert.deepEqual(
    pushes.map(({ type }) => type),
    [
      ...media,
      ...['scancode_push', 'scancode_waitmsg', 'pic_sysphoto', 'image'],
      ...['pic_photo_or_album', 'image', 'pic_weixin', 'image', 'location_select', 'location'],
      ...['view', 'view_miniprogram'],
    ],
  );
  assert.equal(new Set(pushes.map(dedupeKey)).size, pushes.length);
  const [, , , , place, link] = pushes;
  assert.ok(place?.type === 'location' && place.latitude < place.longitude);
  assert.ok(link?.type === 'link' && link.url.startsWith('https://'));
  const [view, miniProgram] = pushes.slice(-2);
  assert.ok(view?.type === 'view' && view.eventKey.endsWith('?a&b') && view.menuId);
  assert.ok(miniProgram?.type === 'view_miniprogram' && miniProgram.eventKey === 'pages/a');
  const scanned = simulator.deliveries.find(({ event }) => event === 'scancode_push')?.xml ?? '';
  assert.match(
    scanned,
    /<EventKey><!\[CDATA\[k\]\]><\/EventKey>\n<ScanCodeInfo><ScanType><!\[CDATA\[qrcode\]\]><\/ScanType>\n<ScanResult>.*\n<\/ScanCodeInfo>\n<\/xml>$/,
  );
  const lines = (await phone.chat('person-2')).map(({ text }) => text);
  assert.deepEqual(lines.slice(0, 2), ['[image]', '[voice]']);
  await assert.rejects(phone.sendMedia('person-1', 'image'), /Only followers/);
  await callEndpoint(simulator, 'menu/create', {
    button: [{ type: 'media_id', name: 'Go', media_id: 'm' }],
  });
  await assert.rejects(phone.pressMenu('person-2', 'Go'), /does not play.*media_id/);
});

test('wrong menus get the errcode for what is wrong', async () => {
  const { simulator } = createSimulatorHarness();
  const click = { type: 'click', name: 'Help', key: 'help' };
  const cases: readonly (readonly [unknown, number])[] = [
    [undefined, 40016],
    [[], 40016],
    [new Array(4).fill(click), 40016],
    [[{ ...click, type: 'invented' }], 40017],
    [[{ ...click, name: '' }], 40018],
    [[{ ...click, key: 'x'.repeat(129) }], 40019],
    [[{ type: 'view', name: 'Shop' }], 40020],
    [[{ name: 'More', sub_button: new Array(6).fill(click) }], 40023],
    [[{ name: 'More', sub_button: [{ ...click, type: '' }] }], 40024],
    [[{ name: 'More', sub_button: [null] }], 40025],
    [[{ name: 'More', sub_button: [{ ...click, key: '' }] }], 40026],
    [[{ name: 'More', sub_button: [{ type: 'view', name: 'x', url: '' }] }], 40027],
  ];
  for (const [button, errcode] of cases) {
    const answer = await callEndpoint(simulator, 'menu/create', { button });
    assert.equal(answer['errcode'], errcode, JSON.stringify(button));
  }
  assert.equal(simulator.used('menu/create'), 0);
  simulator.account.isVerified = false;
  assert.equal((await callEndpoint(simulator, 'menu/get'))['errcode'], 46003);
  simulator.account.kind = 'subscription';
  assert.equal((await callEndpoint(simulator, 'menu/get'))['errcode'], 48001);
});
