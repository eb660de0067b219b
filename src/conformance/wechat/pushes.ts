/** Pushes that the checker writes, signs and encrypts itself, right or wrong. */
import {
  createCrypt,
  decryptReply,
  eventXml,
  readFlatXml,
  signPush,
  textXml,
  type Crypt,
  type PushMode,
} from '../../wechat/index.js';
import { secondKey } from '../fixture.js';
import { ownConnection, send, type Answer } from '../http/send.js';
import type { Trace } from '../http/trace.js';
import type { Rig } from '../rig.js';

export interface SentPush {
  readonly query: URLSearchParams;
  readonly body: string;
}

export interface PushOptions {
  /** What the report says about it: `a scan with a wrong signature`. */
  readonly as: string;
  readonly mode?: PushMode;
  readonly token?: string;
  readonly appId?: string;
  readonly timestampS?: number;
  readonly tamper?: (sent: SentPush) => SentPush | Promise<SentPush>;
}

export interface PushAnswer extends Answer {
  /** What the chat shows; '' if nothing. */
  readonly reply: string;
}

/** An event of WeChat about one person. */
export interface Event {
  readonly openid: string;
  readonly scene?: string;
  /** Default: `SCAN`. */
  readonly event?: string;
  /** Default: the scene as the event carries it. */
  readonly eventKey?: string;
  readonly createdAtS?: number;
}

export interface Pushes {
  readonly crypt: Promise<Crypt>;
  readonly nowS: () => number;
  /** The inner XML of an event. */
  eventXml(event: Event): string;
  textXml(openid: string, content: string, msgId?: string): string;
  /** Signs, encrypts and sends inner XML. */
  push(xml: string, options: PushOptions): Promise<PushAnswer>;
  /** Sends what was made before, as it is. */
  send(sent: SentPush, as: string): Promise<PushAnswer>;
  sign(xml: string, options?: Partial<PushOptions>): Promise<SentPush>;
  /** The GET with which WeChat checks the URL. */
  handshake(query: URLSearchParams, as: string): Promise<Answer>;
}

/** @param key of the official account whose pushes they are */
export function createPushes(rig: Rig, trace: Trace, key = 'default'): Pushes {
  const account = key === secondKey ? rig.fixture.second : rig.fixture;
  const callbackUrl = `${rig.url.replace(/\/+$/, '')}/wechat/${key}`;
  const crypt = createCrypt(account);
  const nowS = (): number => Math.floor(rig.now() / 1000);

  const sign: Pushes['sign'] = async (xml, options = {}) => {
    const { mode = 'safe', token = account.token, appId, timestampS = nowS() } = options;
    const sealed = await signPush(xml, {
      ...{ token, mode, timestampS },
      crypt: appId === undefined ? await crypt : await createCrypt({ ...account, appId }),
      nonce: String(rig.next()).padStart(10, '1'),
    });
    return options.tamper?.(sealed) ?? sealed;
  };

  const sendPush: Pushes['send'] = async ({ query, body }, as) => {
    const answer = await send(
      {
        by: 'WeChat',
        as: `push: ${as}`,
        url: `${callbackUrl}?${query.toString()}`,
        init: { method: 'POST', body, headers: { ...ownConnection, 'content-type': 'text/xml' } },
      },
      trace,
      rig,
    );
    return { ...answer, reply: await openReply(answer.text, account.token, await crypt) };
  };

  return {
    ...{ crypt, nowS, sign, send: sendPush },
    eventXml: ({ openid, scene = '', event = 'SCAN', eventKey, createdAtS = nowS() }) =>
      eventXml({
        ...{ to: account.originalId, from: openid, createdAtS, event, ticket: 'gQconformance' },
        eventKey: eventKey ?? (event === 'subscribe' ? `qrscene_${scene}` : scene),
      }),
    textXml: (openid, content, msgId = String(24_000_000_000 + rig.next())) =>
      textXml({ to: account.originalId, from: openid, createdAtS: nowS(), content, msgId }),
    push: async (xml, options) => sendPush(await sign(xml, options), options.as),
    handshake: (query, as) =>
      send(
        {
          by: 'WeChat',
          as: `GET: ${as}`,
          url: `${callbackUrl}?${query.toString()}`,
          init: { headers: ownConnection },
        },
        trace,
        rig,
      ),
  };
}

/** WeChat shows nothing for an answer that it cannot read. */
async function openReply(text: string, token: string, crypt: Crypt): Promise<string> {
  if (!text.startsWith('<xml>')) return '';
  const opened = await decryptReply(text, { token, crypt }).catch(() => '<xml></xml>');
  return readFlatXml(opened).get('Content') ?? '';
}
