/** The reply to a push, or to a check of the address, that does not come from WeChat. */
import type { Backend } from '../backend.js';
import type { TextReply } from '../call.js';

/** The sender learns the status only; the reason is for the log. */
export function refusePush({ log }: Backend, status: 403 | 413, reason: string): TextReply {
  log('warn', 'push_refused', { reason });
  return { status, text: '', type: 'text/plain' };
}
