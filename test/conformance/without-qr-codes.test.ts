/** The kit checks a backend whose official account makes no QR codes, as far as digits reach. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { discover, NotReady } from '../../src/conformance/discover.js';
import type { Method } from '../../src/protocol/messages.js';
import { startReference } from '../support/conformance/reference.js';
import { assertGreen, check, named } from '../support/conformance/verdicts.js';

function startWith(...methods: readonly [Method, ...Method[]]) {
  return startReference({
    ...{ confirm: 'auto', inProcess: true },
    change: (given) => ({
      ...given,
      officialAccounts: given.officialAccounts.map((each) => ({ ...each, methods })),
    }),
  });
}

test('where the account offers digits alone, levels core, binding and message are checked with them', async () => {
  const { rig, close } = await startWith('message');
  try {
    const results = await check(rig, ({ level, name, slow }) => {
      const isCore = /^(login|create|redeem|cancel|push-signature|link-by-password)/.test(name);
      return !slow && (level === 'message' || isCore || name.startsWith('unconfirmed'));
    });
    assertGreen(results);
    const passed = named(results, 'pass');
    for (const name of ['login', 'redeem-again', 'link-by-password', 'digits-then-confirm']) {
      assert.ok(passed.includes(name), name);
    }
    const scanning = results.find(({ name }) => name === 'unconfirmed-may-not-link');
    assert.equal(scanning?.verdict, 'not applicable');
    assert.match(scanning.detail, /offers no method scan, and the case needs a QR code/);
  } finally {
    await close();
  }
});

test('where nobody can scan or send digits, the kit says that it cannot check the backend, and why', async () => {
  const { rig, close } = await startWith('oauth');
  try {
    await assert.rejects(discover(rig, 1000), (error) => {
      assert.ok(error instanceof NotReady);
      assert.match(error.message, /offers oauth\. .* an account that offers scan or message/);
      return true;
    });
  } finally {
    await close();
  }
});
