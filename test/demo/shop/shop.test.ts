/** The shop's own pages, over HTTP: the password form, the settings, and what arrives on the phone. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { customers } from '../../../demo/shop/customers.js';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import { createVisitor, messagesOf } from '../../support/demo/http-visitor.js';

const { zhouLan, gaoYuan, heXin } = customers;
const right = { email: zhouLan.email, password: zhouLan.password };

let demo: RunningDemo;
before(async () => {
  const config = { port: 0, confirm: 'none', newAccounts: 'ask', dataDir: undefined } as const;
  demo = await startDemo(config, () => undefined);
});
after(() => demo.stop());

/** Makes the sessions of this account six minutes older, which is too old for changes. */
async function ageSessions(name: string): Promise<void> {
  const { rows } = await demo.database.query(
    `update wml_sessions set authenticated_at = authenticated_at - interval '6 minutes'
       where account_id in (select id from wml_accounts where name = $1) returning id_hash`,
    [name],
  );
  assert.ok(rows.length > 0);
}

describe('The password form', () => {
  test('signs in and goes to the first page or to a known one', async () => {
    for (const [path, leadsTo] of [
      ['/password?lang=en', '/?lang=en'],
      ['/password?lang=zh-Hans&return=%2Fsettings', '/settings?lang=zh-Hans'],
      ['/password?lang=en&return=https%3A%2F%2Fevil.example', '/?lang=en'],
      ['/password?lang=en&return=%2F%2Fevil.example', '/?lang=en'],
    ] as const) {
      const visitor = createVisitor(demo);
      assert.match((await visitor.get(path)).text, /autocomplete="current-password"/);
      const answer = await visitor.post(path, {
        ...right,
        email: ` ${right.email.toUpperCase()} `,
      });
      assert.deepEqual([answer.status, answer.location], [303, leadsTo]);
      assert.equal(await visitor.name(), zhouLan.name);
    }
  });

  test('a wrong password, an unknown address and one without a password look alike', async () => {
    const answers = [];
    for (const email of [zhouLan.email, 'nobody@example.com', gaoYuan.email]) {
      const visitor = createVisitor(demo);
      const fields = { email, password: 'mountain-tea-43' };
      const { status, text, headers } = await visitor.post('/password?lang=en', fields);
      assert.equal(headers.get('set-cookie'), null);
      assert.ok(text.includes(`value="${email}"`), 'what was typed is still there');
      assert.ok(!text.includes(fields.password));
      answers.push([status, text.replace(`value="${email}"`, '')]);
      assert.equal(await visitor.name(), undefined);
    }
    assert.equal(answers[0]?.[0], 422);
    assert.deepEqual(answers[1], answers[0]);
    assert.deepEqual(answers[2], answers[0]);
  });

  test('refuses a form from another site', async () => {
    for (const from of ['https://evil.example', 'null', `${demo.origin}.evil.example`]) {
      const visitor = createVisitor(demo);
      const answer = await visitor.post('/password?lang=en', right, from);
      assert.equal(answer.status, 403);
      assert.equal(await visitor.name(), undefined);
    }
  });

  test('after five wrong passwords for an address, even the right one has to wait; others do not', async () => {
    const wrong = { email: 'five@example.com', password: 'wrong' };
    const visitor = createVisitor(demo);
    // Simultaneous requests all count.
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => visitor.post('/password?lang=en', wrong)),
    );
    const statuses = answers.map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 422).length, 5);
    const refused = answers.find(({ status }) => status === 429);
    assert.match(refused?.text ?? '', /Too many tries\. Please try again in 15 minutes\./);
    assert.equal(Number(refused?.headers.get('retry-after')) > 0, true);
    assert.equal((await visitor.post('/password?lang=en', right)).status, 303);
  });

  test('shows markup as text', async () => {
    const visitor = createVisitor(demo);
    const fields = { email: '"><script>alert(1)</script>', password: 'x' };
    const { text } = await visitor.post('/password?lang=en', fields);
    assert.ok(!text.includes('<script>alert'));
  });
});

