/** The reference backend keeps every rule of the conformance kit, in memory and on PostgreSQL. */
import { after, test } from 'node:test';
import { schema } from '../../src/accounts/postgres/schema.js';
import type { Case } from '../../src/conformance/case.js';
import { startReference, type ReferenceOptions } from '../support/conformance/reference.js';
import { assertGreen, check } from '../support/conformance/verdicts.js';
import { howToGetIt, startPostgres } from '../support/postgres-server.js';

async function assertConforms(
  options: ReferenceOptions,
  select?: (each: Case) => boolean,
): Promise<void> {
  const { rig, close } = await startReference(options);
  try {
    assertGreen(await check(rig, select));
  } finally {
    await close();
  }
}

/** What has to do with accounts and sessions. */
function concernsAccounts({ name, level }: Case): boolean {
  return level === 'binding' || level === 'confirm' || /redeem|login|account/.test(name);
}

const server = await startPostgres();
after(() => server?.close());

test('the reference backend keeps every rule', { concurrency: true }, async (t) => {
  const inMemory = t.test('with accounts in memory', () => assertConforms({}));
  const skip = server ? false : howToGetIt;
  const inPostgres = t.test('with accounts in PostgreSQL', { skip }, async () => {
    if (!server) return;
    const pool = server.pool(8);
    await pool.query(schema);
    const query = (text: string, values: readonly unknown[]) => pool.query<Row>(text, [...values]);
    await assertConforms({ query }, concernsAccounts);
  });
  const withCodes = t.test('with one-time codes as results', () => {
    return assertConforms({ sessionCodes: true }, ({ name }) => name === 'code-is-exchanged-once');
  });
  await Promise.all([inMemory, inPostgres, withCodes]);
});
type Row = Record<string, unknown>;
