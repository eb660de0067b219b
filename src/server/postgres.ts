/** `wechat-mp-login/server/postgres`: a store that any number of instances share. */
export type { Query, Row } from './base/postgres/query.js';
export { listenWithPg, type Listen, type PgClientLike } from './stores/postgres/listen.js';
export {
  createPostgresStore,
  type PostgresStoreOptions,
} from './stores/postgres/postgres-store.js';
export { storeSchema } from './stores/postgres/schema.js';
