/** Replies to pushes: what the chat shows of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import wecom from '@wecom/crypto';
import { createCrypt, encryptReply, textReply } from '../../../src/wechat/index.js';
import type { PushMode } from '../../../src/wechat/index.js';
import { outOfOrderText } from '../../../src/simulator/index.js';
import { createSimulatorHarness, scanByFollower } from '../../support/simulator/harness.js';
import type { ReceivedPush, SimulatorHarness } from '../../support/simulator/harness.js';

/** A valid reply to the sender of that push. */
function replyTo(
  { simulator }: SimulatorHarness,
  { query }: ReceivedPush,
  content: string,
): string {
  const to = query.get('openid') ?? '';
  const from = simulator.account.originalId;
  return textReply({ to, from, createdAtS: 1_711_276_624, content });
}

test('an HTTP error is shown in the chat, or repeated if the settings say so', async () => {
  const harness = createSimulatorHarness({}, () => new Response('', { status: 503 }));
  await scanByFollower(harness);
  await harness.simulator.idle();
  assert.equal(harness.received.length, 1);
  assert.equal((await harness.simulator.phone.chat('person-2'))[0]?.text, outOfOrderText);
  assert.equal(harness.simulator.deliveries[0]?.attempts[0]?.complaint, 'HTTP 503');
  harness.simulator.settings.retryErrorStatus = true;
  await scanByFollower(harness);
  await harness.simulator.idle();
  assert.equal(harness.received.length, 4);
});

test('"success" and an empty answer add nothing to the chat', async () => {
  for (const text of ['success', '', ' \n']) {
    const harness = createSimulatorHarness({}, () => new Response(text));
    await scanByFollower(harness);
    await harness.simulator.idle();
    assert.deepEqual(await harness.simulator.phone.chat('person-2'), []);
    assert.equal(harness.received.length, 1);
  }
});

for (const mode of ['safe', 'compatible', 'plain'] as const) {
  test(`${mode === 'plain' ? 'a plain' : 'an encrypted'} reply in ${mode} mode appears in the chat`, async () => {
    const harness: SimulatorHarness = createSimulatorHarness(
      { account: { mode } },
      async (_, received) => {
        const xml = replyTo(harness, received, '欢迎 <a href="https://x.example">x</a>');
        if (mode === 'plain') return new Response(xml);
        const { account } = harness.simulator;
        const crypt = await createCrypt(account);
        const options = { token: account.token, crypt, timestampS: 1_711_276_624, nonce: '123' };
        return new Response(await encryptReply(xml, options));
      },
    );
    await scanByFollower(harness);
    await harness.simulator.idle();
    assert.deepEqual(await harness.simulator.phone.chat('person-2'), [
      {
        from: 'account',
        text: '欢迎 <a href="https://x.example">x</a>',
        atMs: harness.clock.now(),
      },
    ]);
  });
}

