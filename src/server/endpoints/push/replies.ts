/** Which sentence the chat shows after a scan. The sentences are those of the options. */
import type { Transition } from '../../attempts/events.js';
import { localize } from '../../base/localized-text.js';
import type { CheckedOptions } from '../../options/check-options.js';
import { fillIn, inAllLanguages, type ChatReply } from '../../options/replies.js';

type ReplyOptions = Pick<CheckedOptions, 'replies' | 'site'>;

/** A repeated push leads to the same transition, and so to the same reply. */
export function replyTo(
  result: Transition,
  digits: string | undefined,
  { replies, site }: ReplyOptions,
): string {
  const { lang = 'zh' } = result.attempt;
  const text = localize(replies[replyFor(result, digits !== undefined)], lang);
  return fillIn(text, { site, digits: digits ?? '' });
}

function replyFor(result: Transition, hasDigits: boolean): ChatReply {
  const { purpose, state } = result.attempt;
  // The digits are for the first follower who scanned; later ones are refused and see none.
  if (result.type === 'refused') {
    return result.refusal === 'contested' || state === 'completed' ? 'used' : 'expired';
  }
  if (!hasDigits) return 'signedIn';
  return purpose === 'link' ? 'linking' : 'mayAsk';
}

/** For somebody whose page is not known, and neither is its language. */
export function replyToUnknown(
  reply: 'forgotten' | 'scanAgain',
  { replies, site }: ReplyOptions,
): string {
  return fillIn(inAllLanguages(replies[reply]), { site, digits: '' });
}
