/** `wechat-mp-login/server/redis`: a store that any number of instances share. */
export type { IoredisLike, NodeRedisLike, RedisClientLike } from './stores/redis/clients.js';
export { createRedisStore, type RedisStoreOptions } from './stores/redis/redis-store.js';
