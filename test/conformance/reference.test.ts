/** The reference backend keeps every rule of the conformance kit, in memory and on PostgreSQL. */
import { test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { schema } from '../../src/accounts/postgres/schema.js';
import type { Case } from '../../src/conformance/case.js';
import { startReference, type ReferenceOptions } from '../support/conformance/reference.js';
import { assertGreen, check } from '../support/conformance/verdicts.js';

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

test('the reference backend with accounts in memory keeps every rule', async () => {
  await assertConforms({});
});

test('the reference backend with one-time codes exchanges each once', async () => {
  await assertConforms({ sessionCodes: true }, ({ name }) => name === 'code-is-exchanged-once');
});

test('the reference backend with accounts in PostgreSQL keeps every rule', async () => {
  const db = await PGlite.create();
  try {
    await db.exec(schema);
    const query = (text: string, values: readonly unknown[]) => db.query<Row>(text, [...values]);
    await assertConforms({ query });
  } finally {
    await db.close();
  }
});
type Row = Record<string, unknown>;
