/** The EncodingAESKey: when it changes, and for a test account, which has none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import wecom from '@wecom/crypto';
import { createSimulator, outOfOrderText } from '../../../src/simulator/index.js';
import { createCrypt, encryptReply, readFlatXml, textReply } from '../../../src/wechat/index.js';
import {
  createSimulatorHarness,
  type ReceivedPush,
  type SimulatorHarness,
} from '../../support/simulator/harness.js';

const previousKey = 'A'.repeat(43);
const newKey = 'B'.repeat(43);

/** Which of the keys opens the push, by other code than ours. */
function keyOf({ body }: ReceivedPush): string | undefined {
  const encrypted = readFlatXml(body).get('Encrypt') ?? '';
  return [previousKey, newKey].find((key) => {
    try {
      return wecom.decrypt(key, encrypted).message.startsWith('<xml>');
    } catch (error) {
      assert.ok(error instanceof Error);
      return false;
    }
  });
}

/** Changes the key, and sends four messages. */
async function changeKey(harness: SimulatorHarness): Promise<void> {
  const { phone } = harness.simulator;
  harness.simulator.changeEncodingAesKey(newKey);
  for (let count = 1; count <= 4; count++) {
    await phone.send('person-2', `message ${count}`);
    await harness.simulator.idle();
  }
}

test('for a while after a change, pushes come under both keys, then under the new one', async () => {
  const account = { encodingAesKey: previousKey };
  const harness = createSimulatorHarness({ account, settings: { keyChangeMs: 300_000 } });
  const { simulator, clock, received } = harness;
  await simulator.phone.send('person-2', 'before');
  await simulator.idle();
  clock.tick(1000);
  await changeKey(harness);
  assert.equal(simulator.account.encodingAesKey, newKey);
  const options = simulator.wechatOptions();
  assert.equal(options.encodingAesKey, newKey);
  assert.equal(options.previousEncodingAesKey, previousKey);
  assert.deepEqual(received.map(keyOf), [previousKey, previousKey, newKey, previousKey, newKey]);
  clock.tick(300_000);
  await simulator.phone.send('person-2', 'after');
  await simulator.phone.send('person-2', 'after');
  await simulator.idle();
  assert.deepEqual(received.slice(-2).map(keyOf), [newKey, newKey]);
});

test('with a setting of 0, a change holds at once', async () => {
  const account = { encodingAesKey: previousKey };
  const harness = createSimulatorHarness({ account, settings: { keyChangeMs: 0 } });
  await changeKey(harness);
  assert.deepEqual(new Set(harness.received.map(keyOf)), new Set([newKey]));
});

test('a reply must be encrypted with the key that has opened the push', async () => {
  for (const isRight of [true, false]) {
    const account = { encodingAesKey: previousKey, mode: 'safe' } as const;
    const harness: SimulatorHarness = createSimulatorHarness({ account }, async (_, received) => {
      const { appId, token, originalId } = harness.simulator.account;
      const encodingAesKey = isRight ? (keyOf(received) ?? '') : previousKey;
      const crypt = await createCrypt({ encodingAesKey, appId });
      const to = received.query.get('openid') ?? '';
      const xml = textReply({ to, from: originalId, createdAtS: 1, content: 'hello' });
      const seal = { token, crypt, timestampS: 1_711_276_624, nonce: '123' };
      return new Response(await encryptReply(xml, seal));
    });
    await changeKey(harness);
    const chat = await harness.simulator.phone.chat('person-2');
    const replies = chat.filter(({ from }) => from === 'account').map(({ text }) => text);
    const second = isRight ? 'hello' : outOfOrderText;
    assert.deepEqual(replies, ['hello', second, 'hello', second]);
  }
});

test('a malformed key is refused, and the previous one stays', () => {
  const { simulator } = createSimulatorHarness({ account: { encodingAesKey: previousKey } });
  assert.throws(() => simulator.changeEncodingAesKey('short'), /EncodingAESKey must be 43/);
  assert.equal(simulator.account.encodingAesKey, previousKey);
});

test('an account whose key was replaced by nonsense fails each action on the phone', async () => {
  const { simulator, received } = createSimulatorHarness();
  simulator.account.encodingAesKey = 'short';
  await assert.rejects(simulator.phone.send('person-2', 'hello'), /EncodingAESKey must be 43/);
  simulator.account.encodingAesKey = newKey;
  await simulator.phone.send('person-2', 'hello');
  await simulator.idle();
  assert.deepEqual(received.map(keyOf), [newKey]);
});

test('a test account has no key and pushes plain text', async () => {
  const { simulator, received } = createSimulatorHarness({ account: { isTestAccount: true } });
  await simulator.phone.send('person-2', 'hello');
  await simulator.idle();
  const [push = assert.fail()] = received;
  assert.equal(push.query.has('encrypt_type'), false);
  assert.equal(readFlatXml(push.body).get('Content'), 'hello');
  const options = simulator.wechatOptions();
  assert.equal(options.mode, 'plain');
  assert.equal('encodingAesKey' in options, false);
  assert.throws(() => simulator.changeEncodingAesKey(newKey), /no EncodingAESKey/);
  simulator.account.mode = 'safe';
  assert.equal(simulator.wechatOptions().mode, 'plain');
});

test('a test account cannot be told to encrypt', () => {
  for (const more of [
    { mode: 'safe' },
    { mode: 'compatible' },
    { encodingAesKey: newKey },
  ] as const) {
    assert.throws(() => createSimulator({ account: { isTestAccount: true, ...more } }), {
      name: 'TypeError',
      message: /a test account has no EncodingAESKey and pushes in plain mode/,
    });
  }
});
