import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryAccounts } from '../../../src/accounts/memory/accounts.js';
import { testAccounts } from '../../support/accounts/accounts-contract.js';
import { appId, key, otherAppId, person } from '../../support/accounts/contract/under-test.js';

testAccounts('memory accounts', (options) =>
  Promise.resolve({ accounts: createMemoryAccounts(options) }),
);

test('memory accounts: without passwords, the error says how to get them', async () => {
  const accounts = createMemoryAccounts();
  const added = accounts.add({ name: 'Lin', email: 'lin@example.com', password: 'x' });
  await assert.rejects(added, /createPasswords/);
  await assert.rejects(accounts.byPassword('lin@example.com', 'x'), /createPasswords/);
  assert.deepEqual(await accounts.byEmail('lin@example.com'), []);
});

test('memory accounts: a sign-in that races with forget happens before or after it, never in between', async () => {
  for (let turn = 0; turn < 30; turn++) {
    const accounts = createMemoryAccounts();
    const { id } = await accounts.create(person('oHere', 'uOne'), key);
    const forgetting = accounts.forget(person('oHere'));
    for (let step = 0; step < turn; step++) await Promise.resolve();
    const found = await accounts.find(person('oThere', 'uOne', otherAppId));
    await forgetting;
    const remaining = await accounts.identities(id);
    assert.deepEqual(
      remaining.map((identity) => identity.appId),
      found ? [otherAppId] : [],
    );
    const again = await accounts.find(person('oAgain', 'uOne', appId));
    assert.equal(again?.id, found?.id, `after ${turn} steps`);
  }
});

test('memory accounts: a person is unlinked everywhere, whatever WeChat tells at the same time', async () => {
  for (let turn = 0; turn < 30; turn++) {
    const accounts = createMemoryAccounts();
    const { id } = await accounts.add({ name: 'Lin', email: 'lin@example.com' });
    await accounts.link(id, person('oHere'));
    const [here] = await accounts.identities(id);
    const unlinking = accounts.unlink(id, here!.id);
    for (let step = 0; step < turn; step++) await Promise.resolve();
    await accounts.join({ ...person('oHere'), unionid: 'uOne' });
    await accounts.find(person('oThere', 'uOne', otherAppId));
    assert.equal(await unlinking, 'unlinked');
    for (const identity of [person('oHere'), person('oThere', 'uOne', otherAppId)]) {
      assert.equal(await accounts.find(identity), undefined, `after ${turn} steps`);
    }
  }
});
