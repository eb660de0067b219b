import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSimulator, PhoneError } from '../../../src/simulator/index.js';
import type { Simulator } from '../../../src/simulator/index.js';
import { openidOf } from '../../../src/simulator/ids.js';
import { readFlatXml } from '../../../src/wechat/index.js';
import {
  callEndpoint,
  createSceneQrCode,
  createSimulatorHarness,
} from '../../support/simulator/harness.js';

/** [person, event, EventKey] of every push so far. */
function pushes({ deliveries }: Simulator): (readonly [string, string, string | undefined])[] {
  return deliveries.map(
    ({ personId, event, xml }) => [personId, event, readFlatXml(xml).get('EventKey')] as const,
  );
}

async function followByScan({ phone }: Simulator, person: string, url: string): Promise<void> {
  const scan = await phone.scan(person, url);
  assert.ok(scan.type === 'profile');
  assert.equal((await phone.follow(person, scan.scanId)).type, 'chat');
}

test('somebody who does not follow sees the profile, and nothing is pushed before they tap Follow', async () => {
  const { simulator } = createSimulatorHarness({ account: { name: 'Shop', avatar: '/a.svg' } });
  const { url, ticket } = await createSceneQrCode(simulator);
  const scan = await simulator.phone.scan('person-1', url);
  await simulator.idle();
  assert.ok(scan.type === 'profile');
  const { originalId } = simulator.account;
  const profile = { name: 'Shop', kind: 'service', avatar: '/a.svg', originalId };
  assert.deepEqual(scan.account, profile);
  assert.equal(simulator.deliveries.length, 0);

  const chat = await simulator.phone.follow('person-1', scan.scanId);
  await simulator.idle();
  assert.deepEqual(chat, { type: 'chat', account: profile });
  assert.deepEqual(pushes(simulator), [['person-1', 'subscribe', 'qrscene_scene-1']]);
  const fields = simulator.deliveries.map(({ xml }) => readFlatXml(xml));
  assert.equal(fields[0]?.get('Ticket'), ticket);
});

test('a follower only scans', async () => {
  const { simulator } = createSimulatorHarness();
  const { url } = await createSceneQrCode(simulator);
  assert.equal((await simulator.phone.scan('person-2', url)).type, 'chat');
  await simulator.idle();
  assert.deepEqual(pushes(simulator), [['person-2', 'SCAN', 'scene-1']]);
});

test('tapping Follow twice sends one push', async () => {
  const { simulator } = createSimulatorHarness();
  const { url } = await createSceneQrCode(simulator);
  const scan = await simulator.phone.scan('person-1', url);
  assert.ok(scan.type === 'profile');
  const both = [scan.scanId, scan.scanId].map((id) => simulator.phone.follow('person-1', id));
  assert.deepEqual(
    (await Promise.all(both)).map(({ type }) => type),
    ['chat', 'chat'],
  );
  await simulator.idle();
  assert.equal(simulator.deliveries.length, 1);
});

test('a follower by search has neither scene nor ticket', async () => {
  const { simulator } = createSimulatorHarness();
  assert.equal((await simulator.phone.followBySearch('person-1')).type, 'chat');
  await simulator.idle();
  assert.deepEqual(pushes(simulator), [['person-1', 'subscribe', '']]);
  assert.doesNotMatch(simulator.deliveries[0]?.xml ?? '', /Ticket/);
});

test('people find the account by its name, a part of it or its id, in any case', async () => {
  const { simulator } = createSimulatorHarness({ account: { name: 'Mountain Shop 山岚' } });
  const { phone, account } = simulator;
  for (const text of ['Mountain Shop 山岚', ' mountain ', '山岚', account.originalId]) {
    assert.equal((await phone.search('person-1', text)).type, 'profile', text);
  }
  for (const text of ['', '  ', 'Lake Shop', 'Mountain Shop 山岚!']) {
    assert.deepEqual(await phone.search('person-1', text), { type: 'unknown', text });
  }
  assert.equal((await phone.search('person-2', '山岚')).type, 'chat', 'a follower');
  simulator.account.isDisabled = true;
  assert.equal((await phone.search('person-1', '山岚')).type, 'unavailable');
});

