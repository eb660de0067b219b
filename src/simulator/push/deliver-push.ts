/** Sends pushes, repeats those that get no answer, and shows the answers in the chat. */
import { createCrypt, type Crypt } from '../../wechat/index.js';
import type { Platform } from '../platform.js';
import { addToChat, type ChatMessage, type WechatUser } from '../users.js';
import { deliverOnce, type Deliver, type DeliveryOutcome } from './send-request.js';
import { readReply, type Reply, type ReplyContext } from './reply.js';
import { handshakeQuery, sign, signAgain, type SignedPush } from './sign.js';

/** One push, with each attempt to deliver it. */
export interface Delivery {
  readonly personId: string;
  /** `subscribe`, `SCAN`, `unsubscribe`, `text` */
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

export interface Pusher {
  /**
   * Sends in the background, unless the account is disabled or has no callback URL.
   * @param xml makes the inner XML for the user's openid
   * @throws TypeError if the callback URL is not absolute
   */
  readonly push: (user: WechatUser, event: string, xml: (openid: string) => string) => void;
  readonly deliveries: readonly Delivery[];
  /** Resolves when no push is being sent any more. */
  readonly idle: () => Promise<void>;
  /** Asks the account's server for the echostr, as saving the settings page of WeChat does. */
  readonly verifyCallback: () => Promise<boolean>;
}

/** The notice that WeChat shows in the chat if the account's server does not answer properly. */
export const outOfOrderText = '该公众号提供的服务出现故障，请稍后再试';

const maxDeliveries = 1000;

export function createPusher(platform: Platform, deliver: Deliver): Pusher {
  const { account, settings, timers } = platform;
  const deliveries: Delivery[] = [];
  const pending = new Set<Promise<void>>();
  const send = createSender(platform, deliver, (delivery) => {
    deliveries.push(delivery);
    if (deliveries.length > maxDeliveries) deliveries.shift();
  });

  return {
    deliveries,
    push(user, event, xml) {
      const { callbackUrl, isDisabled } = account;
      if (callbackUrl === undefined || isDisabled) return;
      withQuery(callbackUrl, new URLSearchParams());
      const task = send(callbackUrl, user, event, xml).finally(() => pending.delete(task));
      pending.add(task);
    },
    async idle() {
      // Every push ends, so this loop ends as soon as nobody touches the phone.
      while (pending.size > 0) await Promise.allSettled(pending);
    },
    async verifyCallback() {
      const { callbackUrl } = account;
      if (callbackUrl === undefined) return false;
      const query = await handshakeQuery(platform);
      const url = withQuery(callbackUrl, query);
      const outcome = await deliverOnce(deliver, timers, settings.pushTimeoutMs, url, {});
      if (outcome.type !== 'answered' || outcome.status !== 200) return false;
      return outcome.body === query.get('echostr');
    },
  };
}

type Send = (
  callbackUrl: string,
  user: WechatUser,
  event: string,
  xmlOf: (openid: string) => string,
) => Promise<void>;

/** Makes the function that sends one push, as often as the settings say. */
function createSender(
  platform: Platform,
  deliver: Deliver,
  record: (delivery: Delivery) => void,
): Send {
  const { account, settings, random, timers, now } = platform;
  let crypt: Promise<Crypt> | undefined;

  function cryptOf(): Promise<Crypt> {
    const { encodingAesKey, appId } = account;
    crypt ??= createCrypt({ encodingAesKey, appId, randomBytes: random.bytes });
    return crypt;
  }

  async function post(callbackUrl: string, { query, body }: SignedPush) {
    const url = withQuery(callbackUrl, query);
    const atMs = now();
    const outcome = await deliverOnce(deliver, timers, settings.pushTimeoutMs, url, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body,
    });
    return { url: url.href, body, atMs, outcome };
  }

  function isToBeRepeated(outcome: DeliveryOutcome): boolean {
    return outcome.type !== 'answered' || (settings.retryErrorStatus && outcome.status !== 200);
  }

  function show(user: WechatUser, event: string, reply: Reply): void {
    // Somebody who has unfollowed no longer sees the chat.
    if (event === 'unsubscribe' || !user.following) return;
    const line = lineOf(reply);
    if (line) addToChat(user, { from: 'account', ...line, atMs: now() });
  }

  return async (callbackUrl, user, event, xmlOf) => {
    const { token, originalId, mode } = account;
    const openid = await platform.users.openidOf(user);
    const xml = xmlOf(openid);
    const attempts: DeliveryAttempt[] = [];
    record({ personId: user.id, event, xml, attempts });

    const context = { mode, token, originalId, openid, crypt: await cryptOf() };
    let signed = await sign(platform, context, xml);
    for (let left = settings.pushAttempts; left > 0; left--) {
      const posted = await post(callbackUrl, signed);
      if (left > 1 && isToBeRepeated(posted.outcome)) {
        attempts.push(posted);
        if (settings.repeatedSignature === 'new') signed = await signAgain(platform, signed);
        continue;
      }
      const reply = await replyOf(posted.outcome, context);
      attempts.push(reply.type === 'malformed' ? { ...posted, complaint: reply.reason } : posted);
      show(user, event, reply);
      return;
    }
  };
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

/** Appends to whatever query the URL already has. @throws TypeError if the URL is not absolute */
function withQuery(callbackUrl: string, query: URLSearchParams): URL {
  if (!URL.canParse(callbackUrl)) {
    throw new TypeError(`account.callbackUrl must be an absolute URL; "${callbackUrl}" is not.`);
  }
  const url = new URL(callbackUrl);
  for (const [name, value] of query) url.searchParams.append(name, value);
  return url;
}
