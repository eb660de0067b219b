/** Openids before and after the migration of an official account. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appId, otherAppId, person, key, type OpenForTest } from './under-test.js';

export function testOpenids(name: string, open: OpenForTest): void {
  test(`${name}: after a migration each openid is exchanged once, and conflicts are reported`, async () => {
    const { accounts, expectRows } = await open();
    const created = [];
    for (const openid of ['oA', 'oB', 'oC', 'oD', 'oE']) {
      created.push(await accounts.create(person(openid, openid === 'oB' ? 'uB' : undefined), key));
    }
    // B signed in at the new account before, without a unionid; D's new openid belongs to a stranger.
    await accounts.link(created[1]!.id, person('nB', undefined, otherAppId));
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
      assert.equal(found?.id, created[index]?.id);
    }
    assert.equal((await accounts.find(person('any', 'uB')))?.id, created[1]?.id);
    const same = await accounts.exchangeOpenids(appId, appId, [{ from: 'oE', to: 'oE' }]);
    assert.equal(same.exchanged, 0);
    assert.equal((await accounts.find(person('oE')))?.id, created[4]?.id);
    await expectRows(6, 7, 1);
  });

  test(`${name}: openids come in one order, page by page, without repetition`, async () => {
    const { accounts } = await open();
    const openids = ['oa', 'oB', 'o_c', 'o-d', 'o1', 'oZ', 'oz', 'o0'];
    for (const openid of openids) await accounts.create(person(openid), key);
    const listed: string[] = [];
    for (let page = 0; page < 10; page++) {
      const after = listed.at(-1);
      const more = await accounts.openids(appId, {
        ...(after === undefined ? {} : { after }),
        limit: 3,
      });
      if (more.length === 0) break;
      listed.push(...more);
    }
    assert.deepEqual(listed, [...openids].sort());
  });
}
