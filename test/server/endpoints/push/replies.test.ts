import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passwordMethod, type ChatReplies } from '../../../../src/server/index.js';
import {
  createCrypt,
  decryptReply,
  encryptReply,
  eventXml,
  readFlatXml,
  writeReply,
  type PushReply,
} from '../../../../src/wechat/index.js';
import {
  createHarness,
  originalId,
  sentenceOf,
  settings,
  type HarnessOptions,
} from '../../../support/server/harness.js';
import { lin, mei } from '../../../support/accounts/sessions-contract.js';
import { createDocumentedBackend } from '../../../support/server/documented-backend.js';

const replies: ChatReplies = {
  signedIn: { en: 'in en {site}', zh: 'in zh {site}', ja: 'in ja {site}' },
  mayAsk: { en: 'ask en {site} {digits}', ja: 'ask ja {digits} {digits}' },
  used: { en: 'used en', 'zh-Hant': 'used hant {site}' },
  expired: 'expired {site}',
  forgotten: { ja: 'forgotten ja {site}', en: 'forgotten en', zh: 'forgotten en' },
};

function createAsking() {
  const harness = createHarness({
    replies,
    newAccounts: 'ask',
    linkMethods: [passwordMethod({ check: () => Promise.resolve([]) })],
    accounts: {
      find: ({ openid }) => Promise.resolve(openid === 'oKnown' ? lin : undefined),
      create: () => Promise.resolve(mei),
      link: () => Promise.resolve('linked'),
    },
  });
  const { open, scan } = harness;
  const scanIn = async (lang: string | undefined, openid: string): Promise<string> =>
    sentenceOf(await scan((await open(lang === undefined ? {} : { lang })).scene, { openid }));
  return { ...harness, scanIn };
}

test('replies of the application replace ours, in the language of the page', async () => {
  const { scanIn } = createAsking();
  assert.equal(await scanIn('ja', 'oKnown'), 'in ja login.example');
  assert.equal(await scanIn('zh-TW', 'oKnown'), 'in zh login.example');
  assert.equal(await scanIn(undefined, 'oKnown'), 'in zh login.example');
  assert.equal(await scanIn('fr', 'oKnown'), 'in en login.example');
  assert.match(await scanIn('en', 'oNew'), /^ask en login\.example \d{6}$/);
  // English stands in for a language that the reply does not have; our own Chinese does not.
  assert.match(await scanIn('zh', 'oNew'), /^ask en login\.example \d{6}$/);
  assert.match(await scanIn('ja', 'oNew'), /^ask ja (\d{6}) \1$/);
});

test('replies of the application replace ours after an attempt has ended, too', async () => {
  const { open, scan, clock } = createAsking();
  const tab = await open({ lang: 'zh-HK' });
  await scan(tab.scene, { openid: 'oKnown' });
  assert.equal(await scan(tab.scene, { openid: 'oOther' }), 'used hant login.example');
  const late = await open({ lang: 'ko' });
  clock.nowMs += 261_000;
  assert.equal(await scan(late.scene), 'expired login.example');
});

test('a reply to somebody whose language is unknown has every language, each sentence once', async () => {
  const { scene } = await createHarness().open();
  const { scan } = createAsking();
  assert.equal(await scan(scene), 'forgotten ja login.example\nforgotten en');
});

test('a reply that is not replaced stays ours', async () => {
  const { open, scan } = createHarness({ replies: { used: 'used' } });
  assert.match(await scan((await open({ lang: 'en' })).scene), /^You have signed in to login/);
});

const nowS = 1_800_000_000;
const zh = '如果你正要登录 login.example，请再扫一次网页上的二维码。';
const en =
  'If you were about to sign in to login.example, please scan the QR code on the page once more.';
const scanAgain = `${zh}\n${en}`;

/** A backend, and what its chat answers to a follow with this EventKey: MsgType and Content. */
function createFollowing(options: HarnessOptions = {}) {
  const harness = createHarness(options);
  const { clock, push } = harness;
  async function follow(eventKey = ''): Promise<readonly (string | undefined)[]> {
    const about = { to: originalId, from: 'oNew', createdAtS: Math.floor(clock.nowMs / 1000) };
    const { status, text } = await push(eventXml({ ...about, event: 'subscribe', eventKey }));
    assert.equal(status, 200);
    if (text === 'success') return [text];
    const crypt = await createCrypt(settings);
    const fields = readFlatXml(await decryptReply(text, { token: settings.token, crypt }));
    assert.equal(fields.get('ToUserName'), 'oNew');
    assert.equal(fields.get('FromUserName'), originalId);
    return [fields.get('MsgType'), fields.get('Content')];
  }
  return { ...harness, follow };
}

