/** How identities find and create accounts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appId, otherAppId, person, key, times, type OpenForTest } from './under-test.js';

export function testCreating(name: string, open: OpenForTest): void {
  test(`${name}: an identity opens nothing until an account is created for it`, async () => {
    const { accounts, expectRows } = await open();
    assert.equal(await accounts.find(person('oOne')), undefined);
    await expectRows(0, 0, 0);
    const created = await accounts.create(person('oOne', 'uOne'), key);
    assert.deepEqual(await accounts.find(person('oOne')), created);
    assert.equal(created.createdBy, key.key);
    assert.deepEqual(await accounts.get(created.id), created);
    assert.equal(await accounts.find(person('oTwo')), undefined);
    assert.equal(await accounts.get('nobody'), undefined);
    await expectRows(1, 1, 1);
  });

  test(`${name}: a new account has a friendly name in the language of the page`, async () => {
    const { accounts } = await open({ random: () => 0.5 });
    const nameOf = async (openid: string, lang?: string) =>
      (await accounts.create(person(openid), { ...key, ...(lang ? { lang } : {}) })).name;
    assert.equal(await nameOf('oOne'), '微信用户 5500');
    assert.equal(await nameOf('oTwo', 'zh-CN'), '微信用户 5500');
    assert.equal(await nameOf('oThree', 'en'), 'WeChat user 5500');
  });

  test(`${name}: create makes one account, however often and concurrently it is called`, async () => {
    const { accounts, expectRows } = await open();
    const created = await times(10, () => accounts.create(person('oOne', 'uOne'), key));
    created.push(await accounts.create(person('oOne', 'uOne'), key));
    created.push(await accounts.create(person('oOne'), { key: 'another attempt' }));
    assert.deepEqual(new Set(created.map(({ createdBy }) => createdBy)), new Set([key.key]));
    assert.deepEqual(new Set(created.map(({ id }) => id)).size, 1);
    assert.equal((await accounts.identities(created[0]!.id)).length, 1);
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
    const created = await accounts.create(person('oHere', 'uOne'), key);
    const there = person('oThere', undefined, otherAppId);
    assert.equal(await accounts.find(there), undefined);
    assert.deepEqual(await accounts.find({ ...there, unionid: 'uOne' }), created);
    assert.deepEqual(await accounts.find(there), created);
    assert.equal((await accounts.create({ ...there, unionid: 'uOne' }, key)).id, created.id);
    assert.deepEqual(
      (await accounts.identities(created.id)).map((identity) => identity.appId),
      [appId],
    );
    await expectRows(1, 2, 1);
  });

  test(`${name}: a person who arrives through two official accounts at once gets one account`, async () => {
    const { accounts, expectRows } = await open();
    const created = await times(10, (index) =>
      accounts.create(
        index % 2 === 0 ? person('oHere', 'uOne') : person('oThere', 'uOne', otherAppId),
        key,
      ),
    );
    assert.equal(new Set(created.map(({ id }) => id)).size, 1);
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
}
