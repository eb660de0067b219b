/** What the log tells of a store that fails: the kind of the error, and the way out if the code is a known one. */
import { errorCodes, errorKind } from '../log.js';
import type { EventLog } from './log-events.js';

const schema =
  'The tables of the store are missing, or of an older version. Run `storeSchema` with the rights of their ' +
  'owner, in the database and the schema that `query` uses (docs/postgres.md).';
const password =
  'The database refuses the user or the password. Correct them in the settings of your client.';
const address =
  'Nothing answers at the address of the database. Compare it with the settings of your client, and look ' +
  'whether the database runs.';

const standby = 'Your client writes to a standby. Give it the address of the primary.';
const comesBack = 'The database starts or stops. It answers again by itself.';

/**
 * By the codes of Redis, PostgreSQL and Node.js. Names of our own: `SUBSCRIBER`, `UNKNOWN_COMMAND`, `NO_ROWS`, and
 * those of `StoreClientError` in stores/limit-calls.ts.
 */
const meanings = new Map(
  Object.entries({
    NOAUTH: 'Redis wants a password. Give one to your client: `redis://:PASSWORD@HOST:PORT`.',
    WRONGPASS: password,
    NOPERM:
      'The user of Redis may not do this. docs/redis.md has the permissions ("Settings of Redis").',
    READONLY:
      'Your client writes to a replica. Give it the address of the primary, or use Sentinel (docs/redis.md).',
    OOM: 'Redis has no memory left: raise `maxmemory`. Logins under way go on as soon as there is some.',
    MISCONF: 'Redis takes no writes because it cannot save to the disk. The log of Redis says why.',
    CLUSTERDOWN:
      'Some slots of the Redis Cluster have no node. `redis-cli cluster info` says more.',
    MOVED:
      'This is a Redis Cluster, and your client is one for a single server. Use `createCluster` of redis ' +
      'or `Cluster` of ioredis (docs/redis.md).',
    BUSY: 'A script of somebody else holds up Redis. Stop it with `SCRIPT KILL`.',
    SUBSCRIBER:
      'Your client is subscribed to a channel, so it can do nothing else. Give the store a client of its ' +
      'own: `client.duplicate()`, which you connect.',
    UNKNOWN_COMMAND:
      'This server, or a proxy in front of it, lacks a command. The store needs Redis 7 with scripts (docs/redis.md).',
    NO_ROWS:
      '`query` must resolve with `{ rows }`, as that of pg does. If yours returns the rows alone, write ' +
      '`async (text, values) => ({ rows: await yours(text, values) })`.',
    '42P01': schema,
    '42883': schema,
    '3F000': schema,
    '42501': 'The user of PostgreSQL may not use the tables of the store. Grant it their rights.',
    '28P01': password,
    '28000': password,
    '3D000':
      'There is no such database in PostgreSQL. Correct its name in the settings of your client.',
    '25006': standby,
    // What a standby answers to a read of an unlogged table.
    '0A000': standby,
    '53100': 'The disk of PostgreSQL is full. Free space there.',
    '57P01': comesBack,
    '57P03': comesBack,
    LOADING: comesBack,
    MASTERDOWN:
      'This Redis is a replica that has lost its primary. Start the primary, or fail over.',
    POOL_EXHAUSTED:
      'The pool has had no free connection for as long as it waits. Give it more, or find out what keeps them.',
    STORE_BUSY:
      'So many calls wait for the database that more are refused at once. It does not answer, or is far too slow.',
    CONNECTION_LOST: address,
    ECONNRESET: address,
    EPIPE: address,
    ETIMEDOUT: address,
    '53300':
      'PostgreSQL has no connection left. Processes times the size of their pools must be below ' +
      '`max_connections` (docs/operation.md#sizes).',
    ECONNREFUSED: address,
    ENOTFOUND: address,
    EHOSTUNREACH: address,
  }),
);

/** Also for a pool whose only connection listens, so that no other query ever gets one. */
const late =
  'The store did not answer in time. Look whether the database runs and how busy it is, at its address in ' +
  'the settings of your client, and whether a pool has a connection left beside the one that listens.';

// A type, because an interface has no index signature, which details of a log line need.
export type StoreFailure = {
  readonly error: string;
  /** The way out. Undefined if the code says nothing to us. */
  readonly meaning?: string;
};

export function storeFailure(error: unknown): StoreFailure {
  const kind = errorKind(error);
  const known = errorCodes(error)
    .map((code) => (typeof code === 'string' ? meanings.get(code) : undefined))
    .find((found) => found !== undefined);
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  const meaning = known ?? (isLate ? late : undefined);
  return { error: kind, ...(meaning === undefined ? {} : { meaning }) };
}

/** @param call the function of the store, named as in the metrics */
export function logStoreFailure(log: EventLog, call: string, error: unknown): void {
  log('error', 'store_failed', { call, ...storeFailure(error) });
}
