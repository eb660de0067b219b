/** The reply to a push, or to a check of the address, that is not WeChat's. */
import type { Backend } from '../backend.js';
import type { TextReply } from '../call.js';

/** Anyone who is refused learns the status alone; the reason is for the log. */
export function refusePush({ log }: Backend, status: 403 | 413, reason: string): TextReply {
  log('warn', 'push_refused', { reason });
  return { status, text: '', type: 'text/plain' };
}
