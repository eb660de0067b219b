/** Reads request bodies, of bounded size and within bounded time. */
import { BodyError, readBoundedBytes, readBoundedText } from '../../wechat/io/read-text.js';
import { invalid, tooLarge, unsupportedMediaType } from '../base/errors.js';

/** The longest `returnTo` and `appData` together, in characters of up to 4 bytes, and the rest. */
const maxBodyBytes = 8192;
const bodyTimeoutMs = 10_000;

/**
 * @param bodyIsGone called if somebody has read the body before
 * @throws WechatMpLoginError `unsupported_media_type`, `too_large`, `invalid_request`
 */
export async function readJson(request: Request, bodyIsGone: () => void): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json *(;|$)/i.test(type)) throw unsupportedMediaType();
  const text = await readText(request, maxBodyBytes, bodyTimeoutMs, bodyIsGone);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid('body');
  }
}

/**
 * The body as text, at most `maxBytes` of it and within `timeoutMs`.
 * @param bodyIsGone called if somebody has read the body before
 * @throws WechatMpLoginError `too_large`, `invalid_request`
 */
export async function readText(
  request: Request,
  maxBytes: number,
  timeoutMs: number,
  bodyIsGone: () => void,
): Promise<string> {
  return whole(request, bodyIsGone, () => readBoundedText(request, { maxBytes, timeoutMs }));
}

/**
 * The body as it came, at most `maxBytes` of it, unless `signal` aborts before.
 * @param bodyIsGone called if somebody has read the body before
 * @throws WechatMpLoginError `too_large`, `invalid_request`
 */
export async function readBytes(
  request: Request,
  maxBytes: number,
  signal: AbortSignal,
  bodyIsGone: () => void,
): Promise<Uint8Array<ArrayBuffer>> {
  return whole(request, bodyIsGone, () => readBoundedBytes(request, { maxBytes, signal }));
}

/** @throws WechatMpLoginError `too_large`, `invalid_request` */
async function whole<T extends string | Uint8Array>(
  request: Request,
  bodyIsGone: () => void,
  read: () => Promise<T>,
): Promise<T> {
  if (request.bodyUsed) {
    bodyIsGone();
    throw invalid('body');
  }
  try {
    const body = await read();
    if (body.length === 0 && announcesBody(request)) bodyIsGone();
    return body;
  } catch (error) {
    if (error instanceof BodyError && error.reason === 'too_large') throw tooLarge();
    // To read a body that somebody has read before is a TypeError in every implementation of `fetch`.
    if (error instanceof TypeError) bodyIsGone();
    // Else it was cut off, too slow, or not UTF-8.
    throw invalid('body');
  }
}

function announcesBody({ headers }: Request): boolean {
  return Number(headers.get('content-length') ?? 0) > 0 || headers.has('transfer-encoding');
}
