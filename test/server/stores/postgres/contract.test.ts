/** The store in PostgreSQL keeps the contract of stores: on a real server, and on the embedded PGlite. */
import { PGlite } from '@electric-sql/pglite';
import { after, test } from 'node:test';
import type { StoreUnderTest } from '../../../../src/conformance/store/index.js';
import {
  createPostgresStore,
  listenWithPg,
  storeSchema,
  type Listen,
  type Query,
} from '../../../../src/server/postgres.js';
import { howToGetIt, startPostgres } from '../../../support/postgres-server.js';
import { testStore } from '../../../support/server/test-store.js';

const log = (): void => undefined;

/** Two stores on one database, whose notifications can be lost. */
function openPair(query: Query, listen?: Listen): StoreUnderTest {
  let isLossy = false;
  const lossy: Listen | undefined =
    listen &&
    ((channel, hear, lost) =>
      listen(
        channel,
        (payload) => {
          if (!isLossy) hear(payload);
        },
        lost,
      ));
  const open = () => createPostgresStore({ query, log, ...(lossy && { listen: lossy }) });
  return { store: open(), another: open(), loseNotifications: () => void (isLossy = true) };
}

// Both before the first case runs: starting PGlite blocks this process.
const embedded = await PGlite.create();
await embedded.exec(storeSchema);
after(() => embedded.close());
const server = await startPostgres();
const pool = server?.pool(12);
await pool?.query(storeSchema);

testStore('PGlite', () =>
  openPair(
    (text, values) => embedded.query(text, [...values]),
    (channel, hear) => embedded.listen(channel, hear),
  ),
);

if (server && pool) {
  const listening = server.pool(30);
  after(() => server.close());
  testStore('PostgreSQL', () =>
    openPair(
      (text, values) => pool.query(text, [...values]),
      listenWithPg(() => listening.connect()),
    ),
  );
} else {
  test('the contract of stores on a real PostgreSQL', { skip: howToGetIt });
}
