/** Attacks on the accounts of the demo's shop. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { customers } from '../../../demo/shop/customers.js';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import { createVisitor } from '../../support/demo/http-visitor.js';

const { email, password } = customers.zhouLan;

let demo: RunningDemo;
before(async () => {
  const config = { port: 0, confirm: 'none', newAccounts: 'ask', dataDir: undefined } as const;
  demo = await startDemo(config, () => undefined);
});
after(() => demo.stop());

test('all spellings of one address share five tries', async () => {
  const visitor = createVisitor(demo);
  // Zero-width characters, which are removed before the lookup.
  const spelling = (index: number) => `${email[0]}${'\u200b'.repeat(index)}${email.slice(1)}`;
  const statuses: number[] = [];
  for (let index = 0; index < 12; index++) {
    const fields = { email: spelling(index), password: 'wrong' };
    statuses.push((await visitor.post('/password?lang=en', fields)).status);
  }
  assert.deepEqual(statuses, [...Array<number>(5).fill(422), ...Array<number>(7).fill(429)]);
  const right = await visitor.post('/password?lang=en', { email: spelling(13), password });
  assert.equal(right.status, 429);
});
