/** Acts on a push: a scan approves its attempt, and the application gets a notice about an unfollow. */
import { isEnd } from '../../../protocol/states.js';
import { withTimeout } from '../../../wechat/io/timeout.js';
import { dedupeKey, type Push } from '../../../wechat/push/messages.js';
import { textReply } from '../../../wechat/push/write-reply.js';
import type { Attempt } from '../../attempts/attempt.js';
import { isOurScene } from '../../attempts/attempts.js';
import { sixDigits } from '../../base/secrets/digits.js';
import { errorKind } from '../../base/log.js';
import type { Identity } from '../../host/host.js';
import { isRefusal } from '../../host/refusal.js';
import type { Backend } from '../backend.js';
import { replyTo, replyToUnknown } from './replies.js';

/** Shorter than the time for the whole push (push.ts). */
const findTimeoutMs = 1500;

/** Returns the XML of the reply in the chat, or undefined without a reply. */
export async function handlePush(backend: Backend, push: Push): Promise<string | undefined> {
  if (push.type === 'unsubscribe' || push.type === 'authorization') noteLeaving(backend, push);
  if (push.type === 'subscribe') void noteFollow(backend, push);
  if (push.type !== 'scan' && push.type !== 'subscribe') return undefined;
  // Other scenes belong to QR codes of other programs, and may be any text.
  if (push.scene === undefined || !isOurScene(push.scene)) return undefined;
  const { attempts, options, log, now, digitsSeal } = backend;
  const scanned = await attempts.byScene(push.scene);
  const reply = (content: string): string => {
    const createdAtS = Math.floor(now() / 1000);
    return textReply({ to: push.openid, from: push.to, createdAtS, content });
  };
  if (!scanned) return reply(replyToUnknown('forgotten', options));
  const identity = { appId: options.wechat.appId, openid: push.openid };
  const chatDigits = await chooseDigits(backend, scanned, identity);
  const result = await attempts.apply(scanned, {
    type: 'scan',
    identity,
    pushKey: dedupeKey(push),
    confirm: false,
    ...(chatDigits === undefined ? {} : { chatDigits }),
  });
  const how = result.type === 'refused' ? result.refusal : result.type;
  log('info', 'scanned', { attempt: scanned.id, how });
  const digits = await digitsSeal.open(result.attempt.chatDigits ?? '');
  return reply(replyTo(result, digits, options));
}

/** Sealed digits for the chat if the visitor may have to prove an account. Only the first scan counts. */
async function chooseDigits(
  backend: Backend,
  attempt: Attempt,
  identity: Identity,
): Promise<string | undefined> {
  if (attempt.identity || isEnd(attempt.state)) return undefined;
  const mayLink =
    attempt.purpose === 'link' ||
    (backend.options.newAccounts !== 'create' &&
      !(await hasAccount(backend, attempt.id, identity)));
  return mayLink ? backend.digitsSeal.seal(sixDigits(backend.randomToken)) : undefined;
}

/** False also if the accounts do not answer in time: needless digits do less harm than missing ones. */
async function hasAccount(
  { accounts, log }: Backend,
  attempt: string,
  identity: Identity,
): Promise<boolean> {
  const find = async (): Promise<boolean> => (await accounts.find(identity)) !== undefined;
  try {
    return await withTimeout(findTimeoutMs, find(), () => {
      throw new Error(`The accounts did not answer within ${findTimeoutMs} ms`);
    });
  } catch (error) {
    // A refusal: the page says so after the redeem.
    if (!isRefusal(error)) log('warn', 'known_unclear', { attempt, error: errorKind(error) });
    return false;
  }
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
