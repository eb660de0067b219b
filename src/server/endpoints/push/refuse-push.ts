/** Refuses a push, or a check of the address, that does not come from WeChat or not for this account. */
import type { EnvelopeReason } from '../../../wechat/push/verify-push.js';
import type { Backend } from '../backend.js';
import type { TextReply } from '../call.js';
import type { ServedOfficialAccount } from '../official-accounts.js';

type Named = ServedOfficialAccount['named'];

export type Refusal =
  EnvelopeReason | 'account' | 'age' | 'handshake' | 'message' | 'too_large' | 'unreadable';

const sameKeys =
  'Compare the Token and the EncodingAESKey in `wechat` with those on the WeChat developer platform.';

/** What was wrong, and the way out, for the log. */
const meanings = {
  query:
    'The query has no `timestamp` and `nonce` as WeChat sends them. Either this is no push, or something on the way has changed the query.',
  clock: 'The time of this push is more than five minutes off. Set the clock of this server.',
  signature: `The signature is wrong: this is not WeChat's push, or the Token differs. ${sameKeys}`,
  unencrypted:
    "The push is not encrypted. Choose safe mode (安全模式) on the WeChat developer platform. A test account cannot encrypt: set `wechat.mode: 'plain'` for it.",
  body: 'The body is not XML as WeChat sends it. If a proxy or framework changes bodies, exempt the callback URL.',
  decrypt: `The message cannot be decrypted: the EncodingAESKey or the AppID differs. ${sameKeys}`,
  account:
    'The push is for another official account than `wechat.originalId` names. Correct it, or leave it out.',
  age: 'The message was written long before or after this push: somebody may have captured and sent it again.',
  handshake: `WeChat's check of the address has a wrong signature: the Token differs. ${sameKeys}`,
  message: 'The message is not XML as WeChat sends it.',
  too_large: 'The body is longer than any push of WeChat.',
  unreadable:
    'The body could not be read to its end: it was cut off, came too slowly, or something else had read it before.',
} satisfies Record<Refusal, string>;

/** Which event a refusal leads to; none if it is the fault of a setting or of the network. */
const events: Readonly<Record<Refusal, 'forged_push' | 'replay' | undefined>> = {
  query: 'forged_push',
  signature: 'forged_push',
  unencrypted: 'forged_push',
  body: 'forged_push',
  decrypt: 'forged_push',
  handshake: 'forged_push',
  too_large: 'forged_push',
  clock: 'replay',
  age: 'replay',
  account: undefined,
  message: undefined,
  unreadable: undefined,
};

/** The sender learns the status only; the reason is for the log. */
export function refusePush(backend: Backend, reason: Refusal, named: Named): TextReply {
  noteRefusal(backend, reason, named);
  return { status: reason === 'too_large' ? 413 : 403, text: '', type: 'text/plain' };
}

export function noteRefusal({ log, emit, metrics }: Backend, reason: Refusal, named: Named): void {
  metrics({ type: 'pushRefused', reason });
  log('warn', 'push_refused', { ...named, reason, meaning: meanings[reason] });
  const type = events[reason];
  if (type) emit({ type, reason, ...named });
}
