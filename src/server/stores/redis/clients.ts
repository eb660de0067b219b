/**
 * What the store uses of the application's client, which is node-redis (`redis`) or `ioredis`. Neither is a
 * dependency of this package.
 */
import type { Listener } from '../hints.js';

/** A client of node-redis 5 or later: of one server, of a cluster, or of sentinels. It has to be connected. */
export interface NodeRedisLike {
  readonly isOpen: boolean;
  /** Its parameters are not the same for the three kinds. */
  sendCommand: (...args: never) => Promise<unknown>;
  duplicate(): unknown;
}

/** A client of ioredis 5 or later: `Redis`, also through sentinels, or `Cluster`. */
export interface IoredisLike {
  readonly status: string;
  call: (...args: never) => unknown;
  duplicate: (...args: never) => unknown;
}

export type RedisClientLike = NodeRedisLike | IoredisLike;

export interface ListenOptions {
  readonly channel: string;
  readonly onMessage: (message: string) => void;
  /** After the connection was lost, and is there again. */
  readonly onReconnect: () => void;
}

/** The two clients behind one interface. */
export interface RedisConnection {
  /** `key` chooses the node of a cluster; without it, any node answers. */
  readonly command: (key: string | undefined, args: readonly string[]) => Promise<unknown>;
  readonly listen: (options: ListenOptions) => Promise<Listener>;
}
