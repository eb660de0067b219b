/** What applications hand over without TypeScript: nulls, single items, odd pictures, times in seconds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import type { LinkMethod } from '../../../src/server/binding/link-method.js';
import type { Accounts, Sessions } from '../../../src/server/host/host.js';
import { openSession } from '../../../src/server/index.js';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import { parseBinding, parseRedeemResult } from '../../../src/protocol/parse/binding.js';
import { parseIdentityList } from '../../../src/protocol/parse/identities.js';
import { callerWith, lin } from '../../support/accounts/sessions-contract.js';
import { createHarness, page, type HarnessOptions } from '../../support/server/harness.js';

const nowMs = 1_800_000_000_000;
const ann = { id: '1', name: 'Ann' };

/** JavaScript: the compiler checks nothing that is in it. */
type Untyped = Readonly<Record<string, (...given: never[]) => unknown>>;

function createUntyped(
  given: { accounts?: Untyped; sessions?: Untyped; method?: Untyped },
  options: HarnessOptions = {},
) {
  const calls: [name: string, ...given: unknown[]][] = [];
  const recorded = (room: string, functions: Untyped): unknown =>
    Object.fromEntries(
      Object.entries(functions).map(([name, call]) => [
        name,
        (...values: never[]) => {
          calls.push([`${room}.${name}`, ...values]);
          return call(...values);
        },
      ]),
    );
  // The casts below stand for applications without TypeScript, whose answers no compiler checks.
  const harness = createHarness({
    accounts: recorded('accounts', {
      find: () => undefined,
      create: () => ({ id: 'new', name: 'New' }),
      ...given.accounts,
    }) as Accounts,
    sessions: recorded('sessions', {
      open: () => ({ setCookies: ['sid=1; Path=/'] }),
      ...given.sessions,
    }) as Sessions,
    linkMethods: given.method
      ? [
          {
            ...{ method: 'card', label: 'Card', target: () => 'the card' },
            fields: [{ name: 'number', label: 'Number', type: 'text' }],
            ...(recorded('method', given.method) as Pick<LinkMethod, 'accounts'>),
          },
        ]
      : [],
    ...options,
  });
  const said = (): string =>
    JSON.stringify(harness.log.filter(({ event }) => /^answer_/.test(event)));
  const called = (name: string): unknown[][] => calls.filter(([each]) => each === name);

  async function signIn(lang?: string) {
    const tab = await harness.open(lang === undefined ? {} : { lang });
    const reply = await harness.scan(tab.scene);
    const digits = /(?<!\d)\d{6}(?!\d)/.exec(reply)?.[0];
    return { tab, digits, answer: await harness.redeem(tab) };
  }
  async function link() {
    const { tab, digits } = await signIn();
    const { id, cookie, chain } = tab;
    const proof = { action: 'link', method: 'card', fields: { number: '7' }, chatCode: digits };
    const body = { verifier: chain.verifier, ...proof };
    return harness.call('POST', `/attempts/${id}/bind`, body, { cookie });
  }
  return { ...harness, calls, called, said, signIn, link };
}

// https://url.spec.whatwg.org/#concept-url-parser: what a browser would load for these addresses.
const encoded = '/%E5%A4%B4%E5%83%8F/%E6%9D%8E.png';
const long = 'x'.repeat(1001);
const pictures: readonly [given: unknown, shown: string | undefined, isSaid: boolean][] = [
  ['https://cdn.example/a.png', 'https://cdn.example/a.png', false],
  ['/a.png', '/a.png', false],
  [undefined, undefined, false],
  [null, undefined, false],
  ['', undefined, false],
  ['//cdn.example/a.png', 'https://cdn.example/a.png', false],
  [' HTTPS://CDN.example/a b.png ', 'https://cdn.example/a%20b.png', false],
  ['/头像/李.png', encoded, false],
  ['https://cdn.example/头像/李.png', `https://cdn.example${encoded}`, false],
  ['data:image/png;base64,AAAA', undefined, true],
  ['javascript:alert(1)', undefined, true],
  ['avatars/a.png', undefined, true],
  ['/\\evil.example/a.png', undefined, true],
  [`https://cdn.example/${long}`, undefined, true],
  [7, undefined, true],
  [{ url: '/a.png' }, undefined, true],
];

