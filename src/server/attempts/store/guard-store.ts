/** Limits the time that a store may take, and hides its errors from callers. */
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import { withTimeout } from '../../../wechat/io/timeout.js';
import { unavailable } from '../../base/errors.js';
import type { EventLog } from '../../base/operation/log-events.js';
import { storeFailure } from '../../base/operation/store-failure.js';
import { storeTimeoutMs, type Store } from './store.js';

/** Wraps a store so that it rejects only with a WechatMpLoginError, mostly `store_unavailable`. */
export function guardStore(store: Store, log: EventLog): Store {
  async function guard<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await withTimeout(storeTimeoutMs, call(), () => {
        throw new DOMException(`The store took more than ${storeTimeoutMs} ms`, 'TimeoutError');
      });
    } catch (error) {
      if (isWechatMpLoginError(error)) throw error;
      log('error', 'store_failed', { ...storeFailure(error) });
      throw unavailable('store_unavailable', 2000);
    }
  }

  return {
    create: (attempt) => guard(() => store.create(attempt)),
    get: (id) => guard(() => store.get(id)),
    byScene: (scene) => guard(() => store.byScene(scene)),
    advance: (id, rev, next) => guard(() => store.advance(id, rev, next)),
    subscribe: (...args) => store.subscribe(...args),
  };
}
