/** WeChat's side of the backend: its check of the address, its pushes, and the replies in the chat. */
import { WechatMpLoginError } from '../protocol/errors.js';
import type { Crypt } from '../wechat/crypt.js';
import { EnvelopeError, openEnvelope, sealReply, verifyHandshake } from '../wechat/envelope.js';
import { dedupeKey, parsePush, PushError, textReply, type Push } from '../wechat/messages.js';
import type { Config } from './config.js';
import { readText } from './http.js';
import type { Logins } from './logins.js';
import type { Step } from './machine.js';

const maxPushBytes = 65_536;
/** WeChat cuts the connection after 5 s. */
const pushTimeoutMs = 4000;

export interface PushOptions {
  readonly config: Config;
  readonly crypt: Promise<Crypt> | undefined;
  readonly logins: Logins;
}

export interface PushHandler {
  /** WeChat checks that the address is ours. */
  get(request: Request): Promise<Response>;
  post(request: Request): Promise<Response>;
}

/** Whoever is refused learns nothing but the status. */
export function createPushHandler({ config, crypt, logins }: PushOptions): PushHandler {
  const { wechat, log, now, randomToken } = config;
  const { token, mode, originalId } = wechat;

  function refuse(status: number, reason: string): Response {
    log('warn', 'push_refused', { reason });
    return plain('', status);
  }

  async function apply(push: Push): Promise<string | undefined> {
    if ((push.type !== 'scan' && push.type !== 'subscribe') || !push.scene) return undefined;
    const scan = {
      openid: push.openid,
      sentAtMs: push.createdAtS * 1000,
      pushKey: dedupeKey(push),
    };
    const result = await logins.scanned(push.scene, scan);
    if (!result) return undefined;
    const { attempt } = result;
    const how = result.type === 'refused' ? result.refusal : result.type;
    log('info', 'scanned', { attempt: attempt.id, how });
    const sentence = replyTo(result, config.site, attempt.lang ?? 'zh');
    const createdAtS = Math.floor(now() / 1000);
    return textReply({ to: push.openid, from: push.to, createdAtS, content: sentence });
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
      const reply = await apply(push);
      if (reply === undefined) return plain('success');
      if (!opened.encrypted || !crypt) return xml(reply);
      const seal = { timestampS: Math.floor(now() / 1000), nonce: nonceOf(randomToken) };
      return xml(await sealReply(reply, { token, crypt: await crypt, ...seal }));
    },
  };

  async function open(request: Request): Promise<{ xml: string; encrypted: boolean }> {
    const body = await readText(request, maxPushBytes, pushTimeoutMs);
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

/** `site` is the host of our own settings: nothing of a visitor's stands in a reply. */
function replyTo(result: Step, site: string, lang: string): string {
  const isChinese = /^zh\b/i.test(lang);
  if (result.type !== 'refused') {
    return isChinese ? `你已通过微信登录 ${site}。` : `You have signed in to ${site} with WeChat.`;
  }
  const isUsed = result.refusal === 'contested' || result.attempt.state === 'completed';
  if (isUsed) {
    return isChinese
      ? '这个二维码已被使用，请刷新网页后重新扫码。'
      : 'This code was already used. Please refresh the page and scan again.';
  }
  return isChinese
    ? '二维码已过期，请刷新网页后重新扫码。'
    : 'This code has expired. Please refresh the page and scan again.';
}