for (const [avatar, shown, isSaid] of pictures) {
  const given = inspect(avatar).slice(0, 40);
  test(`nobody is kept out by the picture ${given}: ${shown ?? 'it is left out'}`, async () => {
    const { signIn, said, called, log } = createUntyped({
      accounts: { find: () => ({ ...ann, avatar, role: 'admin' }) },
    });
    for (let time = 0; time < 2; time++) {
      const { answer } = await signIn();
      assert.equal(answer.status, 200, answer.text);
      const account = shown === undefined ? { name: 'Ann' } : { name: 'Ann', avatar: shown };
      assert.deepEqual(answer.body['account'], account);
      parseRedeemResult(answer.body);
    }
    assert.match(said(), isSaid ? /accounts\.find: `avatar`/ : /^\[\]$/);
    assert.equal(log.filter(({ event }) => event === 'answer_changed').length, isSaid ? 1 : 0);
    const [, opened] = called('sessions.open')[0] ?? [];
    assert.equal((opened as { role?: string }).role, 'admin', 'its own fields come back');
  });
}

const family = '👨‍👩‍👧';
const names: readonly [given: unknown, shown: string, isSaid: boolean][] = [
  ['李明', '李明', false],
  [' Ann ', 'Ann', false],
  ['x'.repeat(200), 'x'.repeat(200), false],
  ['x'.repeat(201), 'x'.repeat(200), true],
  [family.repeat(41), family.repeat(40), true],
  ['An\u0000n\nB', 'An n B', true],
  ['Ann \u202egnp.exe', 'Ann  gnp.exe', true],
  ['\ud83d', 'WeChat user', true],
  ['\u200b\u3164\u202e', 'WeChat user', true],
  ['', 'WeChat user', true],
  [null, 'WeChat user', true],
  [undefined, 'WeChat user', true],
  [42, 'WeChat user', true],
];

for (const [name, shown, isSaid] of names) {
  const given = inspect(name).slice(0, 40);
  test(`nobody is kept out by the name ${given}: the page shows ${shown.slice(0, 20)}`, async () => {
    const { signIn, said } = createUntyped({ accounts: { find: () => ({ id: '1', name }) } });
    const { answer } = await signIn('en');
    assert.deepEqual(answer.body['account'], { name: shown });
    parseRedeemResult(answer.body);
    assert.match(said(), isSaid ? /accounts\.find: `name`/ : /^\[\]$/);
  });
}

test('a missing name is replaced in the language of the page', async () => {
  const { signIn } = createUntyped({ accounts: { find: () => ({ id: '1' }) } });
  assert.deepEqual((await signIn('zh-CN')).answer.body['account'], { name: '微信用户' });
});

const ids: readonly [given: unknown, id: string | undefined][] = [
  ['9007199254740993', '9007199254740993'],
  [7, '7'],
  [9007199254740993n, '9007199254740993'],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
  [NaN, undefined],
  [1.5, undefined],
  [2 ** 53, undefined],
  [{}, undefined],
];

for (const [id, read] of ids) {
  const what = read === undefined ? 'is refused before any effect' : 'becomes a string';
  test(`an id ${typeof id} ${String(id)} ${what}`, async () => {
    for (const accounts of [
      { find: () => ({ id, name: 'Ann' }) },
      { create: () => ({ id, name: 'Ann' }) },
    ]) {
      const { signIn, said, called } = createUntyped({ accounts });
      const { answer } = await signIn();
      if (read === undefined) {
        assert.deepEqual([answer.status, answer.body['code']], [503, 'misconfigured']);
        assert.match(said(), /accounts\.(find|create): `id` must be/);
        assert.deepEqual(called('sessions.open'), []);
      } else {
        assert.equal(answer.status, 200, answer.text);
        assert.deepEqual(called('sessions.open')[0]?.[1], { id: read, name: 'Ann' });
      }
    }
  });
}

