/** Translates between HTTP and the endpoints: a Request into a Call, a Reply into a Response. */
import {
  pushHeader,
  type Call,
  type JsonReply,
  type PageReply,
  type PushCall,
  type Reply,
  type TextReply,
} from '../endpoints/call.js';
import { createResponse } from '../base/body-text.js';
import type { DeviceCookies } from '../base/secrets/device-cookie.js';
import type { Caller } from '../host/caller.js';
import { readBytes, readJson } from './bodies.js';
import type { AttemptCookies } from './attempt-cookie.js';
import type { Mounting } from './mounting.js';
import { urlOf } from './requests.js';
import { streamResponse, type StreamOptions } from './streams.js';

export function toCall(
  request: Request,
  caller: Caller,
  id: string,
  cookies: AttemptCookies,
  deviceCookies: Pick<DeviceCookies, 'read'>,
  { bodyIsGone }: Pick<Mounting, 'bodyIsGone'>,
): Call {
  const { headers } = request;
  const bearer = /^Bearer +(.*)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? '';
  return {
    ...toPushCall(request, bodyIsGone),
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

export function toPushCall(request: Request, bodyIsGone: () => void): PushCall {
  const { searchParams, search } = urlOf(request);
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

export function toResponse(
  reply: Reply,
  caller: Caller,
  cookies: AttemptCookies,
  stream: Pick<StreamOptions, 'watchers' | 'now'>,
): Response {
  if ('streamOf' in reply) {
    return streamResponse({ ...stream, attempt: reply.streamOf, address: caller.address });
  }
  if ('redirectTo' in reply) {
    return new Response(null, { status: 303, headers: { Location: reply.redirectTo } });
  }
  if ('html' in reply) return pageResponse(reply);
  return 'text' in reply ? textResponse(reply) : jsonResponse(reply, caller, cookies);
}

export function textResponse({ status, text, type, push }: TextReply): Response {
  const headers = new Headers({ 'Content-Type': `${type}; charset=utf-8` });
  if (push !== undefined) headers.set(pushHeader, push);
  return createResponse(text, { status, headers });
}

/** A page that loads nothing, and that no other page may frame. */
function pageResponse({ status, html }: PageReply): Response {
  return createResponse(html, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
  });
}

function jsonResponse(
  { status, json, setCookies = [], attemptCookie, staleCookies = [] }: JsonReply,
  caller: Caller,
  cookies: AttemptCookies,
): Response {
  for (const line of setCookies) caller.setCookie(line);
  if (attemptCookie) {
    const { id, secret = '', isOver } = attemptCookie;
    const line = isOver ? cookies.endSoon(id, secret) : cookies.set(id, secret);
    caller.setCookie(secret ? line : cookies.forget(id));
  }
  for (const id of staleCookies) caller.setCookie(cookies.forget(id));
  if (status === 204) return new Response(null, { status });
  const headers = { 'Content-Type': 'application/json' };
  return createResponse(JSON.stringify(json), { status, headers });
}