test('a follower from a search, or from the account’s own QR code, has neither scene nor ticket', async () => {
  for (const [come, scene] of [
    ['search', 'ADD_SCENE_SEARCH'],
    ['scan', 'ADD_SCENE_QR_CODE'],
  ] as const) {
    const { simulator } = createSimulatorHarness({ account: { name: 'Shop' } });
    const { phone, account } = simulator;
    const text = come === 'search' ? 'Shop' : account.qrCodeUrl;
    const found = await phone[come]('person-1', text);
    assert.ok(found.type === 'profile');
    await simulator.idle();
    assert.equal(simulator.deliveries.length, 0, 'nothing is pushed before Follow');
    assert.equal((await phone.follow('person-1', found.scanId)).type, 'chat');
    assert.equal((await phone[come]('person-1', text)).type, 'chat');
    await simulator.idle();
    assert.deepEqual(pushes(simulator), [['person-1', 'subscribe', '']]);
    assert.doesNotMatch(simulator.deliveries[0]?.xml ?? '', /Ticket/);
    const openid = await openidOf(account.appId, 'person-1');
    const user = await callEndpoint(simulator, `user/info?openid=${openid}`);
    assert.equal(user['subscribe_scene'], scene);
  }
});

test('a follower by payment has the number of the trade in place of a scene', async () => {
  const harness = createSimulatorHarness();
  const { simulator } = harness;
  assert.equal((await simulator.phone.followByPayment('person-1')).type, 'chat');
  await simulator.idle();
  const [[, event, eventKey = ''] = assert.fail()] = pushes(simulator);
  assert.equal(event, 'subscribe');
  assert.match(eventKey, /^last_trade_no_\d{28}$/);
  assert.doesNotMatch(simulator.deliveries[0]?.xml ?? '', /Ticket/);
  const openid = await openidOf(simulator.account.appId, 'person-1');
  const user = await callEndpoint(simulator, `user/info?openid=${openid}`);
  assert.equal(user['subscribe_scene'], 'ADD_SCENE_PAID');
});

test('by a setting, the push of a new follower loses scene and ticket', async () => {
  const { simulator } = createSimulatorHarness({ settings: { losesScenes: true } });
  const { url } = await createSceneQrCode(simulator);
  await followByScan(simulator, 'person-1', url);
  await simulator.phone.scan('person-2', url);
  await simulator.idle();
  assert.deepEqual(pushes(simulator), [
    ['person-1', 'subscribe', ''],
    ['person-2', 'SCAN', 'scene-1'],
  ]);
  assert.doesNotMatch(simulator.deliveries[0]?.xml ?? '', /Ticket/);
});

test('by a setting, unfollowing has an EventKey', async () => {
  const { simulator } = createSimulatorHarness({ settings: { unsubscribeEventKey: 'left' } });
  await simulator.phone.unfollow('person-2');
  await simulator.idle();
  assert.deepEqual(pushes(simulator), [['person-2', 'unsubscribe', 'left']]);
});

test('WeChat itself pushes what has happened to the data of a person', async () => {
  const changes = [
    ['modified', 'user_info_modified', []],
    ['revoked', 'user_authorization_revoke', ['RevokeInfo']],
    ['cancelled', 'user_authorization_cancellation', []],
  ] as const;
  for (const openPlatform of ['shop', null]) {
    for (const [change, event, more] of changes) {
      const harness = createSimulatorHarness(
        { account: { mode: 'plain', openPlatform } },
        () => new Response('nonsense'),
      );
      const { simulator, received } = harness;
      await simulator.phone.changeAuthorization('person-2', change);
      await simulator.idle();
      const fields = readFlatXml(received[0]?.body ?? '');
      const names = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event', 'OpenID'];
      const unionid = openPlatform === null ? [] : ['UnionID'];
      assert.deepEqual([...fields.keys()], [...names, ...unionid, 'AppID', ...more]);
      const openid = await openidOf(simulator.account.appId, 'person-2');
      assert.deepEqual(
        ['Event', 'OpenID', 'AppID'].map((name) => fields.get(name)),
        [event, openid, simulator.account.appId],
      );
      const from = fields.get('FromUserName') ?? '';
      assert.match(from, /^o[\w-]{27}$/);
      assert.notEqual(from, openid, 'the platform is not the person');
      assert.equal(received[0]?.query.get('openid'), from);
      assert.deepEqual(await simulator.phone.chat('person-2'), [], 'and it has no chat');
    }
  }
});

