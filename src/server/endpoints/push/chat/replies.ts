/** Which sentence the chat shows. The sentences are those of the options. */
import { isEnd } from '../../../../protocol/states.js';
import type { Attempt } from '../../../attempts/attempt.js';
import type { Transition } from '../../../attempts/events.js';
import type { CheckedOptions } from '../../../options/check-options.js';
import type { ChatReply } from '../../../options/replies/sentences.js';
import { fillIn, inAllLanguages, offerNotMe, say } from '../../../options/replies/write-replies.js';
import type { Backend } from '../../backend.js';
import { askInChat } from './question.js';
import { tokenFor } from './tokens.js';

const byMethod = {
  scan: { older: 'newerScan', tooMany: 'tooManyScans', used: 'used', expired: 'expired' },
  message: {
    older: 'newerDigits',
    tooMany: 'tooManyDigits',
    used: 'usedDigits',
    expired: 'expiredDigits',
  },
} as const satisfies Record<string, Readonly<Record<string, ChatReply>>>;

/** A repeated push leads to the same transition, and so to the same reply. */
export async function replyToScan(
  backend: Backend,
  found: Attempt,
  result: Transition | 'older' | 'tooMany',
): Promise<string> {
  const { options } = backend;
  const sentences = byMethod[found.method === 'message' ? 'message' : 'scan'];
  if (result === 'older') return say(options, sentences.older, found.lang);
  if (result === 'tooMany') return say(options, sentences.tooMany, found.lang);
  const { attempt } = result;
  if (result.type === 'refused') {
    const isUsed = result.refusal === 'contested' || attempt.state === 'completed';
    return say(options, isUsed ? sentences.used : sentences.expired, attempt.lang);
  }
  // Also for a scan that WeChat reports once more after the attempt has ended: it was the question then.
  const isAsking = attempt.state === 'scanned' || (isEnd(attempt.state) && attempt.question);
  return isAsking ? askInChat(backend, attempt) : replyToApproved(backend, attempt);
}

/** For somebody who is signed in, or about to be: what to do next, and the way to say that it was not them. */
export async function replyToApproved(backend: Backend, attempt: Attempt): Promise<string> {
  const { options, digitsSeal } = backend;
  const { id, lang, identity, chatDigits = '' } = attempt;
  const digits = await digitsSeal.open(chatDigits);
  const values = digits === undefined ? {} : { digits };
  const text = say(options, approvedReply(attempt, digits !== undefined), lang, values);
  if (!identity) return text;
  return offerNotMe(options, lang, text, await tokenFor(backend, 'notMe', id, identity));
}

function approvedReply({ purpose, approvedBy }: Attempt, hasDigits: boolean): ChatReply {
  if (hasDigits) return purpose === 'link' ? 'linking' : 'mayAsk';
  return approvedBy === 'confirmation' ? 'confirmed' : 'signedIn';
}

type UnknownReply =
  | 'forgotten'
  | 'scanAgain'
  | 'notYours'
  | 'sendDigits'
  | 'otherDigits'
  | 'expiredDigits'
  | 'tooManyDigits';

/** For somebody whose page is not known, and neither is its language. */
export function replyToUnknown(
  reply: UnknownReply,
  { replies, site }: Pick<CheckedOptions, 'replies' | 'site'>,
  values: { readonly remaining?: string } = {},
): string {
  return fillIn(inAllLanguages(replies[reply]), { site, ...values });
}
