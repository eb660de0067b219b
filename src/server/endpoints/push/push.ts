/** `POST /wechat/{key}`: answers a push of WeChat, which is that of a login or the application's. */
import { untilAborted } from '../../../wechat/io/timeout.js';
import type { Backend } from '../backend.js';
import type { PushCall, TextReply } from '../call.js';
import { withDeadline } from './deadline.js';
import { handlePush } from './handle-push.js';
import { receivePush, type ReceivedPush } from './receive-push.js';
import { noteRefusal, refusePush } from './refuse-push.js';
import { addScanAgain } from './scan-again.js';
import { sealReply, success } from './seal-reply.js';

export function push(backend: Backend, call: PushCall): Promise<TextReply> {
  return withDeadline(async (deadline) => {
    const received = await receivePush(backend, call, deadline);
    if (typeof received === 'string') return refusePush(backend, received);
    const login = await answerLogin(backend, received, deadline);
    if (login) return { ...login, push: 'login' };
    const answer = (await backend.askApplication?.(received, deadline)) ?? success;
    return { ...(await addScanAgain(backend, received, answer)), push: 'other' };
  });
}

/** The answer to the push of a login; undefined for the application's, and for what is no push. */
export function takeLoginPush(backend: Backend, call: PushCall): Promise<TextReply | undefined> {
  return withDeadline(async (deadline) => {
    const received = await receivePush(backend, call, deadline);
    if (typeof received !== 'string') return answerLogin(backend, received, deadline);
    noteRefusal(backend, received);
    return undefined;
  });
}

/** Acts on what a push reports. Undefined if it is not the push of a login. */
async function answerLogin(
  backend: Backend,
  { message, opened }: ReceivedPush,
  deadline: AbortSignal,
): Promise<TextReply | undefined> {
  if (!message) return undefined;
  const reply = await untilAborted(handlePush(backend, message), deadline);
  return reply === undefined ? undefined : sealReply(backend, opened, reply);
}
