/** Names, e-mail addresses, phone numbers and passwords. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { key, person, times, type OpenForTest } from './under-test.js';

export function testProfiles(name: string, open: OpenForTest): void {
  test(`${name}: an e-mail address or phone number finds every account that has verified it, and no other`, async () => {
    const { accounts } = await open();
    const father = await accounts.add({ name: 'Father', phone: '+86 138-0013-8000' });
    const mother = await accounts.add({
      name: 'Mother',
      phone: '+8613800138000',
      email: 'Wang.Fang@Example.com',
    });
    await accounts.add({ name: 'Guest', phone: '+8613800138000', unverified: true });
    await accounts.create(person('oOne'), { ...key, fields: { email: 'wang.fang@example.com' } });
    for (const phone of [' +86 (138) 0013.8000', '138 0013 8000', '008613800138000']) {
      assert.deepEqual(await accounts.byPhone(phone), [father, mother]);
    }
    for (const email of [' wang.fang@EXAMPLE.com ', 'wang.fan\uff47@example.com']) {
      assert.deepEqual(await accounts.byEmail(email), [mother]);
    }
    for (const phone of ['+13800138000', '+8613800138001', '', 'Mother', '1'.repeat(10_000)]) {
      assert.deepEqual(await accounts.byPhone(phone), [], phone.slice(0, 20));
    }
    for (const email of [
      'wang.fang@example.com.evil.example',
      'wang.fang@ex\u0430mple.com',
      'wang.fang@exam\0ple.com',
      'wang.fang@example.com, evil@example.com',
      '%@example.com',
      `${'a'.repeat(10_000)}@example.com`,
      '+8613800138000',
    ]) {
      assert.deepEqual(await accounts.byEmail(email), [], email.slice(0, 60));
    }
  });

  test(`${name}: a wrong password, an unknown account and an unverified one get the same answer, after the same work`, async () => {
    const { accounts, checkedHashes } = await open();
    const lin = await accounts.add({ name: 'Lin', email: 'lin@example.com', password: 'right' });
    await accounts.add({ name: 'No password', email: 'none@example.com' });
    await accounts.add({
      name: 'Unverified',
      email: 'unverified@example.com',
      password: 'right',
      unverified: true,
    });
    for (const name of ['Ann', 'Ben', 'Cem']) {
      await accounts.add({ name, phone: '+4915112345678', password: name });
    }
    const work: number[] = [];
    const by = async (identifier: string, password: string) => {
      checkedHashes.length = 0;
      const found = await accounts.byPassword(identifier, password);
      work.push(checkedHashes.length);
      return found.map((account) => account.name);
    };
    assert.deepEqual(await accounts.byPassword('LIN@example.com', 'right'), [lin]);
    assert.deepEqual(await by('lin@example.com', 'right'), ['Lin']);
    for (const identifier of ['none', 'unverified', 'unknown', '%', 'l\0in']) {
      assert.deepEqual(await by(`${identifier}@example.com`, 'right'), []);
    }
    assert.deepEqual(await by('lin@example.com', 'wrong'), []);
    assert.deepEqual(await by('Lin', 'right'), []);
    assert.deepEqual(await by('', ''), []);
    assert.deepEqual(await by('+49 151 12345678', 'Cem'), ['Cem']);
    assert.deepEqual(await by('x'.repeat(100_000), 'right'), []);
    assert.deepEqual(new Set(work), new Set([3]));
  });

  test(`${name}: several accounts with one phone number and one password are all found`, async () => {
    const { accounts } = await open();
    const both = [];
    for (const name of ['Shop', 'Home']) {
      both.push(await accounts.add({ name, phone: '+4915112345678', password: 'same' }));
    }
    assert.deepEqual(await accounts.byPassword('+4915112345678', 'same'), both);
  });

  test(`${name}: names are stored as they are, and unusable names are refused`, async () => {
    const { accounts } = await open();
    const created = await accounts.create(person('oOne'), key);
    const accepted = [
      '<b onclick="x">Lin</b>',
      "Robert'); drop table wml_accounts; --",
      'שלום',
      '👨‍👩‍👧'.repeat(40),
      'नमस्ते',
      '😀',
    ];
    for (const name of accepted) {
      assert.deepEqual(await accounts.rename(created.id, ` ${name} `), { ...created, name });
      assert.equal((await accounts.find(person('oOne')))?.name, name);
    }
    const blank = ['', '  ', '\u200b', '\u3164', '\u202e', '\u2800\ufeff', '\u200f\u00a0'];
    const long = ['x'.repeat(65), '😀'.repeat(65), 'x'.repeat(10_000), '👨‍👩‍👧‍👦'.repeat(60)];
    for (const name of [...blank, ...long, 'a\0b', 'a\nb', 'a\ud800b']) {
      assert.equal(await accounts.rename(created.id, name), undefined);
      await assert.rejects(accounts.add({ name }), { code: 'invalid_request', field: 'name' });
    }
    assert.equal((await accounts.get(created.id))?.name, '😀');
  });

  test(`${name}: a new account gets the fields that the visitor filled in, and an error names a field that cannot be used`, async () => {
    const { accounts, expectRows } = await open();
    const fields = { name: 'Lin', email: '', phone: '+86 138 0013 8000' };
    const created = await accounts.create(person('oOne'), { ...key, fields });
    assert.equal(created.name, 'Lin');
    assert.deepEqual(await accounts.byPhone('+8613800138000'), []);
    for (const [field, value] of Object.entries({ name: 'a\0', email: 'a', phone: 'a' })) {
      await assert.rejects(
        accounts.create(person('oTwo'), { ...key, fields: { [field]: value } }),
        {
          code: 'invalid_request',
          field,
        },
      );
    }
    const odd = accounts.create(person('oTwo'), { ...key, fields: { shoe: '43' } });
    await assert.rejects(odd, /"shoe"/);
    await assert.rejects(accounts.add({ name: 'Lin', email: 'a b@example.com' }), {
      field: 'email',
    });
    await assert.rejects(accounts.add({ name: 'Lin', phone: '12' }), { field: 'phone' });
    await assert.rejects(accounts.add({ name: 'Lin', avatar: 'a\0' }), { field: 'avatar' });
    await assert.rejects(accounts.add({ name: 'Lin', password: 'x' }), /`email` or a `phone`/);
    assert.equal(await accounts.find(person('oTwo')), undefined);
    await expectRows(1, 1, 0);
  });

  test(`${name}: accounts of one millisecond with one address are found in the order of their ids`, async () => {
    const tokens = ['b', 'B', 'a', '-', '_', '1'];
    const { accounts } = await open({
      now: () => 1_800_000_000_000,
      randomToken: () => tokens.pop()!,
    });
    const made = await times(tokens.length, () =>
      accounts.add({ name: 'X', email: 'x@example.com' }),
    );
    const inOrder = made.map(({ id }) => id).sort();
    assert.deepEqual(
      (await accounts.byEmail('x@example.com')).map(({ id }) => id),
      inOrder,
    );
  });
}
