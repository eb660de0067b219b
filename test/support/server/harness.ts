/** A backend with a scripted WeChat, a clock that tests move, and functions for page and phone. */
import assert from 'node:assert/strict';
import { createChain, type Chain } from '../../../src/protocol/chain.js';
import type { Method } from '../../../src/protocol/messages.js';
import type { Caller } from '../../../src/server/host/caller.js';
import { createCookieSessions, createMemoryAccounts } from '../../../src/accounts/index.js';
import {
  createWechatMpLogin,
  type Options,
  type WechatMpLogin,
} from '../../../src/server/index.js';
import { createCrypt } from '../../../src/wechat/push/crypt.js';
import type { PushMode } from '../../../src/wechat/push/verify-push.js';
import { decryptReply, signPush } from '../../../src/wechat/push/encrypt-reply.js';
import { eventXml, writeMessage } from '../../../src/wechat/push/write-messages.js';

export const settings = {
  appId: 'wx0123456789abcdef',
  appSecret: '0123456789abcdef0123456789abcdef',
  token: 'pK7wZ2vQ9xR4mT6nB3cL8dF5',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
} as const;
export const originalId = 'gh_0123456789ab';
/** Those of the second official account, whose key is `news`. */
export const newsSettings = {
  appId: 'wxfedcba9876543210',
  appSecret: 'fedcba9876543210fedcba9876543210',
  token: 'mQ4xT8rB2vK6wJ9zN3cF7hL5',
  encodingAesKey: 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba',
} as const;
export const newsOriginalId = 'gh_fedcba987654';

const ofAccount = {
  default: { credentials: settings, originalId },
  news: { credentials: newsSettings, originalId: newsOriginalId },
} as const;
export type AccountKey = keyof typeof ofAccount;
export const baseUrl = 'https://login.example/wechat-login';
export const page = 'https://login.example';

/** As in docs/wechat.md#events: the sender is the platform's own, and the person stands in `OpenID`. */
export function authorizationXml(event: string, createdAtS: number, more = ''): string {
  return `<xml><ToUserName>${originalId}</ToUserName><FromUserName>oPlatform</FromUserName>
<CreateTime>${createdAtS}</CreateTime><MsgType>event</MsgType><Event>${event}</Event>
<OpenID>oPersonOne</OpenID><AppID>${settings.appId}</AppID><RevokeInfo>1</RevokeInfo>${more}</xml>`;
}

export type ApiAnswer = (
  path: string,
  body: unknown,
  query: URLSearchParams,
) => object | undefined | Promise<object | undefined>;

