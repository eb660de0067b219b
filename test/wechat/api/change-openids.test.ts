import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createWechatApi, WechatApiError } from '../../../src/wechat/index.js';
import { changePath, createFakeApi, refusal, tokenPath } from '../../support/wechat/fake-api.js';

const from = 'wx0a01a5ed7857bad7';
const settings = { appId: 'wxba5fad812f8e6fb9', appSecret: 'SECRETSECRETSECRETSECRETSECRET12' };
/** The example of the documentation. */
const documented = {
  errcode: 0,
  errmsg: 'ok',
  result_list: [
    {
      ori_openid: 'oEmYbwN-n24jxvk4Sox81qedINkQ',
      new_openid: 'o2FwqwI9xCsVadFah_HtpPfaR-X4',
      err_msg: 'ok',
    },
    { ori_openid: 'oEmYbwH9uVd4RKJk7ZZg6SzL6tTo', err_msg: 'ori_openid error' },
  ],
};
const requested = documented.result_list.map(({ ori_openid }) => ori_openid);

function setup() {
  const fake = createFakeApi();
  return { fake, api: createWechatApi({ ...settings, fetch: fake.fetch, now: () => 0 }) };
}

async function kindOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    (value) => assert.fail(`resolved with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof WechatApiError, String(error));
  assert.doesNotMatch(`${error.stack}`, /SECRET|token-\d|oEmYbw/);
  return error.kind;
}

test('changed openids are requested as WeChat expects, and returned', async () => {
  const { fake, api } = setup();
  fake.answer(changePath, documented);
  assert.deepEqual(await api.changeOpenids(from, requested), [
    { from: requested[0], to: 'o2FwqwI9xCsVadFah_HtpPfaR-X4' },
    { from: requested[1], to: undefined, reason: 'ori_openid error' },
  ]);
  const [call] = fake.to(changePath);
  assert.deepEqual(
    [call?.method, call?.token, call?.body],
    ['POST', 'token-1', { from_appid: from, openid_list: requested }],
  );
});

test('each openid has a result in the order of the request, whatever the order and gaps of the answer', async () => {
  const { fake, api } = setup();
  fake.answer(changePath, {
    errcode: 0,
    result_list: [
      { ori_openid: 'oC', new_openid: '', err_msg: 'ori_openid error' },
      { ori_openid: 'oSomebodyElse', new_openid: 'oX', err_msg: 'ok' },
      { ori_openid: 'oA', new_openid: 'oNewA', err_msg: 'ok' },
    ],
  });
  assert.deepEqual(await api.changeOpenids(from, ['oA', 'oB', 'oC']), [
    { from: 'oA', to: 'oNewA' },
    { from: 'oB', to: undefined, reason: 'left out of the answer' },
    { from: 'oC', to: undefined, reason: 'ori_openid error' },
  ]);
});

test('only plain words are taken from the reason of a failure', async () => {
  for (const message of ['<b>no</b>', 'x'.repeat(65), 'oEmYbwN-n24', 7, undefined]) {
    const { fake, api } = setup();
    const result = { ori_openid: 'oA', new_openid: 'oNewA', err_msg: message };
    fake.answer(changePath, { errcode: 0, result_list: [result] });
    const [change] = await api.changeOpenids(from, ['oA']);
    assert.deepEqual(change, { from: 'oA', to: undefined, reason: 'no reason given' });
  }
});

test('arguments that WeChat would refuse are refused without a call, and an empty list needs none', async () => {
  const { fake, api } = setup();
  const many = Array.from({ length: 101 }, (_, index) => `o${index}`);
  assert.equal(await kindOf(api.changeOpenids(from, many)), 'request');
  assert.equal(await kindOf(api.changeOpenids(from, ['oA', 'o A'])), 'request');
  assert.equal(await kindOf(api.changeOpenids('', ['oA'])), 'request');
  assert.equal(await kindOf(api.changeOpenids('wx&', ['oA'])), 'request');
  assert.deepEqual(await api.changeOpenids(from, []), []);
  assert.equal(fake.calls.length, 0);
});

test('without a migration the account is misconfigured, by errcode or by an answer without a result', async () => {
  const answers = [
    refusal(63178, 'appid wrong'),
    refusal(63183, 'appid error'),
    { errcode: 0, errmsg: 'ok' },
    { errcode: 0, errmsg: 'ok', result_list: [] },
  ];
  for (const answer of answers) {
    const { fake, api } = setup();
    fake.answer(changePath, answer);
    assert.equal(await kindOf(api.changeOpenids(from, ['oA'])), 'misconfigured');
    assert.equal(fake.to(changePath).length, 1);
  }
});

test('an expired token is renewed during the call', async () => {
  const { fake, api } = setup();
  fake.answer(changePath, refusal(42001), documented);
  assert.equal((await api.changeOpenids(from, requested)).length, 2);
  assert.equal(fake.to(tokenPath).length, 2);
});

test('an answer of another shape is refused', async () => {
  const answers: object[] = [
    {},
    { result_list: 'none' },
    { result_list: {} },
    { result_list: ['oA'] },
    { result_list: [null] },
    { result_list: [{ new_openid: 'oNewA', err_msg: 'ok' }] },
    { result_list: [{ ori_openid: 'oA', err_msg: 'ok' }] },
    { result_list: [{ ori_openid: 'oA', new_openid: '', err_msg: 'ok' }] },
    { result_list: [{ ori_openid: 'oA', new_openid: 'a b', err_msg: 'ok' }] },
  ];
  for (const answer of answers) {
    const { fake, api } = setup();
    fake.answer(changePath, answer);
    const kind = await kindOf(api.changeOpenids(from, ['oA']));
    assert.equal(kind, 'bad_response', JSON.stringify(answer));
  }
});

test('whatever the answer contains, the client returns one result for each openid or throws WechatApiError', async () => {
  const entry = fc.record(
    {
      ori_openid: fc.oneof(fc.constantFrom('oA', 'oB'), fc.jsonValue()),
      new_openid: fc.oneof(fc.constantFrom('oNewA', ''), fc.jsonValue()),
      err_msg: fc.oneof(fc.constantFrom('ok', 'ori_openid error'), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(entry, fc.jsonValue()), { maxLength: 4 }), async (list) => {
      const { fake, api } = setup();
      fake.answer(changePath, { errcode: 0, result_list: list });
      try {
        const changes = await api.changeOpenids(from, ['oA', 'oB']);
        assert.deepEqual(
          changes.map((change) => change.from),
          ['oA', 'oB'],
        );
        for (const { to, reason } of changes)
          assert.ok((to === undefined) === (reason !== undefined));
      } catch (error) {
        assert.ok(error instanceof WechatApiError, String(error));
      }
    }),
  );
});
