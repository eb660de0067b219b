/** Translates between HTTP and the endpoints: a Request into a Call, a Reply into an Answer. */
import {
  pushHeader,
  type Call,
  type JsonReply,
  type PageReply,
  type PushCall,
  type Reply,
  type TextReply,
} from '../endpoints/call.js';
import type { DeviceCookies } from '../base/secrets/device-cookie.js';
import type { Caller } from '../host/caller.js';
import type { Answer } from './answer.js';
import { readBytes, readJson } from './bodies.js';
import type { AttemptCookies } from './attempt-cookie.js';
import type { Mounting } from './mounting.js';
import { streamAnswer, type StreamOptions } from './streams.js';

export function toCall(
  request: Request,
  url: URL,
  caller: Caller,
  id: string,
  cookies: AttemptCookies,
  deviceCookies: Pick<DeviceCookies, 'read'>,
  { bodyIsGone }: Pick<Mounting, 'bodyIsGone'>,
): Call {
  const { headers } = request;
  const bearer = /^Bearer +(.*)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? '';
  return {
    ...toPushCall(request, url, bodyIsGone),
    caller,
    id,
    bearer,
    key: headers.get('wechat-login-key') ?? bearer,
    wantsStream: headers.get('accept')?.includes('text/event-stream') ?? false,
    // Adapters build it when it is read.
    get signal() {
      return signalOf(request);
    },
    attemptSecret: (attemptId) => cookies.read(caller.cookie, attemptId),
    attemptIds: () => cookies.ids(caller.cookie),
    device: () => deviceCookies.read(caller.cookie),
    readJson: () => readJson(request, bodyIsGone),
  };
}

export function toPushCall(
  request: Request,
  { searchParams, search }: URL,
  bodyIsGone: () => void,
): PushCall {
  return {
    query: searchParams,
    rawQuery: search.slice(1),
    contentType: request.headers.get('content-type') ?? '',
    isForwarded: request.headers.has(pushHeader),
    readBytes: (maxBytes, signal) => readBytes(request, maxBytes, signal, bodyIsGone),
  };
}

/** Requests older than AbortSignal have none. */
function signalOf({ signal }: { readonly signal?: AbortSignal }): AbortSignal {
  return signal ?? new AbortController().signal;
}

export function toAnswer(
  reply: Reply,
  caller: Caller,
  cookies: AttemptCookies,
  stream: Pick<StreamOptions, 'watchers' | 'now'>,
): Answer {
  if ('streamOf' in reply) {
    return streamAnswer({ ...stream, attempt: reply.streamOf, address: caller.address });
  }
  if ('redirectTo' in reply) {
    return { status: 303, headers: { location: reply.redirectTo }, body: null };
  }
  if ('html' in reply) return pageAnswer(reply);
  return 'text' in reply ? textAnswer(reply) : jsonAnswer(reply, caller, cookies);
}

export function textAnswer({ status, text, type, push }: TextReply): Answer {
  const headers = { 'content-type': `${type}; charset=utf-8` };
  const named = push === undefined ? headers : { ...headers, [pushHeader.toLowerCase()]: push };
  return { status, headers: named, body: text };
}

/** A page that loads nothing, and that no other page may frame. */
function pageAnswer({ status, html }: PageReply): Answer {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  };
  return { status, headers, body: html };
}

function jsonAnswer(
  { status, json, setCookies = [], attemptCookie, staleCookies = [] }: JsonReply,
  caller: Caller,
  cookies: AttemptCookies,
): Answer {
  for (const line of setCookies) caller.setCookie(line);
  if (attemptCookie) {
    const { id, secret = '', isOver } = attemptCookie;
    const line = isOver ? cookies.endSoon(id, secret) : cookies.set(id, secret);
    caller.setCookie(secret ? line : cookies.forget(id));
  }
  for (const id of staleCookies) caller.setCookie(cookies.forget(id));
  if (status === 204) return { status, headers: {}, body: null };
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) };
}
