/** Somebody who unfollows is forgotten after a while, unless they come back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountsKitOptions } from '../../../../src/accounts/accounts-kit.js';
import { key, otherAppId, person, times, type OpenForTest } from './under-test.js';

const dayMs = 86_400_000;

export function testForgetting(name: string, open: OpenForTest): void {
  async function openWithClock(options: AccountsKitOptions = {}) {
    const clock = { nowMs: 1_800_000_000_000 };
    const opened = await open({ now: () => clock.nowMs++, ...options });
    return { ...opened, clock };
  }

  const returns = ['find', 'create', 'link', 'followed'] as const;
  for (const way of returns) {
    test(`${name}: somebody who unfollows and is back within a week keeps the account: ${way}`, async () => {
      const { accounts, clock, expectRows } = await openWithClock();
      const one = person('oOne', 'uOne');
      const { id } = await accounts.create(one, key);
      await accounts.forgetLater(person('oOne'));
      clock.nowMs += 7 * dayMs - 1000;
      if (way === 'find') assert.equal((await accounts.find(one))?.id, id);
      if (way === 'create') assert.equal((await accounts.create(one, key)).id, id);
      if (way === 'link') assert.equal(await accounts.link(id, one), 'linked');
      if (way === 'followed') await accounts.followed(person('oOne'));
      clock.nowMs += 30 * dayMs;
      await accounts.forgetDue();
      await expectRows(1, 1, 1);
      assert.equal((await accounts.find(one))?.id, id);
    });
  }

  for (const way of ['find', 'create', 'link', 'followed', 'forgetLater', 'forgetDue'] as const) {
    test(`${name}: after a week, what WeChat gave is gone, whoever looks first: ${way}`, async () => {
      const { accounts, clock, expectRows } = await openWithClock();
      const one = person('oOne', 'uOne');
      const made = await accounts.create(one, key);
      const other = await accounts.add({ name: 'Other' });
      await accounts.forgetLater(one);
      await expectRows(2, 1, 1);
      clock.nowMs += 3 * dayMs;
      // WeChat repeats its pushes: that does not begin the week again.
      await accounts.forgetLater(one);
      clock.nowMs += 4 * dayMs;
      if (way === 'find') assert.equal(await accounts.find(one), undefined);
      if (way === 'create') assert.notEqual((await accounts.create(one, key)).id, made.id);
      if (way === 'link') assert.equal(await accounts.link(other.id, one), 'linked');
      if (way === 'followed') await accounts.followed(one);
      if (way === 'forgetLater') await accounts.forgetLater(person('oNobody'));
      if (way === 'forgetDue') await accounts.forgetDue();
      const isBack = way === 'create' || way === 'link';
      await expectRows(way === 'create' ? 3 : 2, isBack ? 1 : 0, isBack ? 1 : 0);
      assert.deepEqual(await accounts.get(made.id), made, 'the account stays');
      assert.deepEqual(await accounts.identities(made.id), []);
    });
  }

  test(`${name}: a second unfollow after coming back begins the time again`, async () => {
    const { accounts, clock, expectRows } = await openWithClock({ forgetAfterMs: 1000 });
    await accounts.create(person('oOne'), key);
    await accounts.forgetLater(person('oOne'));
    clock.nowMs += 900;
    await accounts.followed(person('oOne'));
    await accounts.forgetLater(person('oOne'));
    clock.nowMs += 900;
    await accounts.forgetDue();
    await expectRows(1, 1, 0);
    clock.nowMs += 100;
    await accounts.forgetDue();
    await expectRows(1, 0, 0);
  });

  test(`${name}: unfollowing one official account leaves the identity at another`, async () => {
    const { accounts, clock, expectRows } = await openWithClock();
    const { id } = await accounts.create(person('oHere', 'uOne'), key);
    await accounts.find(person('oThere', 'uOne', otherAppId));
    await accounts.forgetLater(person('oThere', undefined, otherAppId));
    clock.nowMs += 8 * dayMs;
    await accounts.forgetDue();
    await expectRows(1, 1, 1);
    assert.equal((await accounts.find(person('oHere')))?.id, id);
  });

  test(`${name}: a WeChat user who is about to be forgotten is no other login method`, async () => {
    const { accounts } = await openWithClock();
    const { id } = await accounts.create(person('oStays'), key);
    await accounts.link(id, person('oLeaves'));
    await accounts.forgetLater(person('oLeaves'));
    const [stays, leaves] = await accounts.identities(id);
    assert.equal(await accounts.unlink(id, stays!.id), 'last');
    assert.equal(await accounts.unlink(id, leaves!.id), 'unlinked');
  });

  test(`${name}: with 0 they are forgotten at once, and a strange period is refused`, async () => {
    const { accounts, expectRows } = await openWithClock({ forgetAfterMs: 0 });
    await accounts.create(person('oOne', 'uOne'), key);
    await accounts.forgetLater(person('oOne'));
    await expectRows(1, 0, 0);
    await accounts.forgetLater(person('oOne'));
    for (const forgetAfterMs of [-1, NaN, Infinity]) {
      await assert.rejects(open({ forgetAfterMs }), /`forgetAfterMs` must be/);
    }
  });

  test(`${name}: everybody whose time is over is forgotten, however many`, async () => {
    const { accounts, clock, expectRows } = await openWithClock({ forgetAfterMs: 100_000 });
    await times(130, async (index) => {
      await accounts.create(person(`o${index}`), key);
      await accounts.forgetLater(person(`o${index}`));
    });
    clock.nowMs += 200_000;
    await accounts.forgetLater(person('oNobody'));
    await expectRows(130, 110, 0);
    await accounts.forgetDue();
    await expectRows(130, 0, 0);
  });
}
