/** What a WeChat user does: scanning, and answering the question in the chat. */
import { isEnd } from '../../../protocol/states.js';
import type { Identity } from '../../host/host.js';
import type { Attempt } from '../attempt.js';
import type { ChatEvent, ConfirmEvent, DenyEvent, ScanEvent, Transition } from '../events.js';
import { maxWrongConfirmations, times } from '../times-and-tries.js';
import type { Changes } from './changes.js';

export function chatTransition(event: ChatEvent, changes: Changes): Transition {
  const { attempt, unchanged, refuse, end } = changes;
  if (isRepeated(event, attempt)) return unchanged;
  if (isEnd(attempt.state)) return event.type === 'superseded' ? unchanged : refuse('gone');
  switch (event.type) {
    case 'scan':
      return scan(event, changes);
    case 'superseded':
      return attempt.identity ? end({ state: 'cancelled' }) : unchanged;
    case 'confirm':
      if (!attempt.identity) return refuse('wrong_state');
      return isOf(attempt, event.identity) ? confirm(event, changes) : refuse('contested');
    case 'deny': {
      if (!attempt.identity) return refuse('wrong_state');
      if (!isOf(attempt, event.identity)) return refuse('contested');
      return end({ state: 'denied', answers: answersWith(event, attempt) });
    }
  }
}

/** WeChat repeats pushes. A repeated one changes nothing, also after the attempt has ended. */
function isRepeated(event: ChatEvent, attempt: Attempt): boolean {
  switch (event.type) {
    case 'scan':
      return event.pushKey === attempt.pushKey;
    case 'confirm':
    case 'deny':
      return attempt.answers?.includes(event.messageKey) === true && isOf(attempt, event.identity);
    default:
      return false;
  }
}

// Whether it is in time, `settle` has decided by our own clock: WeChat's may differ from it.
function scan(event: ScanEvent, { attempt, unchanged, refuse, ...changes }: Changes): Transition {
  const { identity, pushKey, chatDigits } = event;
  // Its visitor comes by web authorization alone.
  if (attempt.method === 'oauth') return refuse('wrong_state');
  if (attempt.identity) return isOf(attempt, identity) ? unchanged : refuse('contested');
  const fields = { identity, pushKey, ...(chatDigits === undefined ? {} : { chatDigits }) };
  if (!('question' in event)) return changes.approve(event.approvedBy, fields);
  const deadlineMs = changes.nowMs + times.scannedMs;
  return changes.change({ ...fields, question: event.question, state: 'scanned', deadlineMs });
}

function confirm(
  event: ConfirmEvent,
  { attempt, refuse, approve, change, end }: Changes,
): Transition {
  if (attempt.state !== 'scanned') return refuse('wrong_state');
  const { isRight, chatDigits } = event;
  const answers = answersWith(event, attempt);
  if (isRight) {
    const digits = chatDigits === undefined ? {} : { chatDigits };
    return approve('confirmation', { answers, ...digits });
  }
  // A tap cannot be wrong, only typed digits can.
  if (attempt.question?.mode !== 'digits') return refuse('wrong_state');
  const wrongConfirmations = (attempt.wrongConfirmations ?? 0) + 1;
  const counted = { answers, wrongConfirmations };
  return wrongConfirmations < maxWrongConfirmations
    ? change(counted)
    : end({ ...counted, state: 'denied' });
}

function answersWith(
  { messageKey }: ConfirmEvent | DenyEvent,
  { answers = [] }: Attempt,
): readonly string[] {
  return [...answers, messageKey];
}

function isOf({ identity }: Attempt, { appId, openid }: Identity): boolean {
  return identity?.appId === appId && identity.openid === openid;
}
