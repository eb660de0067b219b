/** `POST /wechat/{key}`: answers a push of WeChat, which is that of a login or the application's. */
import { untilAborted } from '../../../wechat/io/timeout.js';
import type { Backend } from '../backend.js';
import type { PushCall, TextReply } from '../call.js';
import type { ServedOfficialAccount } from '../official-accounts.js';
import { withDeadline } from './deadline.js';
import { handlePush } from './handle-push.js';
import { readPushBody, receivePush, type ReceivedPush } from './receive-push.js';
import { noteRefusal, refusePush, type Refusal } from './refuse-push.js';
import { addScanAgain } from './scan-again.js';
import { sealReply, success } from './seal-reply.js';

export function push(
  backend: Backend,
  official: ServedOfficialAccount,
  call: PushCall,
): Promise<TextReply> {
  return withDeadline(async (deadline) => {
    const body = await readPushBody(call, deadline);
    const received =
      typeof body === 'string' ? body : await receivePush(backend, official, call, body);
    if (typeof received === 'string') return refusePush(backend, received, official.named);
    const login = await answerLogin(backend, received, deadline);
    notePush(backend, received, login);
    if (login) return { ...login, push: 'login' };
    const answer = (await backend.askApplication?.(received, deadline)) ?? success;
    return { ...(await addScanAgain(backend, received, answer)), push: 'other' };
  });
}

/** The answer to the push of a login; undefined for the application's, and for what is no push. */
export function takeLoginPush(backend: Backend, call: PushCall): Promise<TextReply | undefined> {
  return withDeadline(async (deadline) => {
    const received = await receiveForAny(backend, call, deadline);
    if (typeof received === 'string') return undefined;
    const login = await answerLogin(backend, received, deadline);
    notePush(backend, received, login);
    return login;
  });
}

/**
 * The application's address does not say which official account a push is for. Its encryption does, or
 * its Token: no other account has the Token of one in plain mode.
 */
async function receiveForAny(
  backend: Backend,
  call: PushCall,
  deadline: AbortSignal,
): Promise<ReceivedPush | Refusal> {
  const body = await readPushBody(call, deadline);
  const refusals: { reason: Refusal; official?: ServedOfficialAccount }[] = [];
  if (typeof body === 'string') refusals.push({ reason: body });
  else {
    for (const official of backend.officialAccounts.list) {
      const received = await receivePush(backend, official, call, body);
      if (typeof received !== 'string') return received;
      refusals.push({ reason: received, official });
    }
  }
  // Any other fault than the signature comes from the account that the push is for.
  const [first] = [...refusals.filter(({ reason }) => reason !== 'signature'), ...refusals];
  const { reason, official } = first ?? { reason: 'signature' as const };
  noteRefusal(backend, reason, reason === 'signature' ? {} : (official?.named ?? {}));
  return reason;
}

function notePush({ metrics }: Backend, { message }: ReceivedPush, login?: TextReply): void {
  metrics({ type: 'push', kind: message?.type ?? 'unreadable', of: login ? 'login' : 'other' });
}

/** Acts on what a push reports. Undefined if it is not the push of a login. */
async function answerLogin(
  backend: Backend,
  { official, message, opened }: ReceivedPush,
  deadline: AbortSignal,
): Promise<TextReply | undefined> {
  if (!message) return undefined;
  // WeChat waits no longer than that; a shutdown does.
  const handled = backend.underWay.run(() => handlePush(backend, official, message));
  const reply = await untilAborted(handled, deadline);
  return reply === undefined ? undefined : sealReply(backend, opened, reply);
}
