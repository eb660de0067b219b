/** Works out the state that the page shows once an attempt has ended. */
import { WechatMpLoginError, type ErrorCode } from '../../../protocol/errors.js';
import type { LoginState } from '../../state.js';
import { errorState } from '../state-of.js';

/** @param end the state in which an attempt ended, or the error code with which it failed */
export function endState(end: string): LoginState {
  switch (end) {
    case 'denied':
    case 'expired':
    case 'cancelled':
      return { type: end };
    default:
      // A newer backend may send a code that this version does not know.
      return errorState(new WechatMpLoginError(end as ErrorCode));
  }
}
