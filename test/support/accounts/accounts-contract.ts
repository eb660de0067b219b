/** The contract of the ready-made accounts; the test of each implementation calls it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Identity } from '../../../src/server/host/host.js';
import type { AccountsKit, AccountsKitOptions } from '../../../src/accounts/accounts-kit.js';
import type { Passwords } from '../../../src/accounts/passwords.js';

export interface Rows {
  readonly accounts: number;
  readonly identities: number;
  readonly unionids: number;
}

export interface AccountsUnderTest {
  readonly accounts: AccountsKit;
  /** For an implementation whose rows can be counted. */
  readonly rows?: () => Promise<Rows>;
}

/** Opens new accounts in an empty storage. */
export type OpenAccounts = (options: AccountsKitOptions) => Promise<AccountsUnderTest>;

export const appId = 'wx0123456789abcdef';
export const otherAppId = 'wxfedcba9876543210';
export const person = (openid: string, unionid?: string, app = appId): Identity => ({
  appId: app,
  openid,
  ...(unionid === undefined ? {} : { unionid }),
});
export const key = { key: 'attempt' };

/** Passwords without cost, which count their calls. */
export function countingPasswords() {
  const asked: (string | undefined)[] = [];
  const passwords: Passwords = {
    hash: (password) => Promise.resolve(`hash of ${password}`),
    verify(password, hash) {
      asked.push(hash);
      return Promise.resolve(hash === `hash of ${password}`);
    },
  };
  return { passwords, asked };
}