for (const none of [undefined, null, false, []]) {
  test(`find that answers ${JSON.stringify(none)} has found nobody`, async () => {
    const current = (): unknown => none;
    const { signIn } = createUntyped(
      { accounts: { find: () => none, link: () => 'linked' }, sessions: { current } },
      { newAccounts: 'ask' },
    );
    const { digits, answer } = await signIn();
    assert.ok(digits, 'the chat shows digits to somebody who is new');
    const { options } = parseBinding(answer.body);
    assert.deepEqual(
      options.map(({ action }) => action),
      ['create'],
      'and nobody is signed in here',
    );
  });

  test(`create that answers ${JSON.stringify(none)} is refused`, async () => {
    const { signIn, said, called } = createUntyped({ accounts: { create: () => none } });
    assert.equal((await signIn()).answer.body['code'], 'misconfigured');
    assert.match(said(), /accounts\.create: must return the account/);
    assert.deepEqual(called('sessions.open'), []);
  });

  test(`a link method that answers ${JSON.stringify(none)} has found nobody`, async () => {
    const { link, log } = createUntyped(
      { accounts: { link: () => 'linked' }, method: { accounts: () => none } },
      { newAccounts: 'existing-only' },
    );
    assert.equal((await link()).body['code'], 'proof_failed');
    assert.deepEqual(
      log.filter(({ level }) => level === 'error'),
      [],
    );
  });
}

const answersInsteadOfOne: readonly [given: unknown, says: RegExp | undefined][] = [
  [[ann], undefined],
  [[null, ann], undefined],
  [[ann, { id: '2', name: 'Ben' }], /returned 2 where one account/],
  ['1', /must return account, an object/],
  [true, /must return account, an object/],
  [{ rows: [ann] }, /`id` must be/],
];

for (const [given, says] of answersInsteadOfOne) {
  test(`find that answers ${JSON.stringify(given)} ${says ? 'is refused' : 'has found one'}`, async () => {
    const { signIn, said, called } = createUntyped({ accounts: { find: () => given } });
    const { answer } = await signIn();
    if (says) {
      assert.equal(answer.body['code'], 'misconfigured');
      assert.match(said(), says);
      assert.deepEqual(called('sessions.open'), []);
    } else assert.deepEqual(answer.body['account'], { name: 'Ann' });
  });
}

test('a link method may answer with one account, without a promise, with an id of any integer type', async () => {
  for (const found of [ann, [ann], { ...ann, id: 1 }, [{ ...ann, id: 1n }, null], [ann, ann]]) {
    const { link, called } = createUntyped(
      { accounts: { link: () => 'linked' }, method: { accounts: () => found } },
      { newAccounts: 'existing-only' },
    );
    const linked = await link();
    assert.equal(linked.status, 200, linked.text);
    assert.equal(called('accounts.link')[0]?.[1], '1');
  }
});

test('a link method that proves an account without an id links nothing', async () => {
  const { link, called, said } = createUntyped(
    { accounts: { link: () => 'linked' }, method: { accounts: () => [ann, { name: 'Ben' }] } },
    { newAccounts: 'existing-only' },
  );
  assert.equal((await link()).body['code'], 'misconfigured');
  assert.match(said(), /linkMethods \\"card\\" accounts: `id` must be/);
  assert.deepEqual(called('accounts.link'), []);
});

for (const target of [() => undefined, () => 7, () => Promise.resolve('the card')] as const) {
  test(`a target that is ${String(target)} is refused before anything is looked up`, async () => {
    const method = { accounts: () => [ann], target };
    const { link, called, said } = createUntyped(
      { accounts: { link: () => 'linked' }, method },
      { newAccounts: 'existing-only' },
    );
    assert.equal((await link()).body['code'], 'misconfigured');
    assert.match(said(), /linkMethods \\"card\\" target: must return a string/);
    assert.deepEqual(called('method.accounts'), []);
  });
}

for (const wrong of [undefined, null, true, 'ok']) {
  test(`link that answers ${String(wrong)} is no linked account`, async () => {
    const { link, said, called } = createUntyped(
      { accounts: { link: () => wrong }, method: { accounts: () => ann } },
      { newAccounts: 'existing-only' },
    );
    assert.equal((await link()).body['code'], 'misconfigured');
    assert.match(said(), /accounts\.link: must return one of: linked, conflict, gone/);
    assert.deepEqual(called('sessions.open'), []);
  });
}

const openings: readonly [given: unknown, cookies: readonly string[] | undefined][] = [
  [{ setCookies: 'sid=1; Path=/' }, ['sid=1; Path=/']],
  [{ setCookies: ['sid=1', null, 'b=2'] }, ['sid=1', 'b=2']],
  [[{ setCookies: ['sid=1'], sessionCode: null }], ['sid=1']],
  [{ setCookies: null, sessionCode: 'abc' }, []],
  [{ setCookies: ['sid=1\r\nX: y'] }, undefined],
  [{ setCookies: [{ name: 'sid' }] }, undefined],
  [{ setCookies: [''] }, undefined],
  [{ setCookies: ['sid=李'] }, undefined],
  [{ sessionCode: 7 }, undefined],
  ['sid=1', undefined],
];