export interface HarnessOptions extends Omit<Partial<Options>, 'wechat'> {
  readonly wechat?: Partial<Options['wechat']>;
  /** Whether the backend serves a second official account. */
  readonly servesNews?: true;
  /** What the second official account offers. */
  readonly newsMethods?: readonly Method[];
  /** Answers calls of WeChat's API. If it returns undefined, the call gets the usual answer. */
  readonly api?: ApiAnswer;
  /** Another build of the backend: see patched-server.ts. */
  readonly createLogin?: typeof createWechatMpLogin;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly setCookies: string[];
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export interface CallOptions extends Partial<Omit<Caller, 'setCookie'>> {
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** An attempt, with everything that the browser holds for it. */
export interface Tab {
  readonly chain: Chain;
  readonly id: string;
  readonly cookie: string;
  readonly scene: string;
  readonly created: Answer;
}

export function createHarness(options: HarnessOptions = {}) {
  const clock = { nowMs: 1_800_000_000_000 };
  const now = (): number => clock.nowMs;
  const log: { level: string; event: string; details: unknown }[] = [];
  const { api, ...others } = options;
  const { fetch, apiCalls, scenes, sceneOf } = createScriptedWechat(api);
  const accounts = createMemoryAccounts();
  const sessions = createCookieSessions({ secure: true, now });
  const login = loginWith(others, fetch, {
    ...{ accounts, sessions, now },
    log: (level, event, details) => void log.push({ level, event, details }),
  });
  const calls = createCalls(login);

  return {
    ...{ login, clock, log, apiCalls, accounts, sessions, scenes },
    ...calls,
    ...createTabs(calls, sceneOf),
    ...createChat(calls, clock),
  };
}

type WechatFetch = ReturnType<typeof createScriptedWechat>['fetch'];

function loginWith(
  options: Omit<HarnessOptions, 'api'>,
  fetch: WechatFetch,
  own: Required<Pick<Options, 'accounts' | 'sessions' | 'now' | 'log'>>,
): WechatMpLogin {
  const { wechat, servesNews, newsMethods, createLogin = createWechatMpLogin, ...rest } = options;
  const common = {
    publicUrl: baseUrl,
    confirm: 'none',
    newAccounts: 'create',
    ...own,
    ...rest,
  } as const;
  const first = { ...settings, originalId, fetch, ...wechat };
  const second = { ...newsSettings, originalId: newsOriginalId, fetch };
  const officialAccount = rest.officialAccount ?? { name: 'Example' };
  return servesNews
    ? createLogin({
        ...{ ...common, officialAccount: undefined },
        officialAccounts: [
          { ...{ key: 'default', wechat: first }, ...officialAccount },
          {
            ...{ key: 'news', name: 'Example News', kind: 'subscription', wechat: second },
            ...(newsMethods ? { methods: newsMethods } : {}),
          },
        ],
      })
    : createLogin({ ...common, officialAccount, wechat: first });
}

type Calls = ReturnType<typeof createCalls>;

/** Requests of pages, and of others. */
function createCalls(login: WechatMpLogin) {
  async function request(
    url: string,
    init: RequestInit,
    calling: CallOptions = {},
  ): Promise<Response> {
    const { headers, signal, ...caller } = calling;
    return login.fetch(
      new Request(url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), ...headers },
        ...(signal === undefined ? {} : { signal }),
      }),
      caller,
    );
  }

  async function call(
    method: string,
    path: string,
    body?: unknown,
    calling: CallOptions = {},
  ): Promise<Answer> {
    const init: RequestInit = {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    };
    const response = await request(`${baseUrl}${path}`, init, {
      ...(method === 'GET' ? {} : { origin: page }),
      ...calling,
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      setCookies: response.headers.getSetCookie(),
      text,
      body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  }

  const bearer = (key: string): CallOptions => ({ headers: { authorization: `Bearer ${key}` } });

  return { request, call, bearer };
}

/** Browser tabs with an attempt. */
function createTabs({ call, bearer }: Calls, sceneOf: (url: string | undefined) => string) {
  async function open(more: object = {}, calling: CallOptions = {}): Promise<Tab> {
    const chain = await createChain();
    const asked = { challenge: chain.challenge, purpose: 'login', method: 'scan', ...more };
    const created = await call('POST', '/attempts', asked, calling);
    assert.equal(created.status, 201, created.text);
    const cookie = (created.setCookies[0] ?? '').split(';')[0] ?? '';
    const present = created.body['present'] as { url?: string } | undefined;
    const scene = sceneOf(present?.url);
    return { chain, id: created.body['id'] as string, cookie, scene, created };
  }

  async function watch(tab: Tab, query = ''): Promise<Answer> {
    return call('GET', `/attempts/${tab.id}${query}`, undefined, bearer(tab.chain.key));
  }

  async function redeem(tab: Tab, calling: CallOptions = {}): Promise<Answer> {
    const body = { verifier: tab.chain.verifier };
    return call('POST', `/attempts/${tab.id}/redeem`, body, { cookie: tab.cookie, ...calling });
  }

  return { open, watch, redeem };
}

/** What people do in WeChat, as pushes. */
function createChat({ request }: Calls, clock: { readonly nowMs: number }) {
  async function push(
    xml: string,
    {
      mode = 'safe',
      tamper = (sent) => sent,
      timestampS = Math.floor(clock.nowMs / 1000),
      at = 'default',
      signedAs = at,
      token = ofAccount[signedAs].credentials.token,
    }: PushSettings = {},
  ): Promise<Answer> {
    const crypt = await createCrypt(ofAccount[signedAs].credentials);
    const sealed = await signPush(xml, { token, crypt, mode, timestampS, nonce: '1234567890' });
    const { query, body } = tamper(sealed);
    const url = `${baseUrl}/wechat/${at}?${query.toString()}`;
    const response = await request(url, { method: 'POST', body });
    const text = await response.text();
    return { status: response.status, headers: response.headers, setCookies: [], text, body: {} };
  }

  /** The XML of a scan. */
  function scanXml(
    scene: string,
    {
      openid = 'oPersonOne',
      event = 'SCAN',
      sentAtS = 0,
      at = 'default',
      ticket = 'gQtheTicket',
    }: ScanSettings = {},
  ) {
    return eventXml({
      to: ofAccount[at].originalId,
      from: openid,
      createdAtS: sentAtS || Math.floor(clock.nowMs / 1000),
      event,
      eventKey: event === 'subscribe' ? `qrscene_${scene}` : scene,
      ticket,
    });
  }

  /** Scans a QR code and returns the reply in the chat, '' without one. */
  async function scan(scene: string, about: ScanSettings = {}): Promise<string> {
    const { at = 'default' } = about;
    return contentOf(await push(scanXml(scene, about), { at }), at);
  }

  let messages = 0;

  /** Sends a message and returns the reply in the chat, '' if it is the application's. */
  async function type(content: string, about: MessageSettings = {}): Promise<string> {
    const { openid = 'oPersonOne', msgId = String(++messages), bizMsgMenuId } = about;
    const { at = 'default' } = about;
    const createdAtS = Math.floor(clock.nowMs / 1000);
    const address = { to: ofAccount[at].originalId, from: openid, createdAtS };
    return contentOf(
      await push(
        writeMessage(address, 'text', [
          ['Content', content],
          ['MsgId', BigInt(msgId)],
          ...(bizMsgMenuId === undefined ? [] : [['bizmsgmenuid', bizMsgMenuId] as const]),
        ]),
        { at },
      ),
      at,
    );
  }

  /** Taps a link in this reply of the chat: 'Confirm' or 'Not me' in any language. */
  async function tap(
    reply: string,
    link: 'confirm' | 'not-me',
    about: MessageSettings = {},
  ): Promise<string> {
    return type(linkText(reply, link), { bizMsgMenuId: link, ...about });
  }

  return { push, scanXml, scan, type, tap };
}

/** What the chat shows in answer to a push; '' for nothing. */
async function contentOf(answer: Answer, at: AccountKey): Promise<string> {
  const { credentials } = ofAccount[at];
  assert.equal(answer.status, 200);
  if (answer.text === 'success') return '';
  const opened = await decryptReply(answer.text, {
    token: credentials.token,
    crypt: await createCrypt(credentials),
  });
  return /<Content><!\[CDATA\[([^]*)\]\]>/.exec(opened)?.[1] ?? assert.fail(opened);
}

/** WeChat's API, answered by `api` or else as usual, with a record of all calls. */
function createScriptedWechat(api: ApiAnswer | undefined) {
  const apiCalls: { path: string; body: unknown }[] = [];
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname: path, searchParams } = new URL(request.url);
    const text = await request.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const number = apiCalls.push({ path, body });
    const special = await api?.(path, body, searchParams);
    if (special) return Response.json(special);
    switch (path) {
      case '/cgi-bin/stable_token':
        return Response.json({ access_token: 'the-access-token', expires_in: 7200 });
      case '/cgi-bin/qrcode/create':
        return Response.json({
          ticket: 'gQtheTicket',
          expire_seconds: 240,
          url: urlOf(number),
        });
      case '/cgi-bin/user/info':
        return Response.json({
          subscribe: 1,
          openid: 'x',
          unionid: 'o6_the_unionid_of_somebody__',
        });
      default:
        return Response.json({ errcode: -1, errmsg: 'not scripted' });
    }
  };

  /** The QR codes that WeChat was asked for, in order. */
  function qrCodes(): readonly { readonly url: string; readonly scene: string }[] {
    return apiCalls.flatMap(({ body }, index) => {
      const request = body as { action_info?: { scene: { scene_str: string } } } | undefined;
      const scene = request?.action_info?.scene.scene_str;
      return scene === undefined ? [] : [{ url: urlOf(index + 1), scene }];
    });
  }

  return {
    ...{ fetch, apiCalls },
    scenes: () => qrCodes().map(({ scene }) => scene),
    /** Of this QR code, or of the last one. */
    sceneOf: (shownUrl: unknown) =>
      (qrCodes().find(({ url }) => url === shownUrl) ?? qrCodes().at(-1))?.scene ?? '',
  };
}