const times = <T>(count: number, call: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

export function testAccounts(name: string, openAccounts: OpenAccounts): void {
  async function open(options: AccountsKitOptions = {}) {
    let nowMs = 1_800_000_000_123;
    const { passwords, asked } = countingPasswords();
    // Each reading of the clock is later than the one before, so the first record is the oldest.
    const now = (): number => nowMs++;
    const under = await openAccounts({ passwords, now, ...options });
    const expectRows = async (accounts: number, identities: number, unionids: number) =>
      under.rows && assert.deepEqual(await under.rows(), { accounts, identities, unionids });
    return { ...under, asked, expectRows };
  }

  test(`${name}: an identity opens nothing until an account is created for it`, async () => {
    const { accounts, expectRows } = await open();
    assert.equal(await accounts.find(person('oOne')), undefined);
    await expectRows(0, 0, 0);
    const made = await accounts.create(person('oOne', 'uOne'), key);
    assert.deepEqual(await accounts.find(person('oOne')), made);
    assert.deepEqual(await accounts.get(made.id), made);
    assert.equal(await accounts.find(person('oTwo')), undefined);
    assert.equal(await accounts.get('nobody'), undefined);
    await expectRows(1, 1, 1);
  });

  test(`${name}: a new account has a friendly name in the language of the page`, async () => {
    const { accounts } = await open({ random: () => 0.5 });
    const named = async (openid: string, lang?: string) =>
      (await accounts.create(person(openid), { ...key, ...(lang ? { lang } : {}) })).name;
    assert.equal(await named('oOne'), '微信用户 5500');
    assert.equal(await named('oTwo', 'zh-CN'), '微信用户 5500');
    assert.equal(await named('oThree', 'en'), 'WeChat user 5500');
  });

  test(`${name}: create makes one account, however often and concurrently it is called`, async () => {
    const { accounts, expectRows } = await open();
    const made = await times(10, () => accounts.create(person('oOne', 'uOne'), key));
    made.push(await accounts.create(person('oOne', 'uOne'), key));
    made.push(await accounts.create(person('oOne'), { key: 'another attempt' }));
    assert.deepEqual(new Set(made.map(({ id }) => id)).size, 1);
    assert.equal((await accounts.identities(made[0]!.id)).length, 1);
    await expectRows(1, 1, 1);
  });

  test(`${name}: the same openid at two official accounts belongs to two people`, async () => {
    const { accounts, expectRows } = await open();
    const here = await accounts.create(person('oSame'), key);
    assert.equal(await accounts.find(person('oSame', undefined, otherAppId)), undefined);
    const there = await accounts.create(person('oSame', undefined, otherAppId), key);
    assert.notEqual(here.id, there.id);
    await expectRows(2, 2, 0);
  });

  test(`${name}: the same unionid at a second official account opens the same account, and its openid is stored`, async () => {
    const { accounts, expectRows } = await open();
    const made = await accounts.create(person('oHere', 'uOne'), key);
    const there = person('oThere', undefined, otherAppId);
    assert.equal(await accounts.find(there), undefined);
    assert.deepEqual(await accounts.find({ ...there, unionid: 'uOne' }), made);
    assert.deepEqual(await accounts.find(there), made);
    assert.equal((await accounts.create({ ...there, unionid: 'uOne' }, key)).id, made.id);
    assert.deepEqual(
      (await accounts.identities(made.id)).map((identity) => identity.appId),
      [appId],
    );
    await expectRows(1, 2, 1);
  });

  test(`${name}: a person who arrives through two official accounts at once gets one account`, async () => {
    const { accounts, expectRows } = await open();
    const made = await times(10, (index) =>
      accounts.create(
        index % 2 === 0 ? person('oHere', 'uOne') : person('oThere', 'uOne', otherAppId),
        key,
      ),
    );
    assert.equal(new Set(made.map(({ id }) => id)).size, 1);
    await expectRows(1, 2, 1);
  });

  test(`${name}: an old identity gets its unionid later, without a second account`, async () => {
    const { accounts, expectRows } = await open();
    const { id } = await accounts.create(person('oOld'), key);
    assert.equal((await accounts.find(person('oOld')))?.lacksUnionid, true);
    assert.equal((await accounts.find(person('oOld', 'uOld')))?.lacksUnionid, true);
    const joined = await times(5, () => accounts.join({ ...person('oOld'), unionid: 'uOld' }));
    assert.deepEqual(new Set(joined), new Set(['joined']));
    assert.notEqual((await accounts.find(person('oOld')))?.lacksUnionid, true);
    assert.equal((await accounts.find(person('oNew', 'uOld', otherAppId)))?.id, id);
    await expectRows(1, 2, 1);
  });

  test(`${name}: a unionid that belongs to another account, or differs from the one on record, is a conflict and changes nothing`, async () => {
    const { accounts, expectRows } = await open();
    const first = await accounts.create(person('oFirst', 'uFirst'), key);
    const second = await accounts.create(person('oSecond'), key);
    assert.equal(await accounts.join({ ...person('oSecond'), unionid: 'uFirst' }), 'conflict');
    assert.equal((await accounts.find(person('oSecond')))?.id, second.id);
    assert.equal((await accounts.find(person('oSecond')))?.lacksUnionid, true);
    assert.equal((await accounts.find(person('oSecond', 'uFirst')))?.id, second.id);
    assert.equal(await accounts.join({ ...person('oFirst'), unionid: 'uOther' }), 'conflict');
    assert.equal(await accounts.find(person('oThird', 'uOther')), undefined);
    assert.equal((await accounts.find(person('oFourth', 'uFirst')))?.id, first.id);
    assert.equal(await accounts.join({ ...person('oNobody'), unionid: 'uNobody' }), 'joined');
    assert.equal(await accounts.find(person('oNobody', 'uNobody')), undefined);
    await expectRows(2, 3, 1);
  });

  test(`${name}: an account that existed before WeChat opens for the WeChat user that is linked to it`, async () => {
    const { accounts, expectRows } = await open();
    const member = await accounts.add({ name: 'Lin', avatar: '/lin.png' });
    assert.deepEqual(member, { id: member.id, name: 'Lin', avatar: '/lin.png' });
    for (let time = 0; time < 3; time++) {
      assert.equal(await accounts.link(member.id, person('oLin', 'uLin')), 'linked');
    }
    assert.equal(await accounts.link(member.id, person('oLin')), 'linked');
    assert.deepEqual(await accounts.find(person('oLin')), member);
    assert.deepEqual(await accounts.find(person('oLin2', 'uLin', otherAppId)), member);
    assert.equal(await accounts.link(member.id, person('oSpare', 'uSpare')), 'linked');
    assert.equal(await accounts.link(member.id, person('oSpare2', 'uSpare', otherAppId)), 'linked');
    assert.equal((await accounts.identities(member.id)).length, 2);
    await expectRows(1, 4, 2);
  });

  test(`${name}: linking again with a unionid stores it`, async () => {
    const { accounts, expectRows } = await open();
    const { id } = await accounts.create(person('oOld'), key);
    assert.equal(await accounts.link(id, person('oOld', 'uOld')), 'linked');
    assert.notEqual((await accounts.find(person('oOld')))?.lacksUnionid, true);
    assert.equal(await accounts.link(id, person('oOld', 'uOther')), 'conflict');
    await expectRows(1, 1, 1);
  });

  test(`${name}: a WeChat user of another account is never moved, neither by openid nor by unionid`, async () => {
    const { accounts, expectRows } = await open();
    const owner = await accounts.create(person('oOwner', 'uOwner'), key);
    const other = await accounts.add({ name: 'Other', email: 'other@example.com' });
    assert.equal(await accounts.link(other.id, person('oOwner')), 'conflict');
    assert.equal(await accounts.link(other.id, person('oOwner', 'uNew')), 'conflict');
    assert.equal(await accounts.link(other.id, person('oNew', 'uOwner')), 'conflict');
    assert.deepEqual(await accounts.identities(other.id), []);
    assert.equal((await accounts.identities(owner.id)).length, 1);
    assert.equal(await accounts.find(person('oNew', 'uNew')), undefined);
    assert.equal((await accounts.find(person('oOwner')))?.id, owner.id);
    await expectRows(2, 1, 1);
  });

  test(`${name}: nothing is linked to an account that does not exist`, async () => {
    const { accounts, expectRows } = await open();
    for (const id of ['nobody', '', 'a\0b', "'; drop table wml_accounts; --"]) {
      assert.equal(await accounts.link(id, person('oOne', 'uOne')), 'gone');
      assert.deepEqual(await accounts.identities(id), []);
      assert.equal(await accounts.unlink(id, 'any'), 'unknown');
      await accounts.unlinkAll(id);
      assert.equal(await accounts.get(id), undefined);
      assert.equal(await accounts.rename(id, 'Name'), undefined);
    }
    assert.equal(await accounts.find(person('oOne', 'uOne')), undefined);
    await expectRows(0, 0, 0);
  });

  test(`${name}: when create and link race for one WeChat user, one gets it and the other learns who has it`, async () => {
    const { accounts } = await open();
    for (let round = 0; round < 10; round++) {
      const member = await accounts.add({ name: 'Member', email: 'member@example.com' });
      const identity = person(`oRace${round}`, `uRace${round}`);
      const [made, linked] = await Promise.all([
        accounts.create(identity, key),
        accounts.link(member.id, identity),
      ]);
      assert.equal(linked, made.id === member.id ? 'linked' : 'conflict');
      assert.equal((await accounts.find(identity))?.id, made.id);
    }
  });

  test(`${name}: when two accounts link one WeChat user at once, one gets it`, async () => {
    const { accounts } = await open();
    const members = await times(5, () => accounts.add({ name: 'Member' }));
    const results = await Promise.all(
      members.map(({ id }) => accounts.link(id, person('oRace', 'uRace'))),
    );
    assert.deepEqual([...results].sort(), [...Array<string>(4).fill('conflict'), 'linked']);
    const found = await accounts.find(person('oRace'));
    assert.equal(found?.id, members[results.indexOf('linked')]?.id);
  });

  test(`${name}: the settings page lists the identities that open the account, oldest first, without an openid`, async () => {
    const { accounts } = await open();
    const { id } = await accounts.add({ name: 'Lin' });
    for (const openid of ['oB', 'oA', 'oC']) await accounts.link(id, person(openid));
    await accounts.link(id, person('oD', undefined, otherAppId));
    const listed = await accounts.identities(id);
    assert.deepEqual(
      listed.map((identity) => identity.appId),
      [appId, appId, appId, otherAppId],
    );
    assert.equal(new Set(listed.map((identity) => identity.id)).size, 4);
    const times = listed.map(({ linkedAtMs }) => linkedAtMs);
    assert.deepEqual(
      [...times].sort((a, b) => a - b),
      times,
    );
    assert.ok(times.every((ms) => ms > 1_800_000_000_000 && ms < 1_800_000_001_000));
    assert.doesNotMatch(JSON.stringify(listed), /"o[A-D]"|openid|unionid/);
  });

  test(`${name}: the settings page lists each person once, by the identity that was linked first`, async () => {
    const { accounts, expectRows } = await open();
    const { id } = await accounts.add({ name: 'Lin' });
    await accounts.link(id, person('oThere', undefined, otherAppId));
    await accounts.link(id, person('oSpare', 'uSpare'));
    await accounts.link(id, person('oHere', 'uLin'));
    await accounts.link(id, person('oAlone'));
    const before = await accounts.identities(id);
    assert.equal(before.length, 4);
    // Until WeChat's unionid shows that two of them are one person.
    await accounts.join({ ...person('oThere', undefined, otherAppId), unionid: 'uLin' });
    const [there, spare, , alone] = before;
    assert.deepEqual(await accounts.identities(id), [there, spare, alone]);
    await accounts.find(person('oSpare', 'uSpare', otherAppId));
    assert.deepEqual(await accounts.identities(id), [there, spare, alone]);
    await expectRows(1, 5, 2);
  });

  test(`${name}: a WeChat user who was unlinked opens nothing and can create a new account`, async () => {
    const { accounts, expectRows } = await open();
    const member = await accounts.add({ name: 'Lin', phone: '+86 138 0013 8000' });
    await accounts.link(member.id, person('oLin', 'uLin'));
    const [linked] = await accounts.identities(member.id);
    assert.equal(await accounts.unlink(member.id, linked!.id), 'unlinked');
    assert.equal(await accounts.unlink(member.id, linked!.id), 'unknown');
    assert.equal(await accounts.find(person('oLin', 'uLin')), undefined);
    await expectRows(1, 0, 0);
    const anew = await accounts.create(person('oLin', 'uLin'), key);
    assert.notEqual(anew.id, member.id);
    await expectRows(2, 1, 1);
  });

  test(`${name}: a person who was unlinked opens nothing at any official account, whichever identity was named`, async () => {
    const { accounts, expectRows } = await open();
    for (const named of [0, 1]) {
      const { id } = await accounts.add({ name: 'Lin', email: 'lin@example.com' });
      await accounts.link(id, person('oHere'));
      await accounts.link(id, person('oThere', undefined, otherAppId));
      const ids = (await accounts.identities(id)).map((identity) => identity.id);
      await accounts.join({ ...person('oHere'), unionid: 'uOne' });
      await accounts.join({ ...person('oThere', undefined, otherAppId), unionid: 'uOne' });
      assert.equal(await accounts.unlink(id, ids[named]!), 'unlinked');
      for (const gone of ids) assert.equal(await accounts.unlink(id, gone), 'unknown');
      assert.deepEqual(await accounts.identities(id), []);
      assert.equal(await accounts.find(person('oHere')), undefined);
      assert.equal(await accounts.find(person('oThere', undefined, otherAppId)), undefined);
      for (const app of [appId, otherAppId]) {
        assert.equal(await accounts.find(person('oNew', 'uOne', app)), undefined);
      }
      await expectRows(named + 1, 0, 0);
    }
  });

  test(`${name}: unlinking one person keeps the others, and the last person keeps every identity`, async () => {
    const { accounts, expectRows } = await open();
    const { id } = await accounts.create(person('oLin', 'uLin'), key);
    await accounts.find(person('oLin', 'uLin', otherAppId));
    const [lin] = await accounts.identities(id);
    assert.equal(await accounts.unlink(id, lin!.id), 'last');
    await expectRows(1, 2, 1);
    await accounts.link(id, person('oMei', 'uMei'));
    await accounts.find(person('oMei', 'uMei', otherAppId));
    await accounts.link(id, person('oAlone'));
    assert.equal(await accounts.unlink(id, lin!.id), 'unlinked');
    await expectRows(1, 3, 1);
    assert.equal((await accounts.find(person('oMei', undefined, otherAppId)))?.id, id);
    const [mei, alone] = await accounts.identities(id);
    assert.equal(await accounts.unlink(id, alone!.id), 'unlinked');
    assert.equal(await accounts.unlink(id, mei!.id), 'last');
    assert.equal((await accounts.find(person('oMei')))?.id, id);
    await expectRows(1, 2, 1);
  });

  test(`${name}: the last login method stays; a verified address is one, an unverified one is not`, async () => {
    const { accounts, expectRows } = await open();
    const cases = [
      [{}, 'last'],
      [{ email: 'a@example.com', unverified: true }, 'last'],
      [{ email: 'b@example.com', password: 'secret', unverified: true }, 'last'],
      [{ email: 'c@example.com' }, 'unlinked'],
      [{ phone: '13800138000', password: 'secret' }, 'unlinked'],
    ] as const;
    for (const [index, [ways, expected]] of cases.entries()) {
      const { id } = await accounts.add({ name: 'Lin', ...ways });
      await accounts.link(id, person(`oLin${index}`, `uLin${index}`));
      const [identity] = await accounts.identities(id);
      assert.equal(await accounts.unlink(id, identity!.id), expected);
      const { length } = await accounts.identities(id);
      assert.equal(length, expected === 'last' ? 1 : 0);
    }
    await expectRows(5, 3, 3);
  });

  test(`${name}: unlinking every WeChat user at once keeps one if there is no other login method`, async () => {
    const { accounts } = await open();
    for (const count of [2, 5]) {
      const { id } = await accounts.add({ name: 'Lin' });
      await times(count, (index) => accounts.link(id, person(`oLin${count}${index}`)));
      const listed = await accounts.identities(id);
      const results = await Promise.all(listed.map((one) => accounts.unlink(id, one.id)));
      assert.equal(results.filter((result) => result === 'unlinked').length, count - 1);
      assert.equal(results.filter((result) => result === 'last').length, 1);
      assert.equal((await accounts.identities(id)).length, 1);
    }
  });

  test(`${name}: nobody unlinks an identity of another account`, async () => {
    const { accounts, expectRows } = await open();
    const owner = await accounts.create(person('oOwner'), key);
    const other = await accounts.add({ name: 'Other', email: 'other@example.com' });
    const [identity] = await accounts.identities(owner.id);
    for (const id of [identity!.id, 'unknown', '', 'a\0b', 'oOwner']) {
      assert.equal(await accounts.unlink(other.id, id), 'unknown');
    }
    assert.equal((await accounts.find(person('oOwner')))?.id, owner.id);
    await expectRows(2, 1, 0);
  });

  test(`${name}: unlinkAll removes every WeChat user from the account, with their unionids`, async () => {
    const { accounts, expectRows } = await open();
    const made = await accounts.create(person('oOne', 'uOne'), key);
    await accounts.link(made.id, person('oTwo', 'uTwo'));
    const other = await accounts.create(person('oOther', 'uOther'), key);
    await accounts.unlinkAll(made.id);
    await accounts.unlinkAll(made.id);
    assert.deepEqual(await accounts.identities(made.id), []);
    assert.equal(await accounts.find(person('oNew', 'uTwo')), undefined);
    assert.deepEqual(await accounts.get(made.id), made);
    assert.deepEqual(await accounts.find(person('oOther')), other);
    await expectRows(2, 1, 1);
  });

  test(`${name}: a follower who unfollows is forgotten, and the account stays`, async () => {
    const { accounts, expectRows } = await open();
    const made = await accounts.create(person('oOne', 'uOne'), key);
    await accounts.find(person('oTwo', 'uOne', otherAppId));
    await accounts.forget(person('oTwo', undefined, otherAppId));
    // Unfollowing one official account does not unfollow the other.
    assert.equal((await accounts.find(person('oOne')))?.id, made.id);
    await expectRows(1, 1, 1);
    await Promise.all([accounts.forget(person('oOne')), accounts.forget(person('oNobody'))]);
    assert.equal(await accounts.find(person('oOne', 'uOne')), undefined);
    assert.deepEqual(await accounts.get(made.id), made);
    await expectRows(1, 0, 0);
  });

  test(`${name}: two followers who are forgotten at once leave no unionid behind`, async () => {
    const { accounts, expectRows } = await open();
    await accounts.create(person('oHere', 'uOne'), key);
    await accounts.find(person('oThere', 'uOne', otherAppId));
    await Promise.all([
      accounts.forget(person('oHere')),
      accounts.forget(person('oThere', undefined, otherAppId)),
    ]);
    assert.equal(await accounts.find(person('oNew', 'uOne')), undefined);
    await expectRows(1, 0, 0);
  });

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
    const { accounts, asked } = await open();
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
      asked.length = 0;
      const found = await accounts.byPassword(identifier, password);
      work.push(asked.length);
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
    const made = await accounts.create(person('oOne'), key);
    const kept = ['<b onclick="x">Lin</b>', "Robert'); drop table wml_accounts; --", 'שלום', '😀'];
    for (const name of kept) {
      assert.deepEqual(await accounts.rename(made.id, ` ${name} `), { ...made, name });
      assert.equal((await accounts.find(person('oOne')))?.name, name);
    }
    for (const name of ['', '  ', 'x'.repeat(65), 'x'.repeat(10_000), 'a\0b', 'a\nb', 'a\ud800b']) {
      assert.equal(await accounts.rename(made.id, name), undefined);
      await assert.rejects(accounts.add({ name }), { code: 'invalid_request', field: 'name' });
    }
    assert.equal((await accounts.get(made.id))?.name, '😀');
  });

  test(`${name}: a new account gets the fields that the visitor filled in, and an error names a field that cannot be used`, async () => {
    const { accounts, expectRows } = await open();
    const fields = { name: 'Lin', email: '', phone: '+86 138 0013 8000' };
    const made = await accounts.create(person('oOne'), { ...key, fields });
    assert.equal(made.name, 'Lin');
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

  test(`${name}: an identity that WeChat cannot have sent is refused with the name of the wrong property`, async () => {
    const { accounts, expectRows } = await open();
    const { id } = await accounts.add({ name: 'Lin' });
    for (const [about, identity] of [
      [/appId/, person('oOne', 'uOne', '')],
      [/openid/, person('a\0b')],
      [/openid/, person('o'.repeat(10_000))],
      [/unionid/, person('oOne', '')],
    ] as const) {
      await assert.rejects(accounts.find(identity), about);
      await assert.rejects(accounts.create(identity, key), about);
      await assert.rejects(accounts.link(id, identity), about);
    }
    await expectRows(1, 0, 0);
  });

  test(`${name}: after a migration each openid is exchanged once, and conflicts are reported`, async () => {
    const { accounts, expectRows } = await open();
    const made = [];
    for (const openid of ['oA', 'oB', 'oC', 'oD', 'oE']) {
      made.push(await accounts.create(person(openid, openid === 'oB' ? 'uB' : undefined), key));
    }
    // B signed in at the new account before, without a unionid; D's new openid belongs to a stranger.
    await accounts.link(made[1]!.id, person('nB', undefined, otherAppId));
    await accounts.create(person('nD', undefined, otherAppId), key);
    assert.deepEqual(await accounts.openids(appId, { limit: 3 }), ['oA', 'oB', 'oC']);
    assert.deepEqual(await accounts.openids(appId, { after: 'oC', limit: 3 }), ['oD', 'oE']);
    const pairs = ['A', 'B', 'C', 'D', 'X'].map((of) => ({ from: `o${of}`, to: `n${of}` }));
    const first = await accounts.exchangeOpenids(appId, otherAppId, pairs);
    assert.deepEqual(first, { exchanged: 3, conflicts: ['oD'] });
    const second = await accounts.exchangeOpenids(appId, otherAppId, pairs);
    assert.deepEqual(second, { exchanged: 0, conflicts: ['oD'] });
    assert.deepEqual(await accounts.openids(appId, { limit: 1000 }), ['oD', 'oE']);
    assert.deepEqual(await accounts.openids(otherAppId, { limit: 10 }), ['nA', 'nB', 'nC', 'nD']);
    for (const [index, of] of ['A', 'B', 'C'].entries()) {
      const found = await accounts.find(person(`n${of}`, undefined, otherAppId));
      assert.equal(found?.id, made[index]?.id);
    }
    assert.equal((await accounts.find(person('any', 'uB')))?.id, made[1]?.id);
    const same = await accounts.exchangeOpenids(appId, appId, [{ from: 'oE', to: 'oE' }]);
    assert.equal(same.exchanged, 0);
    assert.equal((await accounts.find(person('oE')))?.id, made[4]?.id);
    await expectRows(6, 7, 1);
  });

  test(`${name}: openids come in one order, page by page, without repetition`, async () => {
    const { accounts } = await open();
    const openids = ['oa', 'oB', 'o_c', 'o-d', 'o1', 'oZ', 'oz', 'o0'];
    for (const openid of openids) await accounts.create(person(openid), key);
    const seen: string[] = [];
    for (let page = 0; page < 10; page++) {
      const after = seen.at(-1);
      const more = await accounts.openids(appId, {
        ...(after === undefined ? {} : { after }),
        limit: 3,
      });
      if (more.length === 0) break;
      seen.push(...more);
    }
    assert.deepEqual(seen, [...openids].sort());
  });
}
