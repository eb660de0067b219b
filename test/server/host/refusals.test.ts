/** The application refuses somebody by throwing a SignInRefusedError, anywhere in a login. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCookieSessions, createMemoryAccounts } from '../../../src/accounts/index.js';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import { SignInRefusedError, type Accounts } from '../../../src/server/index.js';
import {
  ann,
  createBindingHarness,
  type BindingHarnessOptions,
} from '../../support/server/binding-harness.js';
import { createHarness, sentenceOf, type Answer, type Tab } from '../../support/server/harness.js';

const closed = new SignInRefusedError({ en: 'Registration is closed.', zh: '注册已关闭' });

/** A backend whose function of this name refuses everybody as soon as `refusing.isOn` is true. */
function createRefusing(name: string, options: BindingHarnessOptions = {}) {
  const refusing = { isOn: true };
  const fault = (call: string): void => {
    if (call === name && refusing.isOn) throw closed;
  };
  return { refusing, ...createBindingHarness({ fault, ...options }) };
}
type Refusing = ReturnType<typeof createRefusing>;

interface LastStep {
  readonly tab: Tab;
  /** The request that is refused. */
  readonly send: () => Promise<Answer>;
}

const redeemAfterScan = async (harness: Refusing): Promise<LastStep> => {
  const tab = await harness.open({ lang: 'zh-CN' });
  await harness.scan(tab.scene);
  return { tab, send: () => harness.redeem(tab) };
};

const bindBy =
  (request: (harness: Refusing, digits: string) => object) =>
  async (harness: Refusing): Promise<LastStep> => {
    const { tab, digits } = await harness.startBinding({ lang: 'zh-CN' });
    return { tab, send: () => harness.bind(tab, request(harness, digits)) };
  };

const byPassword = bindBy(({ byPassword: by }, digits) => by(digits, ann));

const onSettingsPage =
  (until: 'redeem' | 'bind') =>
  async (harness: Refusing): Promise<LastStep> => {
    const cookie = harness.signedIn(ann);
    const tab = await harness.open({ purpose: 'link', lang: 'zh-CN' }, { cookie });
    const chatCode = await harness.scanForDigits(tab);
    const redeem = () => harness.redeem(tab, harness.withCookies(tab, { cookie }));
    if (until === 'redeem') return { tab, send: redeem };
    await redeem();
    const link = { action: 'link', method: 'session', chatCode };
    return { tab, send: () => harness.bind(tab, link, { cookie }) };
  };

/** Each place, the function that refuses there, and the identities that are linked in the end. */
const places: readonly [
  string,
  string,
  (harness: Refusing) => Promise<LastStep>,
  BindingHarnessOptions?,
][] = [
  ['find', 'find', redeemAfterScan],
  ['create, without a question', 'create', redeemAfterScan, { newAccounts: 'create' }],
  ['create, after a form', 'create', bindBy(() => ({ action: 'create' }))],
  ['link', 'link', byPassword],
  ['a link method', 'password', byPassword],
  ['find on a settings page', 'find', onSettingsPage('redeem')],
  ['link on a settings page', 'link', onSettingsPage('bind')],
];

for (const [place, name, prepare, options] of places) {
  test(`a refusal by ${place} ends the attempt with the application's sentence`, async () => {
    const harness = createRefusing(name, options);
    const { tab, send } = await prepare(harness);
    const callsBefore = harness.calls.filter((call) => call === name).length;
    const sessionsBefore = harness.sessionCount();
    const refused = await send();
    assert.equal(refused.status, 403, refused.text);
    assert.deepEqual(refused.body, {
      type: 'urn:wechat-mp-login:problem:sign_in_refused',
      title: 'The application refuses to sign this person in.',
      status: 403,
      code: 'sign_in_refused',
      sentence: '注册已关闭',
    });
    // The attempt's cookie lives as long as a retry gets the same answer, and there is no session.
    assert.deepEqual(
      refused.setCookies.map((line) => /wml-.*Max-Age=60;/.test(line)),
      [true],
    );
    assert.equal(harness.sessionCount(), sessionsBefore);
    assert.deepEqual(harness.linked(), {});

    const { state, reason } = (await harness.watch(tab)).body;
    assert.deepEqual([state, reason], ['failed', 'sign_in_refused']);
    harness.refusing.isOn = false;
    const again = await send();
    assert.deepEqual([again.status, again.text], [403, refused.text]);
    const calls = harness.calls.filter((call) => call === name).length;
    assert.equal(calls, callsBefore + 1, 'the application is asked once');

    harness.clock.nowMs += 61_000;
    const late = await send();
    assert.deepEqual([late.status, late.body['reason']], [410, 'sign_in_refused']);
    const lines = harness.log.filter(({ event }) => event === 'sign_in_refused');
    assert.deepEqual(lines, [
      { level: 'info', event: 'sign_in_refused', details: { attempt: tab.id } },
    ]);
    assert.doesNotMatch(JSON.stringify(harness.log), /注册|closed|oPersonOne|failed/);
  });
}

test('a refusal by sessions.open opens no session; what create did before it stays', async () => {
  const harness = createRefusing('open', { newAccounts: 'create' });
  const { send } = await redeemAfterScan(harness);
  const refused = await send();
  assert.deepEqual([refused.status, refused.body['sentence']], [403, '注册已关闭']);
  assert.equal(harness.sessionCount(), 0);
  harness.refusing.isOn = false;
  assert.equal((await send()).text, refused.text);
  // The next scan finds the account.
  const next = await redeemAfterScan(harness);
  assert.deepEqual([(await next.send()).status, harness.sessionCount()], [200, 1]);
  assert.equal(harness.calls.filter((call) => call === 'create').length, 1);
});