test('every malformed reply shows the same notice in the chat', async () => {
  const cases: readonly (readonly [
    string,
    PushMode,
    (harness: SimulatorHarness, received: ReceivedPush) => string,
  ])[] = [
    ['JSON', 'plain', () => '{"ok":true}'],
    ['HTML', 'plain', () => '<!DOCTYPE html><html></html>'],
    ['plain in safe mode', 'safe', (harness, received) => replyTo(harness, received, 'hello')],
    [
      'to somebody else',
      'plain',
      (harness, received) =>
        replyTo(harness, received, 'hello').replace(/<!\[CDATA\[o/, '<![CDATA[p'),
    ],
    [
      'from another account',
      'plain',
      (harness, received) => replyTo(harness, received, 'hello').replace('gh_', 'gg_'),
    ],
    [
      'without a time',
      'plain',
      (harness, received) => replyTo(harness, received, 'hello').replace('1711276624', 'now'),
    ],
    ['empty', 'plain', (harness, received) => replyTo(harness, received, 'x').replace('[x]', '[]')],
    [
      'too long',
      'plain',
      (harness, received) =>
        replyTo(harness, received, 'x').replace('[x]', `[${'中'.repeat(700)}]`),
    ],
    [
      'of an unknown type',
      'plain',
      (harness, received) => replyTo(harness, received, 'x').replace('[text]', '[event]'),
    ],
    ['endless', 'plain', () => 'x'.repeat(70_000)],
  ];
  for (const [name, mode, bodyOf] of cases) {
    const harness: SimulatorHarness = createSimulatorHarness(
      { account: { mode } },
      (_, received) => new Response(bodyOf(harness, received)),
    );
    await scanByFollower(harness);
    await harness.simulator.idle();
    const texts = (await harness.simulator.phone.chat('person-2')).map(({ text }) => text);
    assert.deepEqual(texts, [outOfOrderText], name);
    assert.equal(harness.received.length, 1, `${name}: not sent again`);
  }
});

test('any number is a time: seconds, milliseconds, whatever', async () => {
  const times = ['1711276624', '1795664839278', '0', '-1', '1.5', '99999999999999999999'];
  for (const time of [...times, '<![CDATA[12345678]]>', ' 7 ']) {
    const harness: SimulatorHarness = createSimulatorHarness(
      { account: { mode: 'plain' } },
      (_, received) => {
        const reply = replyTo(harness, received, 'hello');
        return new Response(reply.replace('>1711276624<', `>${time}<`));
      },
    );
    await scanByFollower(harness);
    await harness.simulator.idle();
    assert.equal((await harness.simulator.phone.chat('person-2'))[0]?.text, 'hello', time);
  }
});

/** The notices that a follower sees after the reply, one for each value of the setting. */
async function noticesFor(
  mode: PushMode,
  reply: (harness: SimulatorHarness, received: ReceivedPush) => string | Promise<string>,
): Promise<(string | undefined)[]> {
  const notices = [];
  for (const acceptsUnclearReplies of [true, false]) {
    const harness: SimulatorHarness = createSimulatorHarness(
      { account: { mode }, settings: { acceptsUnclearReplies } },
      async (_, received) => new Response(await reply(harness, received)),
    );
    await scanByFollower(harness);
    await harness.simulator.idle();
    notices.push((await harness.simulator.phone.chat('person-2'))[0]?.text);
  }
  return notices;
}

test('an encrypted "success" or empty reply is accepted, unless a setting refuses it', async () => {
  for (const mode of ['safe', 'compatible'] as const) {
    for (const message of ['success', '']) {
      // Encrypted and signed by other code than ours.
      const reply = ({ simulator }: SimulatorHarness): string => {
        const { token, encodingAesKey, appId } = simulator.account;
        const encrypted = wecom.encrypt(encodingAesKey, message, appId);
        const signature = wecom.getSignature(token, '1711276624', '123', encrypted);
        return `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>1711276624</TimeStamp><Nonce><![CDATA[123]]></Nonce></xml>`;
      };
      assert.deepEqual(await noticesFor(mode, reply), [undefined, outOfOrderText], message);
    }
  }
});

test('an XML declaration and a comment before the root are accepted, unless a setting refuses them', async () => {
  const prologs = [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<!-- by a framework -->',
    '<?xml version="1.0"?>\n<!-- a -->\n<!-- b -->\n',
  ];
  for (const prolog of prologs) {
    const reply = (harness: SimulatorHarness, received: ReceivedPush): string =>
      prolog + replyTo(harness, received, 'hello');
    assert.deepEqual(await noticesFor('plain', reply), ['hello', outOfOrderText]);
  }
  const doctype = '<!DOCTYPE xml><xml></xml>';
  assert.deepEqual(await noticesFor('plain', () => doctype), [outOfOrderText, outOfOrderText]);
});

test('a reply with a wrong MsgSignature shows the notice', async () => {
  const harness: SimulatorHarness = createSimulatorHarness({}, async (_, received) => {
    const { account } = harness.simulator;
    const crypt = await createCrypt(account);
    const options = { token: 'another', crypt, timestampS: 1_711_276_624, nonce: '123' };
    return new Response(await encryptReply(replyTo(harness, received, 'hello'), options));
  });
  await scanByFollower(harness);
  await harness.simulator.idle();
  assert.equal((await harness.simulator.phone.chat('person-2'))[0]?.text, outOfOrderText);
});

test('articles and pictures are accepted, and a handover to customer service shows nothing', async () => {
  for (const [msgType, lines] of [
    ['news', ['[news]']],
    ['image', ['[image]']],
    ['transfer_customer_service', []],
  ] as const) {
    const harness: SimulatorHarness = createSimulatorHarness(
      { account: { mode: 'plain' } },
      (_, received) => {
        const xml = replyTo(harness, received, 'x').replace('[text]', `[${msgType}]`);
        const articles = '<Articles><item><Title><![CDATA[t]]></Title></item></Articles></xml>';
        return new Response(xml.replace('</xml>', articles));
      },
    );
    await scanByFollower(harness);
    await harness.simulator.idle();
    const chat = await harness.simulator.phone.chat('person-2');
    assert.deepEqual(
      chat.map(({ text }) => text),
      lines,
    );
  }
});

test('an encrypted reply in plain mode shows the notice', async () => {
  const harness: SimulatorHarness = createSimulatorHarness(
    { account: { mode: 'plain' } },
    async (_, received) => {
      const { account } = harness.simulator;
      const crypt = await createCrypt(account);
      const options = { token: account.token, crypt, timestampS: 1_711_276_624, nonce: '123' };
      return new Response(await encryptReply(replyTo(harness, received, 'hello'), options));
    },
  );
  await scanByFollower(harness);
  await harness.simulator.idle();
  assert.equal((await harness.simulator.phone.chat('person-2'))[0]?.text, outOfOrderText);
});

test('a person who has unfollowed before the reply arrives does not see it', async () => {
  const harness: SimulatorHarness = createSimulatorHarness(
    { account: { mode: 'plain' } },
    async (_, received) => {
      await harness.simulator.phone.unfollow('person-2');
      return new Response(replyTo(harness, received, 'hello'));
    },
  );
  await scanByFollower(harness);
  await harness.simulator.idle();
  assert.deepEqual(
    harness.simulator.deliveries.map(({ event }) => event),
    ['SCAN', 'unsubscribe'],
  );
  assert.deepEqual(await harness.simulator.phone.chat('person-2'), []);
});
