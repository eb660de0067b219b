/** Calls the application's own functions, which may be slow or unavailable. */
import { isWechatMpLoginError } from '../../protocol/errors.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import { unavailable } from '../base/errors.js';
import { errorKind } from '../base/log.js';
import type { ErrorEvent, EventLog } from '../base/operation/log-events.js';

const hostTimeoutMs = 9000;

class HostTimeoutError extends Error {
  override name = 'HostTimeoutError';
}

/**
 * Resolves with the result of `call`. If it fails or takes longer than 9 seconds, the log gets a line
 * named `event`, and the caller learns only that the store is unavailable and when to try again.
 *
 * @throws WechatMpLoginError as `call` threw it, else `store_unavailable`
 */
export async function callHost<T>(
  log: EventLog,
  event: ErrorEvent,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await withTimeout(hostTimeoutMs, call(), () => {
      throw new HostTimeoutError();
    });
  } catch (error) {
    if (isWechatMpLoginError(error)) throw error;
    log('error', event, { error: errorKind(error) });
    throw unavailable('store_unavailable', 2000);
  }
}
