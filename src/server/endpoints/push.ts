/** WeChat's side of the backend: its check of the address, its pushes, and the replies in the chat. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import { isEnd } from '../../protocol/states.js';
import type { Crypt } from '../../wechat/push/crypt.js';
import {
  EnvelopeError,
  openEnvelope,
  sealReply,
  verifyHandshake,
} from '../../wechat/push/envelope.js';
import {
  dedupeKey,
  parsePush,
  PushError,
  textReply,
  type Push,
} from '../../wechat/push/messages.js';
import type { Attempt } from '../attempts/attempt.js';
import type { Accounts, Identity } from '../host/host.js';
import type { Config } from '../check-options.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import { sixDigits } from '../base/digits.js';
import { readText } from '../http/http.js';
import type { Logins } from '../attempts/logins.js';
import { type Notifier } from '../host/notices.js';
import { errorKind } from '../base/log.js';
import type { Options } from '../options.js';
import { unavailable } from '../base/errors.js';
import { replyTo } from './replies.js';
import type { Unfollowed } from '../attempts/unfollowed.js';

const maxPushBytes = 65_536;
/** WeChat cuts the connection after 5 s: together these stay below. It comes again, twice. */
const bodyTimeoutMs = 2000;
const applyTimeoutMs = 2500;
/** Part of the latter. */
const knownTimeoutMs = 1500;
/** Pushes of which the application was told, so that it is not told of their repetitions. */
const maxTold = 1000;

export interface PushOptions {
  readonly config: Config;
  readonly crypt: Promise<Crypt> | undefined;
  readonly logins: Logins;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly notifier: Notifier;
  readonly unfollowed: Unfollowed;
  readonly newAccounts: NonNullable<Options['newAccounts']>;
}

export interface PushHandler {
  /** WeChat checks that the address is ours. */
  get(request: Request): Promise<Response>;
  post(request: Request): Promise<Response>;
}

/** Whoever is refused learns nothing but the status. */
export function createPushHandler(options: PushOptions): PushHandler {
  const { config, crypt, logins, accounts, notifier, unfollowed, newAccounts } = options;
  const { wechat, log, now, randomToken } = config;
  const { appId, token, mode, originalId } = wechat;
  const told = new Set<string>();

  function refuse(status: number, reason: string): Response {
    log('warn', 'push_refused', { reason });
    return plain('', status);
  }

  async function apply(push: Push): Promise<string | undefined> {
    if (push.type === 'unsubscribe') tellUnfollowed(push);
    if (push.type === 'subscribe') unfollowed.remove(push.openid);
    if ((push.type !== 'scan' && push.type !== 'subscribe') || !push.scene) return undefined;
    const { scene, openid } = push;
    const asked = await logins.byScene(scene);
    if (!asked) return undefined;
    const chatCode = await digitsFor(asked, { appId, openid });
    const scan = {
      openid,
      sentAtMs: push.createdAtS * 1000,
      pushKey: dedupeKey(push),
      ...(chatCode === undefined ? {} : { chatCode }),
    };
    const result = await logins.scanned(scene, scan);
    if (!result) return undefined;
    const { attempt } = result;
    const how = result.type === 'refused' ? result.refusal : result.type;
    log('info', 'scanned', { attempt: attempt.id, how });
    const createdAtS = Math.floor(now() / 1000);
    const content = replyTo(result, config.site);
    return textReply({ to: openid, from: push.to, createdAtS, content });
  }

  /** The first scan decides; what is made up for a later one is not looked at. */
  async function digitsFor(attempt: Attempt, identity: Identity): Promise<string | undefined> {
    if (attempt.identity || isEnd(attempt.state)) return undefined;
    const mayLink =
      attempt.purpose === 'link' ||
      (newAccounts !== 'create' && !(await isKnown(attempt.id, identity)));
    return mayLink ? sixDigits(randomToken) : undefined;
  }

  /** Unless the accounts say so in time, nobody is: digits too many do less harm than none. */
  async function isKnown(attempt: string, identity: Identity): Promise<boolean> {
    const find = async (): Promise<boolean> => (await accounts.find(identity)) !== undefined;
    try {
      return await withTimeout(knownTimeoutMs, find(), () => {
        throw new Error(`The accounts did not answer within ${knownTimeoutMs} ms`);
      });
    } catch (error) {
      log('warn', 'known_unclear', { attempt, error: errorKind(error) });
      return false;
    }
  }

  function tellUnfollowed(push: Push): void {
    const key = dedupeKey(push);
    if (told.has(key)) return;
    told.add(key);
    unfollowed.add(push.openid);
    for (const oldest of told) {
      if (told.size <= maxTold) break;
      told.delete(oldest);
    }
    notifier({ type: 'unfollowed', key, identity: { appId, openid: push.openid } });
  }

  return {
    async get(request) {
      const echostr = await verifyHandshake({ query: new URL(request.url).searchParams, token });
      return echostr === undefined ? refuse(403, 'handshake') : plain(echostr);
    },
    async post(request) {
      const opened = await open(request).catch((error: unknown) => reasonOf(error));
      if (typeof opened === 'string') {
        return refuse(opened === 'too_large' ? 413 : 403, opened);
      }
      let push: Push;
      try {
        push = parsePush(opened.xml);
      } catch (error) {
        if (!(error instanceof PushError)) throw error;
        // WeChat itself, with something we cannot read: a refusal would tell the person of a fault.
        if (!opened.encrypted) return refuse(403, 'message');
        log('warn', 'push_unreadable', {});
        return plain('success');
      }
      if (originalId !== undefined && push.to !== originalId) return refuse(403, 'account');
      const reply = await withTimeout(applyTimeoutMs, apply(push), () => {
        throw unavailable('store_unavailable', 1000);
      });
      if (reply === undefined) return plain('success');
      if (!opened.encrypted || !crypt) return xml(reply);
      const seal = { timestampS: Math.floor(now() / 1000), nonce: nonceOf(randomToken) };
      return xml(await sealReply(reply, { token, crypt: await crypt, ...seal }));
    },
  };

  async function open(request: Request): Promise<{ xml: string; encrypted: boolean }> {
    const body = await readText(request, maxPushBytes, bodyTimeoutMs);
    const query = new URL(request.url).searchParams;
    const nowS = Math.floor(now() / 1000);
    return openEnvelope({ query, body, token, crypt: await crypt, mode, nowS });
  }
}

/** For the log; errors that are not about the push are thrown on. */
function reasonOf(error: unknown): string {
  if (error instanceof EnvelopeError) return error.reason;
  if (error instanceof WechatMpLoginError) return error.code;
  throw error;
}

function nonceOf(randomToken: Config['randomToken']): string {
  return randomToken(12).replace(/[_-]/g, '0');
}

function plain(body: string, status = 200): Response {
  return new Response(body, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
}

function xml(body: string): Response {
  return new Response(body, { headers: { 'Content-Type': 'text/xml; charset=utf-8' } });
}
