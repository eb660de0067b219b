/** A store in Redis, for any number of instances. */
import { requireOption } from '../../base/configuration-error.js';
import { logToConsole, type Log } from '../../base/log.js';
import type { Store } from '../../attempts/store/store.js';
import { shareAttempts } from '../shared-attempts.js';
import type { RedisClientLike } from './clients.js';
import { createCommands } from './commands.js';
import { lookAtServer } from './look-at-server.js';
import { createRedisAttempts } from './redis-attempts.js';
import { createRedisCounters } from './redis-counters.js';
import { createRedisRecords } from './redis-records.js';

export interface RedisStoreOptions {
  /**
   * Your own client: of node-redis (`createClient`, `createCluster`, `createSentinel`), connected, or of
   * ioredis (`Redis`, `Cluster`). It stays yours: `close` does not end it.
   */
  readonly client: RedisClientLike;
  /**
   * With what each key begins, so that several backends can share a Redis. Letters, digits and `.:_-`.
   * Default: `wechat-mp-login`.
   */
  readonly prefix?: string;
  /** Receives log lines. Default: warnings and errors go to the console. */
  readonly log?: Log;
}

/**
 * Creates a store in Redis 7.0 or later, so that any number of instances of a backend share their logins and
 * limits. It works with a single server, with Sentinel and with Cluster (docs/redis.md).
 *
 * @param options - `client`: your own client; `prefix`: with what the keys begin; `log`
 * @returns a store whose `create` rejects with a WechatMpLoginError `rate_limited` if Redis has no memory
 *   left
 * @throws ConfigurationError if `client` is no client that the store can use, or not connected
 * @example
 * ```ts
 * import { createWechatMpLogin, type Options } from 'wechat-mp-login/server';
 *
 * declare const options: Omit<Options, 'store'>;
 * declare const client: RedisClientLike; // await createClient({ url }).connect(), or new Redis(url)
 * const login = createWechatMpLogin({ ...options, store: createRedisStore({ client }) });
 * ```
 */
export function createRedisStore(options: RedisStoreOptions): Store {
  const { client, prefix = 'wechat-mp-login', log = logToConsole } = options;
  requireOption(
    typeof prefix === 'string' && /^[\w.:-]{1,100}$/.test(prefix),
    '`prefix` must have 1 to 100 characters: letters, digits and any of . : _ -',
  );
  const commands = createCommands(client);
  const channel = `${prefix}:changes`;
  const attempts = createRedisAttempts(commands, prefix, channel);
  const shared = shareAttempts(
    attempts,
    (onMessage, onReconnect) => commands.listen({ channel, onMessage, onReconnect }),
    log,
  );
  void lookAtServer(commands, log);

  return {
    ...shared,
    records: createRedisRecords(commands, prefix),
    counters: createRedisCounters(commands, prefix),
    async now() {
      const reply = await commands.command(undefined, ['TIME']);
      const [seconds, microseconds] = Array.isArray(reply) ? reply.map(Number) : [];
      return (seconds ?? NaN) * 1000 + Math.floor((microseconds ?? NaN) / 1000);
    },
  };
}
