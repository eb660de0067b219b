/** The reference backend keeps every rule of the conformance kit, in memory and on PostgreSQL. */
import { after, test } from 'node:test';
import { schema } from '../../src/accounts/postgres/schema.js';
import type { Case } from '../../src/conformance/case.js';
import type { ConfirmMode } from '../../src/conformance/fixture.js';
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

/** Selects the cases about accounts and sessions. */
function concernsAccounts({ name, level, slow }: Case): boolean {
  if (slow) return false;
  return ['binding', 'confirm', 'message'].includes(level) || /redeem|login|account/.test(name);
}

/** Everything in mode auto, over HTTP; in the others what differs there. */
const modes: readonly {
  readonly confirm: ConfirmMode;
  readonly openPlatform?: boolean;
  readonly select?: (each: Case) => boolean;
}[] = [
  { confirm: 'auto' },
  {
    confirm: 'auto',
    openPlatform: false,
    select: ({ needs, name }) => needs?.includes('no-open-platform') === true || name === 'login',
  },
  { confirm: 'tap', select: ({ modes: own }) => own?.includes('auto') === false },
  { confirm: 'digits', select: ({ modes: own }) => own?.includes('auto') === false },
  {
    confirm: 'none',
    select: ({ name }) =>
      /^(login|create-account|link-by-.*|digits-approve-in-mode-none)$/.test(name),
  },
];

const server = await startPostgres();
after(() => server?.close());

test('the reference backend keeps every rule', { concurrency: true }, async (t) => {
  const inMemory = modes.map(({ confirm, openPlatform = true, select }) =>
    t.test(`in mode ${confirm}${openPlatform ? '' : ', without an Open Platform account'}`, () =>
      assertConforms({ confirm, openPlatform, ...(select && { inProcess: true }) }, select),
    ),
  );
  const skip = server ? false : howToGetIt;
  const inPostgres = t.test('with accounts in PostgreSQL', { skip }, async () => {
    if (!server) return;
    const pool = server.pool(8);
    await pool.query(schema);
    const query = (text: string, values: readonly unknown[]) => pool.query<Row>(text, [...values]);
    await assertConforms({ query, confirm: 'auto', inProcess: true }, concernsAccounts);
  });
  const withCodes = t.test('with one-time codes as results', () => {
    return assertConforms({ sessionCodes: true }, ({ name }) => name === 'code-is-exchanged-once');
  });
  await Promise.all([...inMemory, inPostgres, withCodes]);
});
type Row = Record<string, unknown>;
