/** Everything that grows with use is limited, so that a demo can run for months. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createQrCodes } from '../../src/simulator/qr-codes/qr-codes.js';
import { createRandom } from '../../src/simulator/random.js';
import {
  accessToken,
  callApi,
  createSceneQrCode,
  seededRandom,
  createSimulatorHarness,
} from '../support/simulator/harness.js';

test('the oldest of more than 10 000 temporary QR codes is forgotten, with its picture', () => {
  const codes = createQrCodes(createRandom(seededRandom()), () => 0);
  const permanent = codes.create('shop', 0);
  const [first, second] = [codes.create('first', 60), codes.create('second', 60)];
  for (let count = 2; count <= 10_000; count++) codes.create('x', 60);
  assert.equal(codes.byUrl(first.url), undefined);
  assert.equal(codes.byTicket(first.ticket), undefined);
  assert.equal(codes.byUrl(second.url), second);
  assert.equal(codes.byUrl(permanent.url), permanent);
});

test('a chat keeps its last 200 lines, and the simulator its last 1000 pushes', async () => {
  const { simulator } = createSimulatorHarness({ account: { mode: 'plain' } });
  for (let count = 0; count <= 1000; count++) {
    await simulator.phone.send('person-2', `line ${count}`);
  }
  await simulator.idle();
  const chat = await simulator.phone.chat('person-2');
  assert.deepEqual([chat.length, chat.at(-1)?.text], [200, 'line 1000']);
  assert.equal(simulator.deliveries.length, 1000);
});

test('the oldest of more than 1000 open profiles is closed', async () => {
  const { simulator } = createSimulatorHarness();
  const { url } = await createSceneQrCode(simulator);
  const { phone } = simulator;
  const first = await phone.scan('person-1', url);
  assert.ok(first.type === 'profile');
  for (let count = 1; count <= 1000; count++) await phone.scan('person-3', url);
  await assert.rejects(phone.follow('person-1', first.scanId), /scan the QR code again/);
});

test('a phone holds 10 000 people', async () => {
  const people = Array.from({ length: 10_000 }, (_, index) => `Person ${index}`);
  const { simulator } = createSimulatorHarness({ people });
  await assert.rejects(simulator.phone.addPerson('One more'), { name: 'PhoneError' });
  assert.throws(() => createSimulatorHarness({ people: [...people, 'One more'] }), RangeError);
});

test('a token counts as superseded after 100 newer ones', async () => {
  const { simulator } = createSimulatorHarness();
  const { appId: appid, appSecret: secret } = simulator.account;
  const token = await accessToken(simulator);
  const query = new URLSearchParams({ grant_type: 'client_credential', appid, secret });
  for (let count = 0; count < 100; count++) await callApi(simulator, `/cgi-bin/token?${query}`);
  const answer = await callApi(simulator, `/cgi-bin/user/info?access_token=${token}`);
  assert.equal(answer['errcode'], 40001);
});