for (const [given, cookies] of openings) {
  const what = cookies ? `sets ${cookies.length} cookies` : 'is refused';
  test(`open that answers ${JSON.stringify(given)} ${what}`, async () => {
    const { signIn, said, log } = createUntyped({ sessions: { open: () => given } });
    const { answer } = await signIn();
    const lines: string[] = [];
    const caller = { ...callerWith(), setCookie: (line: string) => void lines.push(line) };
    // The compiler has not checked the answer.
    const sessions = { open: () => given } as unknown as Sessions;
    const opened = openSession(sessions, lin, {
      ...{ key: 'k', caller, isNew: false },
      ...{ method: 'password', confirmed: true },
    });
    if (cookies) {
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(
        answer.setCookies.filter((line) => !line.startsWith('__Host-wml-')),
        cookies,
      );
      await opened;
      assert.deepEqual(lines, cookies);
      assert.deepEqual(
        log.filter(({ event }) => /^answer_/.test(event)),
        [],
      );
    } else {
      assert.equal(answer.body['code'], 'misconfigured');
      assert.match(said(), /sessions\.open: /);
      await assert.rejects(opened, /sessions\.open: /);
      assert.deepEqual(lines, []);
    }
  });
}

test('the log says once that nobody is signed in, where open answers with nothing', async () => {
  for (const given of [undefined, null, {}, { setCookies: [] }]) {
    const { signIn, log } = createUntyped({ sessions: { open: () => given } });
    for (let time = 0; time < 2; time++) assert.equal((await signIn()).answer.status, 200);
    const notes = log.filter(({ event }) => event === 'answer_changed');
    assert.equal(notes.length, 1);
    assert.match(JSON.stringify(notes), /neither `setCookies` nor `sessionCode`/);
  }
});

// RFC 3339 and the epoch: https://www.rfc-editor.org/rfc/rfc3339#section-5.6
const times: readonly [given: unknown, says: RegExp | undefined][] = [
  [nowMs, undefined],
  [nowMs + 300_000, undefined],
  [BigInt(nowMs), undefined],
  [String(nowMs), undefined],
  [new Date(nowMs), undefined],
  [new Date(nowMs).toISOString(), undefined],
  ['2027-01-15T16:00:00+08:00', undefined],
  [nowMs / 1000, /looks like seconds/],
  [String(nowMs / 1000), /looks like seconds/],
  [new Date(nowMs / 1000), /looks like seconds/],
  [-1, /looks like seconds/],
  [nowMs * 1000, /in the future/],
  [nowMs + 300_001, /in the future/],
  [NaN, /must be a number of milliseconds/],
  [Infinity, /must be a number of milliseconds/],
  [null, /must be a number of milliseconds/],
  [undefined, /must be a number of milliseconds/],
  ['2027-01-15 08:00:00', /must be a number of milliseconds/],
  ['', /must be a number of milliseconds/],
  [new Date(NaN), /must be a number of milliseconds/],
  [true, /must be a number of milliseconds/],
];

for (const [given, says] of times) {
  const what = `${typeof given} ${String(given)}`;
  test(`the time ${what} is ${says ? 'refused, and the log names the field' : 'taken'}`, async () => {
    let authenticatedAtMs: unknown = nowMs;
    let linkedAtMs: unknown = nowMs;
    const { call, said } = createUntyped({
      accounts: {
        link: () => 'linked',
        identities: () => ({ id: 7, appId: null, linkedAtMs }),
        unlink: () => 'unlinked',
      },
      sessions: { current: () => ({ account: ann, authenticatedAtMs, confirmed: true }) },
    });
    linkedAtMs = given;
    const list = await call('GET', '/identities');
    if (says) {
      assert.equal(list.body['code'], 'misconfigured');
      assert.match(said(), new RegExp(`accounts\\.identities: \`linkedAtMs\`.*${says.source}`));
    } else assert.deepEqual(parseIdentityList(list.body).identities[0]?.id, '7');
    [authenticatedAtMs, linkedAtMs] = [given, nowMs];
    const unlinked = await call('DELETE', '/identities/7', undefined, { origin: page });
    if (says) {
      assert.equal(unlinked.body['code'], 'reauthentication_required');
      assert.match(said(), new RegExp(`sessions\\.current: \`authenticatedAtMs\`.*${says.source}`));
      assert.equal((await call('GET', '/identities')).status, 200, 'and nobody is signed out');
    } else assert.equal(unlinked.status, 204);
  });
}

