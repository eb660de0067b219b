/** Sends commands and scripts, and gives their errors a code. */
import { ConfigurationError } from '../../base/configuration-error.js';
import { createLimitCalls, StoreClientError } from '../limit-calls.js';
import type { IoredisLike, NodeRedisLike, RedisClientLike, RedisConnection } from './clients.js';
import { connectIoredis } from './ioredis.js';
import { connectNodeRedis } from './node-redis.js';
import type { Script } from './scripts.js';

export interface RedisCommands extends Pick<RedisConnection, 'listen'> {
  /** @throws RedisError that has as its `code` how the server calls it, such as `OOM` */
  readonly command: RedisConnection['command'];
  /** All keys belong to one slot of a cluster. */
  readonly run: (
    script: Script,
    keys: readonly string[],
    args: readonly string[],
  ) => Promise<unknown>;
}

/** For what Redis and the clients say in words alone (store-failure.ts has the way out). */
const ownCodes = [
  ['SUBSCRIBER', /only .*SUBSCRIBE|subscriber mode/],
  ['UNKNOWN_COMMAND', /unknown command/i],
  ['CONNECTION_LOST', /^(?![A-Z]+ ).*([Cc]losed|max retries|offline)/],
] as const;

/** The log tells its `code`. Its message may contain keys. */
export class RedisError extends Error {
  readonly code: string | undefined;
  constructor(cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    super(message, { cause });
    this.name = 'RedisError';
    const [own] = ownCodes.find(([, pattern]) => pattern.test(message)) ?? [];
    this.code = own ?? /^[A-Z]{2,20}(?= )/.exec(message)?.[0];
  }
}

export function createCommands(client: RedisClientLike): RedisCommands {
  const connection = connect(client);
  const limit = createLimitCalls();

  async function command(key: string | undefined, args: readonly string[]): Promise<unknown> {
    try {
      return await limit(() => connection.command(key, args));
    } catch (error) {
      throw error instanceof StoreClientError ? error : new RedisError(error);
    }
  }

  return {
    command,
    async listen(options) {
      try {
        return await connection.listen(options);
      } catch (error) {
        throw new RedisError(error);
      }
    },
    async run(script, keys, args) {
      const rest = [String(keys.length), ...keys, ...args];
      try {
        return await command(keys[0], ['EVALSHA', await script.sha1(), ...rest]);
      } catch (error) {
        if (!(error instanceof RedisError && error.code === 'NOSCRIPT')) throw error;
        // This server has not seen it since its start.
        return command(keys[0], ['EVAL', script.text, ...rest]);
      }
    },
  };
}

function connect(client: unknown): RedisConnection {
  if (isIoredis(client)) return connectIoredis(client);
  if (isNodeRedis(client)) return connectNodeRedis(client);
  throw new ConfigurationError(
    '`client` is no client of Redis. Pass one of the package redis, such as ' +
      '`await createClient({ url }).connect()`, or of ioredis, such as `new Redis(url)`. ' +
      'A pool cannot listen: pass a client.',
  );
}

const has = (client: unknown, ...functions: string[]): client is Record<string, unknown> =>
  typeof client === 'object' &&
  client !== null &&
  // Members of any object are unknown.
  functions.every((name) => typeof (client as Record<string, unknown>)[name] === 'function');

function isIoredis(client: unknown): client is IoredisLike {
  return has(client, 'call', 'duplicate', 'subscribe') && typeof client['status'] === 'string';
}

function isNodeRedis(client: unknown): client is NodeRedisLike {
  const needed = ['sendCommand', 'duplicate', 'subscribe', 'connect', 'destroy'];
  return has(client, ...needed) && typeof client['isOpen'] === 'boolean';
}
