/** The shop's password form: which guesses count, and for whom. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createShop, type ShopOptions } from '../../../demo/shop/shop.js';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';

const origin = 'https://shop.example';
const owner = { id: 'ann', name: 'Ann' };

/** A shop whose accounts check the password like this. */
function createForm(byPassword: (password: string) => Promise<(typeof owner)[]>) {
  let looked = 0;
  // A cast, because the form uses no other functions of the accounts and sessions.
  const database = {
    accounts: {
      byPassword: (_: string, password: string) => {
        looked++;
        return byPassword(password);
      },
    },
    sessions: {
      current: () => Promise.resolve(undefined),
      open: () => Promise.resolve({ setCookies: ['session=x'] }),
    },
  } as unknown as Pick<ShopOptions, 'accounts' | 'sessions'>;
  const forget = (): Promise<void> => Promise.resolve();
  const login = { forgetBrowser: forget, forgetBrowsers: forget };
  const shop = createShop({ ...database, login, origin, hasPhone: false, canStepUp: false });
  shop.onError((_, c) => c.text('', 500));
  const send = async (password: string, address = '192.0.2.1', email = 'ann@example.com') =>
    shop.request(
      '/password?lang=en',
      { method: 'POST', headers: { origin }, body: new URLSearchParams({ email, password }) },
      { address },
    );
  return { send, looked: () => looked };
}

for (const [name, refuse, status] of [
  ['finds nothing', () => Promise.resolve([]), 422],
  ['rejects', () => Promise.reject(new Error('wrong')), 500],
] as const) {
  test(`five guesses from one network at one address are looked at if the check ${name}`, async () => {
    const { send, looked } = createForm((password) =>
      password === 'right' ? Promise.resolve([owner]) : refuse(),
    );
    for (let guess = 0; guess < 25; guess++) {
      assert.equal((await send('wrong')).status, guess < 5 ? status : 429);
    }
    assert.equal((await send('right')).status, 429);
    assert.equal(looked(), 5);
    assert.equal((await send('right', '192.0.2.2')).status, 303, 'the owner is not locked out');
  });
}

test('one network has 30 guesses, and one address a hundred', async () => {
  const { send, looked } = createForm(() => Promise.resolve([]));
  for (let guess = 0; guess < 40; guess++) await send('wrong', '192.0.2.1', `${guess}@x.example`);
  assert.equal(looked(), 30);
  for (let guess = 0; guess < 150; guess++) await send('wrong', `198.51.100.${guess % 50}`);
  assert.equal(looked(), 130);
});

test('a password that could not be looked at for lack of time is not counted', async () => {
  let isBusy = true;
  const { send } = createForm(() =>
    isBusy
      ? Promise.reject(new WechatMpLoginError('rate_limited', { retryAfterMs: 2000 }))
      : Promise.resolve([owner]),
  );
  for (let guess = 0; guess < 10; guess++) {
    const answer = await send('right');
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '2']);
    assert.match(await answer.text(), /try again in a few seconds/);
  }
  isBusy = false;
  assert.equal((await send('right')).status, 303);
});
