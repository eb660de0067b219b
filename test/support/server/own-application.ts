/**
 * An application as official accounts have had for years: it has the account's server address, a menu
 * and replies. It uses nothing of this package: its encryption is Tencent's own, its parser another one.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import wecom from '@wecom/crypto';
import { XMLParser } from 'fast-xml-parser';
import { listen, stop } from './http-server.js';

/** As on the settings page of the account. */
export interface AccountSettings {
  readonly appId: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly mode: 'safe' | 'plain';
}

/** A request of WeChat, as the application reads it. */
export interface HandedOn {
  /** The path with its query. */
  readonly url: string;
  readonly body: string;
  readonly contentType: string;
}

/** Asks the login's backend first. Undefined if the push is not that of a login. */
export type HandOn = (push: HandedOn) => Promise<Response | undefined>;

export interface OwnApplication {
  /** The address at which it receives pushes. */
  readonly url: string;
  /** What it has received, each push once, such as `text 你好` or `CLICK hours`. */
  readonly received: readonly string[];
  /** Requests, repeated pushes included. */
  readonly requests: number;
  close(): Promise<void>;
}

type Message = Readonly<Record<string, string>>;

/** Its menu, as it was created at WeChat. */
export const menu = {
  button: [
    { type: 'click', name: 'Opening hours', key: 'hours' },
    { type: 'view', name: 'Shop', url: 'https://shop.example/' },
  ],
};

const parser = new XMLParser({ parseTagValue: false });

export async function startOwnApplication(
  account: AccountSettings,
  handOn?: HandOn,
): Promise<OwnApplication> {
  const received: string[] = [];
  const replies = new Map<string, Promise<string>>();
  let requests = 0;
  let onRepeated = (): void => undefined;

  /** What it says to a message, '' for nothing. A push that WeChat repeats gets the same again. */
  function replyTo(message: Message): Promise<string> {
    const { MsgId = '', FromUserName, CreateTime, Event = '', EventKey = '' } = message;
    const key = MsgId || [FromUserName, CreateTime, Event, EventKey].join();
    const known = replies.get(key);
    if (known) onRepeated();
    const reply = known ?? think(message);
    replies.set(key, reply);
    return reply;
  }

  async function think(message: Message): Promise<string> {
    const { MsgType = '', Event = '', EventKey = '', Content = '', PicUrl = '' } = message;
    const kind = MsgType === 'event' ? Event : MsgType;
    const detail = Content || PicUrl || EventKey;
    received.push(detail === '' ? kind : `${kind} ${detail}`);
    switch (kind) {
      case 'text':
        // Thinks so long that WeChat asks again.
        if (Content === 'slow') await new Promise<void>((resolve) => (onRepeated = resolve));
        return `You wrote: ${Content}`;
      case 'image':
        return 'A fine picture.';
      case 'CLICK':
        return 'We are open from 9 to 5.';
      case 'subscribe':
        return 'Welcome to the shop!';
      default:
        return '';
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { searchParams: query } = new URL(request.url ?? '', 'http://localhost');
    const at = (name: string): string => query.get(name) ?? '';
    if (!isSigned(account, query)) return void response.writeHead(403).end();
    if (request.method === 'GET') return void response.end(at('echostr'));
    requests++;
    const body = await textOf(request);
    const contentType = request.headers['content-type'] ?? '';
    const login = await handOn?.({ url: request.url ?? '', body, contentType });
    if (login) {
      response.writeHead(login.status, { 'content-type': login.headers.get('content-type') ?? '' });
      return void response.end(await login.text());
    }
    const message = open(account, query, body);
    if (!message) return void response.writeHead(403).end();
    const content = await replyTo(message);
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(content === '' ? 'success' : write(account, message, content));
  }

  const server = createServer((request, response) => void answer(request, response));
  const origin = await listen(server);
  return {
    url: `${origin}/wechat?account=shop`,
    received,
    get requests() {
      return requests;
    },
    close: () => stop(server),
  };
}

function isSigned({ token }: AccountSettings, query: URLSearchParams): boolean {
  const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
  return query.get('signature') === wecom.getSignature(token, timestamp, nonce, '');
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function read(xml: string): Message {
  return (parser.parse(xml) as { xml: Message }).xml;
}

/** Undefined if the push is not signed and encrypted as the account demands. */
function open(
  { mode, token, encodingAesKey, appId }: AccountSettings,
  query: URLSearchParams,
  body: string,
): Message | undefined {
  if (mode === 'plain') return read(body);
  const { Encrypt = '' } = read(body);
  const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
  if (query.get('msg_signature') !== wecom.getSignature(token, timestamp, nonce, Encrypt)) {
    return undefined;
  }
  const { message, id } = wecom.decrypt(encodingAesKey, Encrypt);
  return id === appId ? read(message) : undefined;
}

function write(
  { mode, token, encodingAesKey, appId }: AccountSettings,
  { FromUserName = '', ToUserName = '' }: Message,
  content: string,
): string {
  const xml = `<xml><ToUserName><![CDATA[${FromUserName}]]></ToUserName><FromUserName><![CDATA[${ToUserName}]]></FromUserName><CreateTime>${Date.now()}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content></xml>`;
  if (mode === 'plain') return xml;
  const encrypted = wecom.encrypt(encodingAesKey, xml, appId);
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), '1372623149'];
  const signature = wecom.getSignature(token, timestamp, nonce, encrypted);
  return `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`;
}
