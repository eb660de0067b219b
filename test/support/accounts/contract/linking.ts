/** How WeChat users are linked to accounts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherAppId, person, key, times, type OpenForTest } from './under-test.js';

export function testLinking(name: string, open: OpenForTest): void {
  test(`${name}: an account that existed before WeChat opens for the WeChat user that is linked to it`, async () => {
    const { accounts, expectRows } = await open();
    const existing = await accounts.add({ name: 'Lin', avatar: '/lin.png' });
    assert.deepEqual(existing, { id: existing.id, name: 'Lin', avatar: '/lin.png' });
    for (let time = 0; time < 3; time++) {
      assert.equal(await accounts.link(existing.id, person('oLin', 'uLin')), 'linked');
    }
    assert.equal(await accounts.link(existing.id, person('oLin')), 'linked');
    assert.deepEqual(await accounts.find(person('oLin')), existing);
    assert.deepEqual(await accounts.find(person('oLin2', 'uLin', otherAppId)), existing);
    assert.equal(await accounts.link(existing.id, person('oSpare', 'uSpare')), 'linked');
    assert.equal(
      await accounts.link(existing.id, person('oSpare2', 'uSpare', otherAppId)),
      'linked',
    );
    assert.equal((await accounts.identities(existing.id)).length, 2);
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
      const existing = await accounts.add({ name: 'Member', email: 'member@example.com' });
      const identity = person(`oRace${round}`, `uRace${round}`);
      const [created, linked] = await Promise.all([
        accounts.create(identity, key),
        accounts.link(existing.id, identity),
      ]);
      assert.equal(linked, created.id === existing.id ? 'linked' : 'conflict');
      assert.equal((await accounts.find(identity))?.id, created.id);
    }
  });

  test(`${name}: when two accounts link one WeChat user at once, one gets it`, async () => {
    const { accounts } = await open();
    const existingAccounts = await times(5, () => accounts.add({ name: 'Member' }));
    const results = await Promise.all(
      existingAccounts.map(({ id }) => accounts.link(id, person('oRace', 'uRace'))),
    );
    assert.deepEqual([...results].sort(), [...Array<string>(4).fill('conflict'), 'linked']);
    const found = await accounts.find(person('oRace'));
    assert.equal(found?.id, existingAccounts[results.indexOf('linked')]?.id);
  });
}
