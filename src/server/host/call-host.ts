/** Calls the application's own functions, which may be slow or unavailable. */
import { errorKind } from '../base/log.js';
import type { ErrorEvent, EventLog } from '../base/operation/log-events.js';
import { guardCall } from '../base/shared/guard-call.js';

const hostTimeoutMs = 9000;

/**
 * Resolves with the result of `call`. If it fails or takes longer than 9 seconds, the log gets a line
 * named `event`, and the caller learns only that the store is unavailable and when to try again.
 *
 * @throws WechatMpLoginError as `call` threw it, else `store_unavailable`
 */
export function callHost<T>(log: EventLog, event: ErrorEvent, call: () => Promise<T>): Promise<T> {
  return guardCall(
    hostTimeoutMs,
    (error) => log('error', event, { error: errorKind(error) }),
    call,
  );
}
