/** Sends one push, repeats it if it gets no answer, and shows the answer in the chat. */
import { readReply, type Reply, type ReplyContext } from '../../wechat/push/read-reply.js';
import { pushModeOf } from '../account.js';
import { openidOf } from '../ids.js';
import type { Platform } from '../platform.js';
import { addToChat, type ChatMessage, type WechatUser } from '../users.js';
import { withQuery } from './callback-url.js';
import type { PushKeys } from './push-keys.js';
import { deliverOnce, pushHeaders, type Deliver, type DeliveryOutcome } from './send-request.js';
import { sign, signAgain, type SignedPush } from './sign.js';

/** One push, with each attempt to deliver it. */
export interface Delivery {
  readonly personId: string;
  /** The `Event`, such as `subscribe`; `text` for a message. */
  readonly event: string;
  /** The inner XML, which is the same in every attempt. */
  readonly xml: string;
  readonly attempts: readonly DeliveryAttempt[];
}

/** One attempt to deliver a push. */
export interface DeliveryAttempt {
  readonly url: string;
  /** The body as it was sent. */
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly outcome: DeliveryOutcome;
  /** Why the chat shows `outOfOrderText`, for developers. */
  readonly complaint?: string;
}

/** What happened to a person. */
export interface Happening {
  readonly user: WechatUser;
  /** The `Event`; `text` for a message. */
  readonly event: string;
  /** WeChat itself sends some events about a person. Default: the person. */
  readonly sender?: 'person' | 'platform';
  /** Makes the inner XML. `from` is the sender's openid. */
  readonly xml: (from: string, openid: string) => string | Promise<string>;
}

/** The notice that WeChat shows in the chat if the account's server does not answer properly. */
export const outOfOrderText = '该公众号提供的服务出现故障，请稍后再试';

/** Nobody on the phone has this id. */
const platformId = 'the platform itself';

export type Send = (callbackUrl: URL, happening: Happening) => Promise<void>;

/** Makes the function that sends one push, as often as the settings say. */
export function createSender(
  platform: Platform,
  keys: PushKeys,
  deliver: Deliver,
  record: (delivery: Delivery) => void,
): Send {
  const { account, settings, now, log } = platform;

  function isToBeRepeated(outcome: DeliveryOutcome): boolean {
    return outcome.type !== 'answered' || (settings.retryErrorStatus && outcome.status !== 200);
  }

  function show({ user, event, sender }: Happening, reply: Reply): void {
    // The platform has no chat, and somebody who has unfollowed no longer sees it.
    if (sender === 'platform' || event === 'unsubscribe' || !user.following) return;
    const line = lineOf(reply);
    if (line) addToChat(user, { from: 'account', ...line, atMs: now() });
  }

  return async (callbackUrl, happening) => {
    const { token, originalId, appId } = account;
    const mode = pushModeOf(account);
    const { user, event } = happening;
    const openid = await platform.users.openidOf(user);
    const from = happening.sender === 'platform' ? await openidOf(appId, platformId) : openid;
    const xml = await happening.xml(from, openid);
    const attempts: DeliveryAttempt[] = [];
    record({ personId: user.id, event, xml, attempts });

    const crypt = await keys.next();
    const { acceptsUnclearReplies } = settings;
    const context = { mode, token, originalId, openid: from, crypt, acceptsUnclearReplies };
    let signed = await sign(platform, context, xml);
    for (let left = settings.pushAttempts; left > 0; left--) {
      const posted = await post(platform, deliver, callbackUrl, signed);
      if (left > 1 && isToBeRepeated(posted.outcome)) {
        attempts.push(posted);
        if (settings.repeatedSignature === 'new') signed = await signAgain(platform, signed);
        continue;
      }
      const reply = await replyOf(posted.outcome, context);
      attempts.push(reply.type === 'malformed' ? { ...posted, complaint: reply.reason } : posted);
      if (reply.type === 'malformed') {
        const { origin, pathname } = callbackUrl;
        const meaning = meaningOf(posted.outcome);
        log('warn', 'push_failed', { to: origin + pathname, event, reason: reply.reason, meaning });
      }
      show(happening, reply);
      return;
    }
  };
}

async function post(
  { settings, timers, now }: Platform,
  deliver: Deliver,
  callbackUrl: URL,
  { query, body }: SignedPush,
): Promise<DeliveryAttempt> {
  const url = withQuery(callbackUrl, query);
  const atMs = now();
  const outcome = await deliverOnce(deliver, timers, settings.pushTimeoutMs, url, {
    method: 'POST',
    headers: { ...pushHeaders, 'content-type': 'text/xml' },
    body,
  });
  return { url: url.href, body, atMs, outcome };
}

/** What the developer of the account's server can do about an answer that WeChat does not accept. */
function meaningOf(outcome: DeliveryOutcome): string {
  switch (outcome.type) {
    case 'unreachable':
      return 'The account’s server cannot be reached at account.callbackUrl. Is it running, and is this its address?';
    case 'timeout':
      return 'The account’s server must answer a push within settings.pushTimeoutMs.';
    case 'answered':
      if (outcome.status === 200) {
        return 'WeChat does not accept this reply; docs/wechat.md#passive-replies says what it accepts.';
      }
      return outcome.status === 403
        ? 'The account’s server refuses the push. Its log should say why: usually another Token, EncodingAESKey or mode than simulator.account has.'
        : 'The account’s server does not take pushes at this address. Set account.callbackUrl to the callbackUrl of the backend.';
    default:
      return outcome satisfies never;
  }
}

async function replyOf(outcome: DeliveryOutcome, context: ReplyContext): Promise<Reply> {
  switch (outcome.type) {
    case 'answered':
      if (outcome.status === 200) return readReply(outcome.body, context);
      return { type: 'malformed', reason: `HTTP ${outcome.status}` };
    case 'timeout':
      return { type: 'malformed', reason: 'no answer in time' };
    case 'unreachable':
      return { type: 'malformed', reason: outcome.reason };
    default:
      return outcome satisfies never;
  }
}

/** Returns the line that the chat shows for a reply, or undefined for none. */
function lineOf(reply: Reply): Pick<ChatMessage, 'text' | 'byPlatform'> | undefined {
  switch (reply.type) {
    case 'nothing':
    case 'transfer':
      return undefined;
    case 'text':
      return { text: reply.text };
    case 'other':
      return { text: `[${reply.msgType}]` };
    case 'malformed':
      return { text: outOfOrderText, byPlatform: true };
    default:
      return reply satisfies never;
  }
}
