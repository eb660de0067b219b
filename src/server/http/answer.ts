/** Answers, from the headers that all of them have to the Response. */
import type { Caller } from '../host/caller.js';

/**
 * An answer before it is a Response. A server on node:http sends it as it is: to build a Response and to
 * take it apart again would cost more than to write it to the socket.
 */
export interface Answer {
  readonly status: number;
  /** Names in lower case, without `Set-Cookie`. */
  readonly headers: Readonly<Record<string, string>>;
  /** `Set-Cookie` lines. */
  readonly cookies?: readonly string[];
  readonly body: string | ReadableStream<Uint8Array> | null;
}

export function toResponse({ status, headers, cookies = [], body }: Answer): Response {
  const response = new Response(body, { status, headers });
  for (const line of cookies) response.headers.append('Set-Cookie', line);
  return response;
}

/** The function of which some `login.fetch` makes Responses. */
export type Answerer = (request: Request, caller: Partial<Caller>) => Promise<Answer>;

const answerers = new WeakMap<object, Answerer>();

/** Remembers how a server can get the answers of this `fetch` without a Response. */
export function setAnswerer(fetch: object, answerer: Answerer): void {
  answerers.set(fetch, answerer);
}

/** Undefined for a `fetch` that somebody else has made, perhaps around ours: its Responses count. */
export function answererOf(fetch: object): Answerer | undefined {
  return answerers.get(fetch);
}

/** An event stream keeps the stricter `Cache-Control` that it has. */
export function withCommonHeaders(answer: Answer, corsHeaders: Answer['headers'] = {}): Answer {
  return {
    ...answer,
    headers: {
      'cache-control': 'no-store',
      ...answer.headers,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      vary: 'Origin, Accept',
      ...corsHeaders,
    },
  };
}

/**
 * Call it for an allowed origin only: others get none of these.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function corsHeaders(origin: string): Answer['headers'] {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Retry-After',
  };
}

export const preflightAnswer: Answer = {
  status: 204,
  headers: {
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'Authorization, Content-Type, Wechat-Login-Key',
    'access-control-max-age': '600',
  },
  body: null,
};