test('nobody is signed in where current answers without an account', async () => {
  for (const none of [null, false, [], { account: null, authenticatedAtMs: nowMs }]) {
    const { call, said } = createUntyped({
      accounts: { identities: () => null },
      sessions: { current: () => none },
    });
    assert.equal((await call('GET', '/identities')).body['code'], 'reauthentication_required');
    assert.equal(said(), '[]');
  }
});

test('current that answers with the account itself is refused by name', async () => {
  const { call, said } = createUntyped({
    accounts: { identities: () => null },
    sessions: { current: () => ann },
  });
  assert.equal((await call('GET', '/identities')).body['code'], 'misconfigured');
  assert.match(said(), /sessions\.current: must return an object with `account`/);
});

test('identities that answer null, or one, are a list', async () => {
  const one = { id: 'a', appId: 'wx', linkedAtMs: 0 };
  for (const [given, length] of [
    [null, 0],
    [one, 1],
    [[one, null], 1],
  ] as const) {
    const { call } = createUntyped({
      accounts: { identities: () => given },
      sessions: { current: () => ({ account: ann, authenticatedAtMs: nowMs, confirmed: true }) },
    });
    const { identities } = parseIdentityList((await call('GET', '/identities')).body);
    assert.equal(identities.length, length);
  }
  const { call, said } = createUntyped({
    accounts: { identities: () => [one, { ...one, id: '..' }] },
    sessions: { current: () => ({ account: ann, authenticatedAtMs: nowMs, confirmed: true }) },
  });
  assert.equal((await call('GET', '/identities')).body['code'], 'misconfigured');
  assert.match(said(), /accounts\.identities: `id` must be/);
});

test('unlink that answers nothing known is refused, and exchange may answer null', async () => {
  const { call, said } = createUntyped({
    accounts: { unlink: () => true },
    sessions: {
      current: () => ({ account: ann, authenticatedAtMs: nowMs, confirmed: true }),
      exchange: (code: string) => (code === 'c' ? { account: { id: 1 }, isNew: 1 } : null),
    },
  });
  const origin = page;
  assert.equal((await call('DELETE', '/identities/7', undefined, { origin })).status, 503);
  assert.match(said(), /accounts\.unlink: must return one of: unlinked, last, unknown/);
  const headers = { authorization: 'Bearer s' };
  const exchange = (code: string) => call('POST', '/token', { code }, { headers, origin: null });
  assert.equal((await exchange('x')).status, 404);
  const account = { id: '1', name: 'WeChat user' };
  const expected = { account, isNew: true, method: '', confirmed: false };
  assert.deepEqual((await exchange('c')).body, expected);
});

test('functions of a class keep their `this`, and what they throw is logged by its kind alone', async () => {
  class Users implements Accounts {
    readonly #found = ann;
    find(): Promise<typeof ann> {
      return Promise.resolve(this.#found);
    }
    create(): Promise<never> {
      throw new Error('not asked for');
    }
  }
  const { signIn } = createUntyped({}, { accounts: new Users() });
  assert.equal((await signIn()).answer.status, 200);
  const thrown = createUntyped({
    accounts: {
      find: () => {
        throw new RangeError('no row for oPersonOne');
      },
    },
  });
  assert.equal((await thrown.signIn()).answer.body['code'], 'store_unavailable');
  assert.match(JSON.stringify(thrown.log), /redeem_failed.*RangeError/);
  assert.doesNotMatch(JSON.stringify(thrown.log), /no row/);
});

test("the page reads the reason of an application's own `gone`, also from another copy of this package", async () => {
  const own = new WechatMpLoginError('gone', { reason: 'closed' });
  const brand = { [Symbol.for('wechat-mp-login/error')]: true };
  const foreign = Object.assign(new Error(), brand, { code: 'gone', reason: 'closed' });
  for (const error of [own, foreign]) {
    const find = (): never => {
      throw error;
    };
    const { status, body } = (await createUntyped({ accounts: { find } }).signIn()).answer;
    assert.deepEqual([status, body['code'], body['reason']], [410, 'gone', 'closed']);
  }
});
