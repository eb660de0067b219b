/** A backend chooses neither where a QR code leads nor where pictures come from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttpBackend, type HttpBackendOptions } from '../../../src/client/index.js';
import type { WechatMpLoginError } from '../../../src/protocol/errors.js';

const wechat = 'http://weixin.qq.com/q/028MgH1oLwdyi1ySjNxq17';
const base = 'https://shop.example/wechat-login';
const request = { challenge: 'c'.repeat(43), purpose: 'login', method: 'scan' } as const;
const { signal } = new AbortController();

/** A backend over HTTP that answers every request with this. */
function answering(answer: object, allowedAddresses?: string) {
  const options: HttpBackendOptions = {
    allowedAddresses,
    fetch: () => Promise.resolve(Response.json(answer)),
  };
  return createHttpBackend(base, options);
}

function create({ url = wechat, avatar = '', allowed = '' }) {
  const officialAccount = { key: 'default', name: 'Shop', kind: 'service', avatar };
  const snapshot = { state: 'pending', rev: 1, expiresIn: 180, interval: 2 };
  const backend = answering(
    {
      ...{ protocol: 1, levels: ['core'], id: 'a'.repeat(22), ...snapshot },
      ...{ officialAccount, officialAccounts: [officialAccount], present: { type: 'qr', url } },
    },
    allowed,
  );
  return backend.create(request, { signal });
}

const qrCodes: readonly (readonly [url: string, isAccepted: boolean, allowed?: string])[] = [
  [wechat, true],
  ['https://weixin.qq.com/q/02', true],
  ['http://weixin.qq.com/', false],
  ['http://weixin.qq.com/q/', false],
  ['http://weixin.qq.com/q/../r/x', false],
  ['http://weixin.qq.com/q/02?x', false],
  ['http://weixin.qq.com/q/02#x', false],
  ['http://weixin.qq.com:81/q/02', false],
  ['http://weixin.qq.com@evil.example/q/02', false],
  ['http://weixin.qq.com.evil.example/q/02', false],
  ['http://evil.example/weixin.qq.com/q/02', false],
  ['https://u.wechat.com/x', false],
  ['/q/02', false],
  ['https://[', false],
  ['https://qr.example/1', true, 'https://qr.example'],
  ['https://qr.example/1', true, ' https://other.example/\n https://qr.example/ '],
  ['https://qr.example.evil/1', false, 'https://qr.example'],
  ['https://qr.example@evil.example/1', false, 'https://qr.example'],
  ['https://qr.example/a/../b', false, 'https://qr.example/a/'],
  ['https://qr.example/1', false, 'qr.example'],
  ['https://qr.example/1', false, 'https://['],
];

for (const [url, isAccepted, allowed] of qrCodes) {
  const what = allowed === undefined ? url : `${url}, where the page allows "${allowed}"`;
  test(`a QR code is ${isAccepted ? 'shown' : 'refused'}: ${what}`, async () => {
    const created = create({ url, allowed: allowed ?? '' });
    if (isAccepted) {
      assert.deepEqual((await created).present, { type: 'qr', url });
      return;
    }
    await assert.rejects(created, ({ code, field }: WechatMpLoginError) => {
      assert.deepEqual([code, field], ['bad_response', 'present.url']);
      return true;
    });
  });
}

const cdn = 'https://pictures.example/';
const pictures: readonly (readonly [
  avatar: string,
  shown: string | undefined,
  allowed?: string,
])[] = [
  ['/avatars/1.png', 'https://shop.example/avatars/1.png'],
  ['https://shop.example/1.png', 'https://shop.example/1.png'],
  ['http://shop.example/1.png', undefined],
  ['https://thirdwx.qlogo.cn/mmopen/1/132', 'https://thirdwx.qlogo.cn/mmopen/1/132'],
  ['https://mmbiz.qpic.cn/1', 'https://mmbiz.qpic.cn/1'],
  ['http://thirdwx.qlogo.cn/1', undefined],
  ['https://qlogo.cn.evil.example/1', undefined],
  ['https://evilqlogo.cn/1', undefined],
  ['https://evil.example/x.qlogo.cn/1', undefined],
  ['https://tracker.example/1.gif', undefined],
  ['https://[', undefined],
  [`${cdn}1.png`, undefined],
  [`${cdn}1.png`, `${cdn}1.png`, cdn],
  ['http://pictures.example/1.png', undefined, 'http://pictures.example/'],
  ['http://localhost:3000/1.png', 'http://localhost:3000/1.png', 'http://localhost:3000'],
];

for (const [avatar, shown, allowed] of pictures) {
  const what = allowed === undefined ? avatar : `${avatar}, where the page allows ${allowed}`;
  test(`a picture is ${shown ? 'shown' : 'left out'}: ${what}`, async () => {
    const { officialAccount, officialAccounts } = await create({ avatar, allowed: allowed ?? '' });
    assert.equal(officialAccount.avatar, shown);
    assert.equal(officialAccounts?.[0]?.avatar, shown);

    const account = { name: 'Lin Xi', avatar };
    const authenticated = { result: 'authenticated', isNew: false, account };
    const signedIn = await answering(authenticated, allowed).redeem('id', 'v', { signal });
    assert.equal(signedIn.result === 'authenticated' && signedIn.account.avatar, shown);

    const accounts = [{ choice: '1', ...account }];
    const backend = answering({ result: 'select', accounts }, allowed);
    const bound = await backend.bind?.('id', { verifier: 'v', action: 'create' }, { signal });
    assert.equal(bound?.result === 'select' && bound.accounts[0]?.avatar, shown);
  });
}
