/** One deadline for everything that a push leads to. */
import { withSignal } from '../../../wechat/io/timeout.js';
import { unavailable } from '../../base/errors.js';

/**
 * Less than the 5 s after which WeChat closes the connection and repeats the push, for the way there and
 * back (docs/wechat.md#retries).
 */
const pushTimeoutMs = 4000;

/**
 * Calls `act` with a signal that aborts when WeChat will not wait any longer. The reason of the signal
 * is `store_unavailable`, after which WeChat may repeat the push.
 */
export function withDeadline<T>(act: (deadline: AbortSignal) => Promise<T>): Promise<T> {
  return withSignal(pushTimeoutMs, act, () => unavailable('store_unavailable', 1000));
}
