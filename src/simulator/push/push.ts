/** Pushes: sent, sent again where no answer comes, and the answer shown in the chat. */
import { createCrypt, type Crypt } from '../../wechat/index.js';
import { deliverOnce, type Deliver, type Outcome } from './deliver.js';
import { say, type ChatMessage, type Member } from '../people.js';
import type { Platform } from '../platform.js';
import { readReply, type Reply, type ReplyContext } from './reply.js';
import { handshake, seal, signAnew } from './seal.js';

/** What happened to one push. */
export interface Delivery {
  readonly personId: string;
  /** `subscribe`, `SCAN`, `unsubscribe`, `text` */
  readonly event: string;
  /** The inner XML, the same in every attempt. */
  readonly xml: string;
  readonly attempts: readonly Attempt[];
}

export interface Attempt {
  readonly url: string;
  /** As it was sent. */
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly outcome: Outcome;
  /** Why the chat says that the account is out of order: for developers. */
  readonly complaint?: string;
}

export interface Pusher {
  /**
   * Sends in the background, unless the account is switched off or has no callback URL.
   * @param xml makes the inner XML for the person's openid
   * @throws TypeError if the callback URL is not an absolute one
   */
  readonly push: (member: Member, event: string, xml: (openid: string) => string) => void;
  readonly deliveries: readonly Delivery[];
  /** Resolves when nothing is under way any more. */
  readonly idle: () => Promise<void>;
  /** Asks the account's server for the echostr, as saving the settings page does. */
  readonly verifyCallback: () => Promise<boolean>;
}

/** What WeChat shows in the chat when the account's server does not do its part. */
export const outOfOrderText = '该公众号提供的服务出现故障，请稍后再试';

const maxDeliveries = 1000;

export function createPusher(platform: Platform, deliver: Deliver): Pusher {
  const { account, settings, random, timers, now } = platform;
  const deliveries: Delivery[] = [];
  const underWay = new Set<Promise<void>>();
  let crypt: Promise<Crypt> | undefined;

  function cryptOf(): Promise<Crypt> {
    const { encodingAesKey, appId } = account;
    crypt ??= createCrypt({ encodingAesKey, appId, randomBytes: random.bytes });
    return crypt;
  }

  async function send(
    callbackUrl: string,
    member: Member,
    event: string,
    xmlOf: (openid: string) => string,
  ): Promise<void> {
    const { token, originalId, mode } = account;
    const openid = await platform.members.openidOf(member);
    const xml = xmlOf(openid);
    const attempts: Attempt[] = [];
    deliveries.push({ personId: member.id, event, xml, attempts });
    if (deliveries.length > maxDeliveries) deliveries.shift();

    const context = { mode, token, originalId, openid, crypt: await cryptOf() };
    let sealed = await seal(platform, context, xml);
    for (let left = settings.pushAttempts; left > 0; left--) {
      const url = withQuery(callbackUrl, sealed.query);
      const atMs = now();
      const outcome = await deliverOnce(deliver, timers, settings.pushTimeoutMs, url, {
        method: 'POST',
        headers: { 'content-type': 'text/xml' },
        body: sealed.body,
      });
      const repeat = left > 1 && shallRepeat(outcome);
      const reply: Reply = repeat ? { type: 'nothing' } : await conclude(outcome, context);
      attempts.push({
        ...{ url: url.href, body: sealed.body, atMs, outcome },
        ...(reply.type === 'malformed' ? { complaint: reply.reason } : {}),
      });
      if (!repeat) {
        show(member, event, reply);
        return;
      }
      if (settings.repeatedSignature === 'new') sealed = await signAnew(platform, sealed);
    }
  }

  function shallRepeat(outcome: Outcome): boolean {
    return outcome.type !== 'answered' || (settings.retryErrorStatus && outcome.status !== 200);
  }

  function show(member: Member, event: string, reply: Reply): void {
    // Who has left sees no chat.
    if (event === 'unsubscribe' || !member.following) return;
    const line = lineOf(reply);
    if (line) say(member, { from: 'account', ...line, atMs: now() });
  }

  return {
    deliveries,
    push(member, event, xml) {
      const { callbackUrl, disabled } = account;
      if (callbackUrl === undefined || disabled) return;
      withQuery(callbackUrl, new URLSearchParams());
      const task = send(callbackUrl, member, event, xml).finally(() => underWay.delete(task));
      underWay.add(task);
    },
    async idle() {
      // A push has an end, so this has one as soon as nobody touches the phone.
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    async verifyCallback() {
      const { callbackUrl } = account;
      if (callbackUrl === undefined) return false;
      const query = await handshake(platform);
      const url = withQuery(callbackUrl, query);
      const outcome = await deliverOnce(deliver, timers, settings.pushTimeoutMs, url, {});
      if (outcome.type !== 'answered' || outcome.status !== 200) return false;
      return outcome.body === query.get('echostr');
    },
  };
}

async function conclude(outcome: Outcome, context: ReplyContext): Promise<Reply> {
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

/** What the chat shows of a reply, or undefined for nothing. */
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

/** The query behind whatever query the address itself has. @throws TypeError if it is not absolute */
function withQuery(callbackUrl: string, query: URLSearchParams): URL {
  if (!URL.canParse(callbackUrl)) {
    throw new TypeError(`callbackUrl must be an absolute address, which "${callbackUrl}" is not.`);
  }
  const url = new URL(callbackUrl);
  for (const [name, value] of query) url.searchParams.append(name, value);
  return url;
}