test('a follow without a scene is asked to scan again while somebody may be waiting', async () => {
  const { open, follow, clock, login } = createFollowing();
  assert.deepEqual(await follow(), ['success'], 'nobody has opened a page');
  assert.equal(await login.scanAgainText(), undefined);
  await open({ lang: 'fr' });
  assert.deepEqual(await follow(), ['text', scanAgain]);
  assert.equal(await login.scanAgainText(), scanAgain, 'for an application that answers itself');
  assert.deepEqual(await follow('qrscene_'), ['text', scanAgain]);
  for (const known of ['last_trade_no_4000002001202311020000000000', 'qrscene_promo', 'promo']) {
    assert.deepEqual(await follow(known), ['success'], known);
  }
  clock.nowMs += 259_999;
  assert.deepEqual(await follow(), ['text', scanAgain]);
  clock.nowMs += 1;
  assert.deepEqual(await follow(), ['success'], 'the QR code has expired');
});

test('a page that repeats its request does not prolong the time', async () => {
  const { open, follow, clock, call } = createFollowing();
  const { chain } = await open();
  clock.nowMs += 200_000;
  const body = { challenge: chain.challenge, purpose: 'login', method: 'scan' };
  await call('POST', '/attempts', body);
  clock.nowMs += 60_000;
  assert.deepEqual(await follow(), ['success']);
});

/** What still leaves room for our sentence, and the empty line above it. */
const longest = 'x'.repeat(2048 - Buffer.byteLength(scanAgain) - 2);

/** Answers of an application to a follow, and what the chat then shows. */
const answers: readonly [reply: PushReply, shown: readonly (string | undefined)[]][] = [
  [{ type: 'text', content: '欢迎 & <1>' }, ['text', `欢迎 & <1>\n\n${scanAgain}`]],
  [{ type: 'text', content: longest }, ['text', `${longest}\n\n${scanAgain}`]],
  [{ type: 'text', content: `${longest}x` }, ['text', `${longest}x`]],
  [{ type: 'image', mediaId: 'm' }, ['image', undefined]],
  [{ type: 'transfer_customer_service' }, ['transfer_customer_service', undefined]],
];

test('what the application answers to such a follow stands, and a text gets our sentence below', async () => {
  let answer = (): Promise<Response> => Promise.resolve(new Response('success'));
  const fetch = (): Promise<Response> => answer();
  const forwardPushes = { url: 'https://app.example/wechat', fetch };
  const { open, follow } = createFollowing({ forwardPushes });
  const address = { to: 'oNew', from: originalId, createdAtS: nowS };
  await open();
  assert.deepEqual(await follow(), ['text', scanAgain], 'the application answers nothing');
  for (const [reply, shown] of answers) {
    answer = async () => {
      const crypt = await createCrypt(settings);
      const seal = { token: settings.token, crypt, timestampS: nowS, nonce: '1514711492' };
      return new Response(await encryptReply(writeReply(reply, address), seal));
    };
    assert.deepEqual(await follow(), shown);
  }
  answer = () => Promise.resolve(new Response('', { status: 500 }));
  assert.deepEqual(await follow(), ['text', scanAgain], 'the application has failed');
});

test('in plain mode, the request to scan again is plain', async () => {
  const { open, push } = createHarness({
    wechat: { mode: 'plain' },
    replies: { scanAgain: 'again' },
  });
  await open();
  const xml = eventXml({ to: originalId, from: 'oNew', createdAtS: nowS, event: 'subscribe' });
  const { text } = await push(xml, { mode: 'plain' });
  assert.equal(readFlatXml(text).get('Content'), 'again');
});

test('a visitor whose scene is lost scans again, and is signed in', async () => {
  const { simulator, open: openPage, scan, watch, redeem } = createDocumentedBackend();
  simulator.settings.losesScenes = true;
  const tab = await openPage();
  const state = async (): Promise<unknown> =>
    (JSON.parse((await watch(tab)).body) as { state: string }).state;
  assert.match(await scan(tab), /请再扫一次网页上的二维码.*scan the QR code on the page once more/);
  assert.equal(await state(), 'pending');
  assert.match(await scan(tab), /你已通过微信登录 shop\.example/);
  assert.equal(await state(), 'approved');
  const { status, body } = await redeem(tab);
  assert.deepEqual(
    [status, (JSON.parse(body) as { result: string }).result],
    [200, 'authenticated'],
  );
});
