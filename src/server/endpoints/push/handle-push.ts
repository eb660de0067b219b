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
  if (push.type === 'unsubscribe' || push.type === 'authorization')
    noteLeaving(backend, official, push);
  if (push.type === 'subscribe')
    void backend.underWay.run(() =>
      noteFollow(backend, { appId: official.wechat.appId, openid: push.openid }),
    );
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
async function noteFollow(
  { accounts, unfollowed, log }: Backend,
  identity: Identity,
): Promise<void> {
  unfollowed.remove(identity);
  try {
    await accounts.followed?.(identity);
  } catch (error) {
    log('error', 'followed_failed', { error: errorKind(error) });
  }
}

/** Tells the application whose data to delete. WeChat says it only once. */
function noteLeaving(
  { notifiedPushes, unfollowed, notify }: Backend,
  { wechat: { appId } }: ServedOfficialAccount,
  push: Push & { readonly type: 'unsubscribe' | 'authorization' },
): void {
  const { openid } = push;
  const key = dedupeKey(push);
  if (!notifiedPushes.add(key)) return;
  if (push.type === 'unsubscribe') {
    unfollowed.add({ appId, openid });
    notify({ type: 'unfollowed', key, identity: { appId, openid } });
    return;
  }
  const { change, unionid, appId: knownTo = appId } = push;
  if (change === 'cancelled' && knownTo === appId) unfollowed.add({ appId, openid });
  const identity = { appId: knownTo, openid, ...(unionid === undefined ? {} : { unionid }) };
  notify({ type: 'authorization_changed', change, key, identity });
}
