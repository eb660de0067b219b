/** Limits the time that a store may take, and hides its errors from callers. */
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import type { EventLog } from '../../base/operation/log-events.js';
import { logStoreFailure } from '../../base/operation/store-failure.js';
import { guardCall } from '../../base/shared/guard-call.js';
import type { Attempt } from '../attempt.js';
import { storeTimeoutMs, type Store } from './store.js';

/** Wraps a store so that it rejects only with a WechatMpLoginError, mostly `store_unavailable`. */
export function guardStore(store: Store, log: EventLog): Store {
  const guard = <T>(name: string, call: () => Promise<T>): Promise<T> =>
    guardCall(storeTimeoutMs, (error) => logStoreFailure(log, name, error), call);

  async function create(attempt: Attempt) {
    try {
      return await store.create(attempt);
    } catch (error) {
      if (isWechatMpLoginError(error) && error.code === 'rate_limited') {
        log('error', 'store_full', { meaning: error.message });
      }
      throw error;
    }
  }

  return {
    create: (attempt) => guard('create', () => create(attempt)),
    get: (id) => guard('get', () => store.get(id)),
    byScene: (scene) => guard('byScene', () => store.byScene(scene)),
    advance: (id, rev, next) => guard('advance', () => store.advance(id, rev, next)),
    subscribe: (...args) => store.subscribe(...args),
  };
}
