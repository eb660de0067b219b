/** Calls a function that may be slow or fail, of a store or of the application. */
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import { withTimeout } from '../../../wechat/io/timeout.js';
import { unavailable } from '../errors.js';

/**
 * Resolves with the result of `call`. If it fails or takes too long, `report` gets the reason, which is for the
 * log, and the caller learns only that the store is unavailable and when to try again.
 *
 * @throws WechatMpLoginError as `call` threw it, else `store_unavailable`
 */
export async function guardCall<T>(
  timeoutMs: number,
  report: (error: unknown) => void,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await withTimeout(timeoutMs, call(), () => {
      throw new DOMException(`No answer within ${timeoutMs} ms`, 'TimeoutError');
    });
  } catch (error) {
    if (isWechatMpLoginError(error)) throw error;
    report(error);
    throw unavailable('store_unavailable', 2000);
  }
}
