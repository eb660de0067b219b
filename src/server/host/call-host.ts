/** Asks the application's own functions, which may be slow, or not be there at all. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import { errorKind } from '../base/log.js';
import type { Log } from '../base/log.js';
import { unavailable } from '../base/errors.js';

const answerTimeoutMs = 9000;

class LateError extends Error {
  override name = 'LateError';
}

/**
 * What the application answers. Any failure of its own is logged as `event` and refused as a store
 * that cannot be reached, so that nobody learns more than to come back.
 * @throws WechatMpLoginError
 */
export async function callHost<T>(log: Log, event: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await withTimeout(answerTimeoutMs, ask(), () => {
      throw new LateError();
    });
  } catch (error) {
    if (error instanceof WechatMpLoginError) throw error;
    log('error', event, { error: errorKind(error) });
    throw unavailable('store_unavailable', 2000);
  }
}
