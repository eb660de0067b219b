/** The application's side of the official account: all pushes that are not those of a login. */
import type { AnswerOnce } from '../../../base/limits/recent-answers.js';
import type { CheckedOptions } from '../../../options/check-options.js';
import type { TextReply } from '../../call.js';
import type { ReceivedPush } from '../receive-push.js';
import { createForwarder } from './forward.js';
import { createOnPush } from './on-push.js';

/**
 * The application's answer to a push, fit to be sent to WeChat. Undefined if it has none, or none that
 * can be used; the log then says why. Never rejects, and ends with the deadline.
 */
export type AskApplication = (
  push: ReceivedPush,
  deadline: AbortSignal,
) => Promise<TextReply | undefined>;

/**
 * Undefined if the application wants no pushes.
 *
 * @param replyOnce remembers the XML of each reply: the application is called once for a push and its
 *   repetitions
 */
export function createApplication(
  options: CheckedOptions,
  replyOnce: AnswerOnce<string | undefined>,
): AskApplication | undefined {
  const { onPush, forwardPushes } = options;
  if (forwardPushes) return createForwarder(forwardPushes, options);
  return onPush && createOnPush(onPush, options, replyOnce);
}
