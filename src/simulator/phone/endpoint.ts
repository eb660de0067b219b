/** Serves the phone over HTTP, for pages whose simulator runs in the server. */
import { BodyError, readBoundedText } from '../../wechat/io/read-text.js';
import type { SimulatorLog } from '../platform.js';
import {
  isAuthorizationChange,
  isAuthorizeAnswer,
  isMediaType,
  PhoneError,
  type Phone,
} from './phone.js';

interface MethodShape {
  /** The number of arguments, which are all strings. */
  readonly count: number;
  readonly call: (phone: Phone, args: readonly string[]) => Promise<unknown>;
}

const methods = {
  people: { count: 0, call: (phone) => phone.people() },
  addPerson: { count: 1, call: (phone, [name = '']) => phone.addPerson(name) },
  scan: { count: 2, call: (phone, [id = '', text = '']) => phone.scan(id, text) },
  follow: { count: 2, call: (phone, [id = '', scanId = '']) => phone.follow(id, scanId) },
  search: { count: 2, call: (phone, [id = '', text = '']) => phone.search(id, text) },
  followBySearch: { count: 1, call: (phone, [id = '']) => phone.followBySearch(id) },
  followByPayment: { count: 1, call: (phone, [id = '']) => phone.followByPayment(id) },
  unfollow: { count: 1, call: (phone, [id = '']) => phone.unfollow(id) },
  chat: { count: 1, call: (phone, [id = '']) => phone.chat(id) },
  send: { count: 2, call: (phone, [id = '', text = '']) => phone.send(id, text) },
  sendMedia: {
    count: 2,
    call: (phone, [id = '', type = '']) => {
      if (isMediaType(type)) return phone.sendMedia(id, type);
      throw new PhoneError(
        'The phone sends "image", "voice", "video", "shortvideo", "location" and "link".',
      );
    },
  },
  tap: { count: 2, call: (phone, [id = '', href = '']) => phone.tap(id, href) },
  pressMenu: { count: 2, call: (phone, [id = '', name = '']) => phone.pressMenu(id, name) },
  authorize: {
    count: 3,
    call: (phone, [id = '', url = '', answer = '']) => {
      if (isAuthorizeAnswer(answer)) return phone.authorize(id, url, answer);
      throw new PhoneError('An answer is "allow" or "refuse".');
    },
  },
  changeAuthorization: {
    count: 2,
    call: (phone, [id = '', change = '']) => {
      if (isAuthorizationChange(change)) return phone.changeAuthorization(id, change);
      throw new PhoneError('A change is "modified", "revoked" or "cancelled".');
    },
  },
} satisfies Record<keyof Phone, MethodShape>;

const maxBodyBytes = 16_384;

export interface PhoneEndpointOptions {
  /** Origins of pages that may call, besides those on localhost. */
  readonly origins?: readonly string[] | undefined;
  readonly log: SimulatorLog;
}

/**
 * Returns a fetch handler that serves a phone under `POST {address}/phone/{method}`; `remotePhone`
 * calls it.
 *
 * The body is a JSON array of the arguments. The answer is the result as JSON (`null` for none), or
 * `{"error": "…"}` with status 400 (a person cannot do that), 404, 405, 413, 415 or 500. Pages of
 * origins that are not allowed cannot call it: the content type requires a CORS preflight.
 */
export function createPhoneEndpoint(
  phone: Phone,
  { origins = [], log }: PhoneEndpointOptions,
): (request: Request) => Promise<Response> {
  async function call(request: Request): Promise<Response> {
    const name = new URL(request.url).pathname.split('/').pop() ?? '';
    const method = Object.hasOwn(methods, name) ? methods[name as keyof Phone] : undefined;
    if (!method) return failure(404, 'The phone has no such method.');
    if (request.method === 'OPTIONS') return new Response(null, { status: 204 });
    if (request.method !== 'POST') return failure(405, 'The phone is called by POST.');
    if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
      return failure(415, 'The body must be application/json.');
    }
    const text = await readBody(request);
    if (text === undefined) return failure(413, `The body must be at most ${maxBodyBytes} bytes.`);
    const args = readArguments(text, method.count);
    if (!args) return failure(400, `"${name}" takes an array of ${method.count} strings.`);
    try {
      return answer(200, (await method.call(phone, args)) ?? null);
    } catch (error) {
      if (error instanceof PhoneError) return failure(400, error.message);
      log('warn', 'phone_failed', { method: name, error: String(error) });
      return failure(500, 'The simulator failed to do this. Its log says why.');
    }
  }

  return async (request) => {
    const response = await call(request);
    const origin = request.headers.get('origin');
    if (origin === null || !(origins.includes(origin) || isLocal(origin))) return response;
    // https://fetch.spec.whatwg.org/#http-cors-protocol
    response.headers.set('access-control-allow-origin', origin);
    response.headers.set('access-control-allow-headers', 'content-type');
    response.headers.set('vary', 'origin');
    return response;
  };
}

/** Whether this is the origin of a page that a server on the same computer serves. */
export function isLocal(origin: string): boolean {
  const host = URL.canParse(origin) ? new URL(origin).hostname : '';
  return /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
}

/** The body as text, or undefined if it is too large. A body that breaks off counts as empty. */
async function readBody(request: Request): Promise<string | undefined> {
  try {
    return await readBoundedText(request, { maxBytes: maxBodyBytes });
  } catch (error) {
    return error instanceof BodyError && error.reason === 'too_large' ? undefined : '';
  }
}

function readArguments(text: string, count: number): readonly string[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value) || value.length !== count) return undefined;
  const args: readonly unknown[] = value;
  return args.every((each) => typeof each === 'string') ? args : undefined;
}

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

function failure(status: number, error: string): Response {
  return answer(status, { error });
}