test('an expired QR code is reported, but a profile that was opened in time can still be followed', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const { url } = await createSceneQrCode(simulator);
  clock.tick(239_999);
  const scan = await simulator.phone.scan('person-1', url);
  assert.ok(scan.type === 'profile');
  clock.tick(1);
  assert.deepEqual(await simulator.phone.scan('person-2', url), { type: 'expired' });
  await simulator.phone.follow('person-1', scan.scanId);
  await simulator.idle();
  assert.deepEqual(pushes(simulator), [['person-1', 'subscribe', 'qrscene_scene-1']]);
});

test('a foreign QR code is unknown, and a disabled account is unavailable', async () => {
  const { simulator } = createSimulatorHarness();
  const { url } = await createSceneQrCode(simulator);
  const { phone, account } = simulator;
  const stranger = { type: 'unknown', text: 'https://example.com' };
  assert.deepEqual(await phone.scan('person-1', 'https://example.com'), stranger);
  const scan = await phone.scan('person-1', url);
  account.isDisabled = true;
  assert.ok(scan.type === 'profile');
  const unavailable = { type: 'unavailable' };
  assert.deepEqual(await phone.scan('person-2', url), unavailable);
  assert.deepEqual(await phone.follow('person-1', scan.scanId), unavailable);
  assert.deepEqual(await phone.followBySearch('person-1'), unavailable);
  assert.equal((await phone.people())[0]?.follows, false);
});

test('an unfollow is pushed without a ticket; the person loses the chat and may follow again', async () => {
  const { simulator } = createSimulatorHarness();
  const { url } = await createSceneQrCode(simulator);
  const { phone } = simulator;
  await phone.send('person-2', 'hello');
  await phone.unfollow('person-2');
  await phone.unfollow('person-2');
  assert.deepEqual(await phone.chat('person-2'), []);
  await followByScan(simulator, 'person-2', url);
  await simulator.idle();
  assert.deepEqual(
    pushes(simulator).map(([, event]) => event),
    ['text', 'unsubscribe', 'subscribe'],
  );
  assert.doesNotMatch(simulator.deliveries[1]?.xml ?? '', /Ticket/);
});

test('a message is pushed as typed, with a MsgId that is not a safe number', async () => {
  const { simulator, clock } = createSimulatorHarness();
  for (const text of ['00123', '<b>&amp;]]></b>', '😀']) {
    await simulator.phone.send('person-2', text);
    await simulator.idle();
    const fields = readFlatXml(simulator.deliveries.at(-1)?.xml ?? '');
    assert.equal(fields.get('Content'), text);
    const msgId = fields.get('MsgId') ?? '';
    assert.match(msgId, /^\d{17,19}$/);
    assert.ok(BigInt(msgId) > 2n ** 53n && BigInt(msgId) < 2n ** 63n);
    const chat = await simulator.phone.chat('person-2');
    assert.deepEqual(chat.at(-1), { from: 'person', text, atMs: clock.now() });
  }
  const ids = simulator.deliveries.map(({ xml }) => readFlatXml(xml).get('MsgId'));
  assert.equal(new Set(ids).size, 3);
});

test('a tapped menu link sends its text, with its id unless it is a test account', async () => {
  for (const [isTest, id] of [
    [false, 'yes-7'],
    [true, undefined],
  ] as const) {
    const { simulator } = createSimulatorHarness({ account: { isTestAccount: isTest } });
    const href = 'weixin://bizmsgmenu?msgmenucontent=%E7%A1%AE%E8%AE%A4&msgmenuid=yes-7';
    await simulator.phone.tap('person-2', href);
    await simulator.idle();
    const fields = readFlatXml(simulator.deliveries[0]?.xml ?? '');
    assert.deepEqual(
      ['MsgType', 'Content', 'bizmsgmenuid'].map((name) => fields.get(name)),
      ['text', '确认', id],
    );
    assert.equal((await simulator.phone.chat('person-2'))[0]?.text, '确认');
  }
});