test('two redeems at once are refused alike, and the application is asked once', async () => {
  const harness = createRefusing('create', { newAccounts: 'create' });
  const { send } = await redeemAfterScan(harness);
  const [one, other] = await Promise.all([send(), send()]);
  assert.deepEqual([one.status, other.status, one.text], [403, 403, other.text]);
  assert.equal(harness.calls.filter((call) => call === 'create').length, 1);
});

test('a value that the application refuses leaves the form usable', async () => {
  let isRefusing = true;
  const fault = (call: string): void => {
    if (call === 'create' && isRefusing) {
      throw new WechatMpLoginError('invalid_request', { field: 'nickname' });
    }
  };
  const createFields = [{ name: 'nickname', label: 'Nickname', type: 'text' as const }];
  const { startBinding, bind } = createBindingHarness({ createFields, fault });
  const { tab, digits } = await startBinding();
  const create = { action: 'create', fields: { nickname: 'Lin' }, chatCode: digits };
  const refused = await bind(tab, create);
  assert.deepEqual([refused.status, refused.body['field']], [400, 'nickname']);
  isRefusing = false;
  assert.equal((await bind(tab, create)).status, 200);
});

test('the chat replies as if nobody were refused, and the log warns of nothing', async () => {
  const usual = createBindingHarness();
  const { scan, open, log } = createRefusing('find');
  const digits = /\d{6}/;
  const reply = async (harness: Pick<Refusing, 'open' | 'scan'>): Promise<string> =>
    sentenceOf(await harness.scan((await harness.open({ lang: 'en' })).scene)).replace(digits, '#');
  assert.equal(await reply({ open, scan }), await reply(usual));
  assert.deepEqual(
    log.filter(({ event }) => event === 'known_unclear'),
    [],
  );
});

/** What the application throws, the language of the page, and what the page receives. */
const family = '👩‍👩‍👧‍👦';
const texts: readonly [string, Error, string, string | undefined, RegExp?][] = [
  ['one text for every language', new SignInRefusedError('Nein.'), 'zh-CN', 'Nein.'],
  ['the nearest language', new SignInRefusedError({ en: 'No.', zh: '不行' }), 'zh-TW', '不行'],
  ['English otherwise', new SignInRefusedError({ en: 'No.', zh: '不行' }), 'fr', 'No.'],
  [
    'control and direction marks',
    new SignInRefusedError(' a\u0000\r\nb\u202ec\u2066d\ud800\u2028 '),
    'en',
    'a b c d',
  ],
  ['markup, which stays text', new SignInRefusedError('<b>No</b> &amp;'), 'en', '<b>No</b> &amp;'],
  ['300 emoji', new SignInRefusedError(family.repeat(300)), 'en', family.repeat(300)],
  ['301 emoji', new SignInRefusedError(family.repeat(301)), 'en', family.repeat(300), /300 char/],
  ['an empty text', new SignInRefusedError(' \u200b '), 'en', undefined, /something to see/],
  ['no text', new SignInRefusedError(undefined as never), 'en', undefined, /string or an object/],
  ['a number', new SignInRefusedError(42 as never), 'en', undefined, /string or an object/],
  ['no English', new SignInRefusedError({ zh: '不行' } as never), 'en', undefined, /\{ en, zh \}/],
  [
    'an error by its code alone',
    new WechatMpLoginError('sign_in_refused'),
    'en',
    undefined,
    /Sign/,
  ],
];

for (const [what, error, lang, sentence, problem] of texts) {
  test(`the page receives the text of a refusal: ${what}`, async () => {
    const accounts: Accounts = {
      find: () => Promise.resolve(undefined),
      create: () => Promise.reject(error),
    };
    const { open, scan, redeem, log } = createHarness({ accounts });
    const tab = await open({ lang });
    await scan(tab.scene);
    const { status, body } = await redeem(tab);
    assert.deepEqual([status, body['sentence']], [403, sentence]);
    const line = log.find(({ event }) => event === 'sign_in_refused');
    assert.equal(line?.level, problem ? 'warn' : 'info');
    assert.match(JSON.stringify(line), problem ?? /^((?!problem).)*$/);
  });
}

test('ready-made accounts and sessions refuse where an application wraps them', async () => {
  const memory = createMemoryAccounts();
  const cookies = createCookieSessions({ secure: true });
  const guestList = new Set(['spring']);
  const locked = new Set<string>();
  const { open, scan, redeem } = createHarness({
    accounts: {
      ...memory,
      async create(identity, context) {
        if (!guestList.has(context.appData ?? '')) throw new SignInRefusedError('Invited only.');
        return memory.create(identity, context);
      },
    },
    sessions: {
      ...cookies,
      async open(account, context) {
        if (locked.has(account.id)) throw new SignInRefusedError('Locked.');
        return cookies.open(account, context);
      },
    },
  });
  const enter = async (appData?: string): Promise<Answer> => {
    const tab = await open({ appData });
    await scan(tab.scene);
    return redeem(tab);
  };
  assert.equal((await enter('autumn')).body['sentence'], 'Invited only.');
  assert.equal((await enter('spring')).body['isNew'], true);
  assert.equal((await enter()).status, 200);
  const known = await memory.find({ appId: 'wx0123456789abcdef', openid: 'oPersonOne' });
  locked.add(known?.id ?? '');
  assert.equal((await enter('spring')).body['sentence'], 'Locked.');
});
