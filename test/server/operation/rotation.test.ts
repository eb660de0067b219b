/** Keys change while people sign in: nobody is asked again, and no login is lost (docs/operation.md#key-rotation). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createMemoryAccounts, createCookieSessions } from '../../../src/accounts/index.js';
import { createMemoryIdentityRecords, createMemoryStore } from '../../../src/server/index.js';
import { createRotatingSeal } from '../../../src/server/base/secrets/rotation.js';
import { createCrypt } from '../../../src/wechat/push/crypt.js';
import { signPush } from '../../../src/wechat/push/encrypt-reply.js';
import { randomToken } from '../../../src/protocol/chain.js';
import {
  baseUrl,
  createHarness,
  settings,
  type Answer,
  type HarnessOptions,
  type Tab,
} from '../../support/server/harness.js';

const former = 'the former secret, of 32 characters';
const next = 'the next secret, of 32 characters and more';
const nextAppSecret = 'ffffffffffffffffffffffffffffffff';

/** Instances of one backend, which share everything but these options. */
async function createInstances(before: HarnessOptions, after: HarnessOptions) {
  const clock = { nowMs: 1_800_000_000_000 };
  const now = (): number => clock.nowMs;
  const shared = {
    ...{ now, confirm: 'auto' as const },
    store: createMemoryStore({ now }),
    identityRecords: createMemoryIdentityRecords({ now }),
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: true, now }),
  } as const;
  const [old, fresh] = [
    createHarness({ ...shared, ...before }),
    createHarness({ ...shared, ...after }),
  ];
  // From now on, the person has an account, and is asked in every browser that is not known.
  await signIn({ create: old, scan: old, confirm: old, redeem: old });
  return { old, fresh };
}

type Instance = ReturnType<typeof createHarness>;

const deviceOf = ({ setCookies }: Answer): string =>
  setCookies.find((line) => line.startsWith('__Host-wml-device='))?.split(';')[0] ?? '';

/** A login each of whose steps is at another instance. */
async function signIn(
  at: Record<'create' | 'scan' | 'confirm' | 'redeem', Instance>,
  cookie = '',
): Promise<{ readonly tab: Tab; readonly redeemed: Answer; readonly reply: string }> {
  const tab = await at.create.open({}, { cookie });
  const reply = await at.scan.scan(tab.scene);
  const isAsked = reply.includes('msgmenuid=confirm');
  if (isAsked) await at.confirm.tap(reply, 'confirm');
  const redeemed = await at.redeem.redeem(tab, {
    cookie: cookie === '' ? tab.cookie : `${tab.cookie}; ${cookie}`,
  });
  assert.equal(redeemed.status, 200, redeemed.text);
  assert.equal(redeemed.body['result'], 'authenticated');
  return { tab, redeemed, reply };
}

