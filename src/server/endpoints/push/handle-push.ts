/** Acts on a push: a scan or an answer in the chat, and the application gets a notice about an unfollow. */
import { dedupeKey, type Push } from '../../../wechat/push/messages.js';
import { textReply } from '../../../wechat/push/write-reply.js';
import { isOurScene } from '../../attempts/scenes.js';
import { errorKind } from '../../base/log.js';
import type { Identity } from '../../host/host.js';
import type { Backend } from '../backend.js';
import type { ServedOfficialAccount } from '../official-accounts.js';
import { answerScan } from './chat/scan.js';
import { answerText } from './chat/text.js';

/** Returns the XML of the reply in the chat, or undefined without a reply. */
export async function handlePush(
  backend: Backend,
  official: ServedOfficialAccount,
  push: Push,
): Promise<string | undefined> {
  const identity = { appId: official.wechat.appId, openid: push.openid };
  if (push.type === 'unsubscribe' || push.type === 'authorization') {
    await noteLeaving(backend, official, push);
  }
  if (push.type === 'subscribe') {
    // Before the attempt is approved: its redeem asks who has unfollowed.
    await backend.unfollowed.remove(identity);
    void backend.underWay.run(() => noteFollow(backend, identity));
  }
  const content = await answerInChat(backend, official, push);
  if (content === undefined) return undefined;
  const createdAtS = Math.floor(backend.now() / 1000);
  return textReply({ to: push.openid, from: push.to, createdAtS, content });
}

/** What the chat says to a push that is ours. */
async function answerInChat(
  backend: Backend,
  official: ServedOfficialAccount,
  push: Push,
): Promise<string | undefined> {
  if (push.type === 'text') return answerText(backend, official, push);
  if (push.type !== 'scan' && push.type !== 'subscribe') return undefined;
  // Other scenes belong to QR codes of other programs, and may be any text.
  if (push.scene === undefined || !isOurScene(push.scene)) return undefined;
  return answerScan(backend, official, push, push.scene);
}

/** Never rejects; errors go to the log. The reply in the chat does not wait for it. */
async function noteFollow({ accounts, log }: Backend, identity: Identity): Promise<void> {
  try {
    await accounts.followed?.(identity);
  } catch (error) {
    log('error', 'followed_failed', { error: errorKind(error) });
  }
}

/**
 * Tells the application whose data to delete. WeChat says it only once, but repeats a push that is not
 * answered. So the push counts as dealt with only at the end: after a crash, the notice may come twice.
 */
async function noteLeaving(
  { noticedPushes, unfollowed, notify }: Backend,
  { wechat: { appId } }: ServedOfficialAccount,
  push: Push & { readonly type: 'unsubscribe' | 'authorization' },
): Promise<void> {
  const { openid } = push;
  const key = dedupeKey(push);
  if (await noticedPushes.has(key)) return;
  if (push.type === 'unsubscribe') {
    await unfollowed.add({ appId, openid });
    notify({ type: 'unfollowed', key, identity: { appId, openid } });
  } else {
    const { change, unionid, appId: knownTo = appId } = push;
    if (change === 'cancelled' && knownTo === appId) await unfollowed.add({ appId, openid });
    const identity = { appId: knownTo, openid, ...(unionid === undefined ? {} : { unionid }) };
    notify({ type: 'authorization_changed', change, key, identity });
  }
  await noticedPushes.add(key);
}