/** The content of the QR code that the API call with this number has asked for. */
const urlOf = (number: number): string =>
  `http://weixin.qq.com/q/02${String(number).padStart(20, '0')}`;

interface ScanSettings {
  readonly openid?: string;
  readonly event?: string;
  readonly sentAtS?: number;
  /** The account whose QR code it is. */
  readonly at?: AccountKey;
  readonly ticket?: string;
}

export interface MessageSettings {
  readonly openid?: string;
  /** The account whose chat it is. */
  readonly at?: AccountKey;
  /** WeChat's number of the message. Default: a new one. */
  readonly msgId?: string;
  /** Test accounts leave it out. */
  readonly bizMsgMenuId?: string;
}

/** The message that a tap on this link of a reply sends. */
export function linkText(reply: string, link: 'confirm' | 'not-me'): string {
  const href = `weixin://bizmsgmenu\\?msgmenucontent=([^&"]*)&msgmenuid=${link}"`;
  const [, content] = new RegExp(href).exec(reply) ?? assert.fail(`no ${link} in: ${reply}`);
  return decodeURIComponent(content ?? '');
}

export interface PushSettings {
  readonly mode?: PushMode;
  readonly tamper?: (sent: { query: URLSearchParams; body: string }) => {
    query: URLSearchParams;
    body: string;
  };
  readonly timestampS?: number;
  /** Whose callback gets it. */
  readonly at?: AccountKey;
  /** Whose Token and EncodingAESKey protect it. */
  readonly signedAs?: AccountKey;
  readonly token?: string;
}

/** The sentence of a reply, without the offer to say that it was somebody else. */
export const sentenceOf = (reply: string): string => reply.split('\n\n')[0] ?? '';

/** Reads an event stream to its end and returns its snapshots. */
export async function readEvents(response: Response): Promise<Record<string, unknown>[]> {
  const text = await response.text();
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('id:'))
    .map((block) => JSON.parse(/data: (.*)/.exec(block)?.[1] ?? '') as Record<string, unknown>);
}