describe('secrets', () => {
  /** One step of the rotation each: the secrets of the instances before and after the deployment. */
  const steps: Readonly<Record<string, readonly [HarnessOptions, HarnessOptions]>> = {
    'the AppSecret changes, and its former value goes to `secrets`': [
      { wechat: { appSecret: settings.appSecret } },
      { wechat: { appSecret: nextAppSecret }, secrets: [settings.appSecret] },
    ],
    'the next secret is accepted everywhere': [{ secrets: [former] }, { secrets: [former, next] }],
    'the next secret makes what is new': [{ secrets: [former, next] }, { secrets: [next, former] }],
    'the former secret is left out': [{ secrets: [next, former] }, { secrets: [next] }],
  };

  for (const [name, [before, after]] of Object.entries(steps)) {
    test(`while both run, a login may use either: ${name}`, async () => {
      const { old, fresh } = await createInstances(before, after);
      for (const [one, other] of [
        [old, fresh],
        [fresh, old],
      ] as const) {
        const asked = await signIn({ create: other, scan: one, confirm: other, redeem: one });
        assert.match(asked.reply, /msgmenuid=confirm/, 'a browser that is not known');
        const device = deviceOf(asked.redeemed);
        const again = await signIn({ create: other, scan: one, confirm: one, redeem: one }, device);
        assert.doesNotMatch(again.reply, /msgmenuid=confirm/, 'the browser is known');
      }
    });
  }

  test('what was made before the step counts after it', async () => {
    const { old, fresh } = await createInstances(
      { secrets: [former] },
      { secrets: [next, former] },
    );
    const tab = await old.open();
    const reply = await old.scan(tab.scene);
    await fresh.tap(reply, 'confirm');
    const redeemed = await fresh.redeem(tab);
    assert.equal(redeemed.status, 200);
    const { reply: later } = await signIn(
      { create: fresh, scan: fresh, confirm: fresh, redeem: fresh },
      deviceOf(redeemed),
    );
    assert.doesNotMatch(later, /msgmenuid=confirm/);
  });

  test('without the former secret, a browser is asked once more, and nobody is refused', async () => {
    const { old, fresh } = await createInstances({ secrets: [former] }, { secrets: [next] });
    const { redeemed } = await signIn({ create: old, scan: old, confirm: old, redeem: old });
    const { reply } = await signIn(
      { create: fresh, scan: fresh, confirm: fresh, redeem: fresh },
      deviceOf(redeemed),
    );
    assert.match(reply, /msgmenuid=confirm/);
  });

  test('digits that were sealed under any of the secrets are read, and no others', async () => {
    const sealOf = (...secrets: [string, ...string[]]) =>
      createRotatingSeal(secrets, 'digits', randomToken);
    const sealed = await sealOf(former).seal('123456');
    assert.equal(await sealOf(next, former).open(sealed), '123456');
    assert.equal(await sealOf(next).open(sealed), undefined);
    assert.equal(await sealOf(former, next).open(await sealOf(next).seal('123456')), '123456');
  });
});

test('a login spans a change of Token and EncodingAESKey, at instances with the old and the new ones', async () => {
  const nextKeys = { token: 'nextTokenOf24Characters0', encodingAesKey: 'Z'.repeat(43) };
  const withBoth = {
    ...nextKeys,
    previousToken: settings.token,
    previousEncodingAesKey: settings.encodingAesKey,
  };
  const { old, fresh } = await createInstances({}, { wechat: withBoth });
  const tab = await old.open();
  // Deployed, but not saved on the platform yet: pushes still come under the former keys.
  const reply = await fresh.scan(tab.scene);
  assert.match(reply, /msgmenuid=confirm/);
  // Saved on the platform.
  const crypt = await createCrypt({ appId: settings.appId, ...nextKeys });
  const answerOf = async (xml: string): Promise<Response> => {
    const timestampS = Math.floor(fresh.clock.nowMs / 1000);
    const about = { token: nextKeys.token, crypt, mode: 'safe', timestampS, nonce: '12' } as const;
    const { query, body } = await signPush(xml, about);
    const url = `${baseUrl}/wechat/default?${query.toString()}`;
    return fresh.request(url, { method: 'POST', body });
  };
  const another = await old.open();
  assert.equal((await answerOf(fresh.scanXml(another.scene))).status, 200);
  assert.equal((await old.watch(another)).body['state'], 'scanned');
  const third = await old.open();
  await fresh.tap(await fresh.scan(third.scene), 'confirm');
  assert.equal((await old.redeem(third)).status, 200, 'repetitions under the former keys count');
});

test('a new AppSecret asks WeChat for tokens, and instances with the former one share them', async () => {
  const asked: unknown[] = [];
  const api: HarnessOptions['api'] = (path, body) => {
    if (path === '/cgi-bin/stable_token') asked.push((body as { secret: string }).secret);
    return undefined;
  };
  const after = { wechat: { appSecret: nextAppSecret }, secrets: [settings.appSecret], api };
  const alone = createHarness(after);
  await alone.open();
  assert.deepEqual(asked, [nextAppSecret]);
  const { fresh } = await createInstances({ api }, after);
  await fresh.open();
  assert.deepEqual(asked, [nextAppSecret, settings.appSecret], 'the instance before has one');
});