test('the phone does not open web addresses, and refuses other links', async () => {
  const { simulator } = createSimulatorHarness();
  await simulator.phone.tap('person-2', 'https://example.com/');
  for (const href of ['weixin://dl/chat', 'javascript:alert(1)', 'weixin://bizmsgmenu', '']) {
    await assert.rejects(simulator.phone.tap('person-2', href), PhoneError);
  }
  assert.deepEqual(simulator.deliveries, []);
});

test('actions that a person cannot do are refused with a message', async () => {
  const { simulator } = createSimulatorHarness();
  const { phone } = simulator;
  const { url } = await createSceneQrCode(simulator);
  const scan = await phone.scan('person-1', url);
  assert.ok(scan.type === 'profile');
  const refused: readonly (() => Promise<unknown>)[] = [
    () => phone.scan('nobody', url),
    () => phone.chat('__proto__'),
    () => phone.follow('person-3', scan.scanId),
    () => phone.follow('person-1', 'made-up'),
    () => phone.send('person-1', 'not a follower'),
    () => phone.send('person-2', ' '),
    () => phone.send('person-2', 'x'.repeat(2001)),
    () => phone.addPerson(' '),
  ];
  for (const act of refused) await assert.rejects(act(), PhoneError);
  await simulator.idle();
  assert.deepEqual(simulator.deliveries, []);
});

test('people can be added, and have different ids', async () => {
  const { simulator } = createSimulatorHarness({
    people: [{ name: 'Ann', id: 'person-2', avatar: '🐙' }, 'Ben'],
  });
  const added = await simulator.phone.addPerson(' Cem ');
  const people = await simulator.phone.people();
  assert.deepEqual(people[0], { id: 'person-2', name: 'Ann', avatar: '🐙', follows: false });
  assert.deepEqual(people.at(-1), added);
  assert.equal(added.name, 'Cem');
  assert.equal(new Set(people.map(({ id }) => id)).size, 3);
  const twins = [
    { name: 'A', id: 'x' },
    { name: 'B', id: 'x' },
  ];
  assert.throws(() => createSimulatorHarness({ people: twins }), /the id "x" is used twice/);
});

test('a new simulator has people on its phone, one of whom follows', async () => {
  const people = await createSimulator().phone.people();
  assert.deepEqual(
    people.map(({ follows }) => follows),
    [false, true, false],
  );
});

test('whatever people do, follows, pushes and chats belong to the person who acted', async () => {
  const person = fc.constantFrom('person-1', 'person-2', 'person-3');
  const act = fc.constantFrom('scan', 'search', 'unfollow', 'send');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(person, act), { maxLength: 12 }), async (acts) => {
      const { simulator } = createSimulatorHarness();
      const { phone } = simulator;
      const { url } = await createSceneQrCode(simulator);
      const follows = new Set(['person-2']);
      const events: string[] = [];
      const senders: string[] = [];
      for (const [who, what] of acts) {
        const followed = follows.has(who);
        if (what === 'scan') {
          const scan = await phone.scan(who, url);
          if (scan.type === 'profile') await phone.follow(who, scan.scanId);
        } else if (what === 'search') await phone.followBySearch(who);
        else if (what === 'unfollow') await phone.unfollow(who);
        else await phone.send(who, 'hi').catch(() => undefined);

        if (what === 'unfollow') follows.delete(who);
        else if (what !== 'send') follows.add(who);
        const event = {
          scan: followed ? 'SCAN' : 'subscribe',
          search: followed ? undefined : 'subscribe',
          unfollow: followed ? 'unsubscribe' : undefined,
          send: followed ? 'text' : undefined,
        }[what];
        if (event !== undefined) events.push(`${who} ${event}`);
        if (event === 'text') senders.push(who);
        if (event === 'unsubscribe') {
          senders.splice(0, senders.length, ...senders.filter((each) => each !== who));
        }
      }
      await simulator.idle();
      // The order among several people is not defined.
      const seen = simulator.deliveries.map(({ personId, event }) => `${personId} ${event}`);
      assert.deepEqual(seen.sort(), events.sort());
      for (const { id, follows: now } of await phone.people()) {
        assert.equal(now, follows.has(id));
        assert.equal((await phone.chat(id)).length, senders.filter((who) => who === id).length);
      }
    }),
    { numRuns: 60 },
  );
});
