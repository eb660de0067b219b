/** How the settings page lists and unlinks WeChat users, and how unfollowing forgets them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appId, otherAppId, person, key, times, type OpenForTest } from './under-test.js';

export function testUnlinking(name: string, open: OpenForTest): void {
  test(`${name}: the settings page lists the identities that open the account, oldest first, with the openid of each`, async () => {
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
    assert.deepEqual(
      listed.map(({ openid, unionid }) => [openid, unionid]),
      ['oB', 'oA', 'oC', 'oD'].map((openid) => [openid, undefined]),
    );
    assert.ok(listed.every((identity) => identity.id !== identity.openid));
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
    const [, spare, , alone] = before;
    const there = { ...before[0], unionid: 'uLin' };
    assert.deepEqual(await accounts.identities(id), [there, spare, alone]);
    await accounts.find(person('oSpare', 'uSpare', otherAppId));
    assert.deepEqual(await accounts.identities(id), [there, spare, alone]);
    await expectRows(1, 5, 2);
  });

  test(`${name}: a WeChat user who was unlinked opens nothing and can create a new account`, async () => {
    const { accounts, expectRows } = await open();
    const existing = await accounts.add({ name: 'Lin', phone: '+86 138 0013 8000' });
    await accounts.link(existing.id, person('oLin', 'uLin'));
    const [linked] = await accounts.identities(existing.id);
    assert.equal(await accounts.unlink(existing.id, linked!.id), 'unlinked');
    assert.equal(await accounts.unlink(existing.id, linked!.id), 'unknown');
    assert.equal(await accounts.find(person('oLin', 'uLin')), undefined);
    await expectRows(1, 0, 0);
    const anew = await accounts.create(person('oLin', 'uLin'), key);
    assert.notEqual(anew.id, existing.id);
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
}