describe('The settings page', () => {
  test('sends visitors who are not signed in to the first page', async () => {
    const { status, location } = await createVisitor(demo).get('/settings?lang=en');
    assert.deepEqual([status, location], [303, '/?lang=en']);
  });

  test('shows the list and a login to link a WeChat, under the strict policy', async () => {
    const visitor = createVisitor(demo);
    await visitor.post('/password?lang=en', right);
    const { status, text, headers } = await visitor.get('/settings?lang=en');
    assert.equal(status, 200);
    assert.match(text, /<wechat-mp-identities backend="\/wechat-login">/);
    assert.match(text, /<wechat-mp-login purpose="link" backend="\/wechat-login" manual>/);
    assert.ok(text.includes(zhouLan.name));
    assert.match(headers.get('content-security-policy') ?? '', /script-src 'self';/);
    assert.doesNotMatch(text, /<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=/);
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  test('signs out everywhere else, and only there', async () => {
    const [here, there] = [createVisitor(demo), createVisitor(demo)];
    for (const visitor of [here, there]) await visitor.post('/password?lang=en', right);
    assert.equal(
      (await here.post('/sign-out-others?lang=en', {}, 'https://evil.example')).location,
      '/?lang=en',
    );
    assert.equal(await there.name(), zhouLan.name, 'not by another site');
    const { location } = await here.post('/sign-out-others?lang=en');
    assert.equal(location, '/settings?done=others&lang=en');
    assert.match((await here.get(location)).text, /Signed out everywhere else\./);
    assert.equal(await here.name(), zhouLan.name);
    assert.equal(await there.name(), undefined);
  });

  test('asks for a fresh sign-in if the session is old, and asking does not refresh it', async () => {
    const visitor = createVisitor(demo);
    await visitor.post('/password?lang=en', right);
    await ageSessions(zhouLan.name);
    for (let times = 0; times < 2; times++) {
      const { location } = await visitor.post('/sign-out-others?lang=en');
      assert.equal(location, '/password?return=%2Fsettings&lang=en');
    }
    const again = '/password?return=%2Fsettings&lang=en';
    assert.match((await visitor.get(again)).text, /Is it still you\?/);
    assert.match(
      (await visitor.get('/?again=%2Fsettings&lang=en')).text,
      /return-to="\/settings\?lang=en"/,
    );
    await visitor.post(again, right);
    assert.match((await visitor.post('/sign-out-others?lang=en')).location, /done=others/);
  });
});

describe('The first page', () => {
  test('shows the tag, the password link and the demo accounts; after sign-in, the settings link', async () => {
    const visitor = createVisitor(demo);
    const { text } = await visitor.get('/?lang=en');
    assert.match(text, /<wechat-mp-login\s+backend="\/wechat-login"\s+return-to="\/\?lang=en"/);
    assert.match(text, /href="\/password\?lang=en"/);
    for (const each of [zhouLan.email, zhouLan.password, zhouLan.pin, gaoYuan.email, heXin.phone]) {
      assert.ok(text.includes(each), each);
    }
    await visitor.post('/password?lang=en', right);
    const home = (await visitor.get('/?lang=en')).text;
    assert.match(home, /href="\/settings\?lang=en"/);
    assert.doesNotMatch(home, /<wechat-mp-login/);
  });

  test('a new name is shown at once, in other sessions too', async () => {
    const [here, there] = [createVisitor(demo), createVisitor(demo)];
    for (const visitor of [here, there]) await visitor.post('/password?lang=en', right);
    assert.equal((await here.post('/name?lang=en', { name: '\u0007' })).status, 422);
    await here.post('/name?lang=en', { name: 'Zhou' }, 'https://evil.example');
    assert.equal(await here.name(), zhouLan.name);
    await here.post('/name?lang=en', { name: ' Zhou ' });
    assert.deepEqual([await here.name(), await there.name()], ['Zhou', 'Zhou']);
    await here.post('/name?lang=en', { name: zhouLan.name });
  });

  test('signs out, but not for a form from another site', async () => {
    const visitor = createVisitor(demo);
    await visitor.post('/password?lang=en', right);
    await visitor.post('/sign-out?lang=en', {}, 'https://evil.example');
    assert.equal(await visitor.name(), zhouLan.name);
    await visitor.post('/sign-out?lang=en');
    assert.equal(await visitor.name(), undefined);
  });
});

describe('A WeChat user without an account', () => {
  test('can create an account or link one with each method, also the shop’s own', async () => {
    const { result } = await createVisitor(demo).scan(0);
    assert.ok(result.result === 'binding');
    assert.deepEqual(
      result.options.map((option) => (option.action === 'link' ? option.method : option.action)),
      ['create', 'password', 'email-code', 'phone-code', 'member-number'],
    );
  });

  test('links with a verification code from Messages, and the address is notified', async () => {
    const visitor = createVisitor(demo);
    const scanned = await visitor.scan(1);
    assert.match(scanned.digits, /^\d{6}$/, 'the chat shows six digits');
    const before = (await messagesOf(demo, 0)).length;
    await scanned.sendCode('email-code', { email: gaoYuan.email });
    const [message] = (await messagesOf(demo, before + 1)).slice(before);
    assert.deepEqual([message?.from, message?.to], ['Shanlan Store', gaoYuan.email]);
    const code = /\d{6}/.exec(message?.text ?? '')?.[0] ?? '';
    const bound = await scanned.bind({
      action: 'link',
      method: 'email-code',
      fields: { email: gaoYuan.email, code },
      chatCode: scanned.digits,
    });
    assert.ok(bound.result === 'authenticated' && bound.linked);
    assert.equal(await visitor.name(), gaoYuan.name);
    const notice = (await messagesOf(demo, before + 2)).at(-1);
    assert.equal(notice?.to, gaoYuan.email);
    assert.match(notice.text, /^A WeChat now opens your account “Gao Yuan 高远”\./);
    const again = await createVisitor(demo).scan(1);
    assert.equal(again.result.result, 'authenticated', 'from now on a scan is enough');
  });

  test('no message goes to an unknown address', async () => {
    const before = (await messagesOf(demo, 0)).length;
    const stranger = await createVisitor(demo).scan(2);
    await stranger.sendCode('email-code', { email: 'nobody@example.com' });
    const known = await createVisitor(demo).scan(4);
    await known.sendCode('email-code', { email: gaoYuan.email });
    const after = (await messagesOf(demo, before + 1)).slice(before);
    assert.deepEqual(
      after.map(({ to }) => to),
      [gaoYuan.email],
    );
  });

  test('chooses an account if the phone number has two', async () => {
    const visitor = createVisitor(demo);
    const scanned = await visitor.scan(3);
    const before = (await messagesOf(demo, 0)).length;
    await scanned.sendCode('phone-code', { phone: '138 0000 0003' });
    const message = (await messagesOf(demo, before + 1)).at(-1);
    assert.equal(message?.to, '+8613800000003');
    const code = /(?<!\d)\d{6}(?!\d)/.exec(message.text)?.[0] ?? '';
    const bound = await scanned.bind({
      action: 'link',
      method: 'phone-code',
      fields: { phone: '138 0000 0003', code },
      chatCode: scanned.digits,
    });
    assert.ok(bound.result === 'select');
    assert.deepEqual(
      bound.accounts.map(({ name }) => name),
      heXin.names,
    );
    await scanned.bind({ action: 'select', choice: bound.accounts[1]?.choice ?? '' });
    assert.equal(await visitor.name(), heXin.names[1]);
  });

  test('links with the member number and its PIN, but not with a wrong PIN', async () => {
    const visitor = createVisitor(demo);
    const scanned = await visitor.scan(4);
    const link = (fields: Readonly<Record<string, string>>) =>
      scanned.bind({ action: 'link', method: 'member-number', fields, chatCode: scanned.digits });
    const { number, pin } = zhouLan;
    await assert.rejects(link({ number, pin: '0000' }), { code: 'proof_failed' });
    await assert.rejects(link({ number: '99999999', pin }), { code: 'proof_failed' });
    const bound = await link({ number: number.replace(' ', ''), pin });
    assert.equal(bound.result, 'authenticated');
    assert.equal(await visitor.name(), zhouLan.name);
  });
});
