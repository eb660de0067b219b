/** Acts on a push: a scan or an answer in the chat, and the application gets a notice about an unfollow. */
import { dedupeKey, type Push } from '../../../wechat/push/messages.js';
import { textReply } from '../../../wechat/push/write-reply.js';
import { isOurScene } from '../../attempts/attempts.js';
import { errorKind } from '../../base/log.js';
import type { Backend } from '../backend.js';
import { answerScan } from './chat/scan.js';
import { answerText } from './chat/text.js';

/** Returns the XML of the reply in the chat, or undefined without a reply. */
export async function handlePush(backend: Backend, push: Push): Promise<string | undefined> {
  if (push.type === 'unsubscribe' || push.type === 'authorization') noteLeaving(backend, push);
  if (push.type === 'subscribe') void noteFollow(backend, push);
  const content = await answerInChat(backend, push);
  if (content === undefined) return undefined;
  const createdAtS = Math.floor(backend.now() / 1000);
  return textReply({ to: push.openid, from: push.to, createdAtS, content });
}

/** What the chat says to a push that is ours. */
async function answerInChat(backend: Backend, push: Push): Promise<string | undefined> {
  if (push.type === 'text') return answerText(backend, push);
  if (push.type !== 'scan' && push.type !== 'subscribe') return undefined;
  // Other scenes belong to QR codes of other programs, and may be any text.
  if (push.scene === undefined || !isOurScene(push.scene)) return undefined;
  return answerScan(backend, push, push.scene);
}

/** Never rejects; errors go to the log. The reply in the chat does not wait for it. */
async function noteFollow(
  { accounts, unfollowed, log, options }: Backend,
  push: Push,
): Promise<void> {
  const { openid } = push;
  unfollowed.remove(openid);
  try {
    await accounts.followed?.({ appId: options.wechat.appId, openid });
  } catch (error) {
    log('error', 'followed_failed', { error: errorKind(error) });
  }
}

/** Tells the application whose data to delete. WeChat says it only once. */
function noteLeaving(
  { notifiedPushes, unfollowed, notify, options }: Backend,
  push: Push & { readonly type: 'unsubscribe' | 'authorization' },
): void {
  const { openid } = push;
  const { appId } = options.wechat;
  const key = dedupeKey(push);
  if (!notifiedPushes.add(key)) return;
  if (push.type === 'unsubscribe') {
    unfollowed.add(openid);
    notify({ type: 'unfollowed', key, identity: { appId, openid } });
    return;
  }
  const { change, unionid, appId: knownTo = appId } = push;
  if (change === 'cancelled' && knownTo === appId) unfollowed.add(openid);
  const identity = { appId: knownTo, openid, ...(unionid === undefined ? {} : { unionid }) };
  notify({ type: 'authorization_changed', change, key, identity });
}
