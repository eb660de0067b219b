/** Reads request bodies, of bounded size and within bounded time. */
import { BodyError, readBoundedText } from '../../wechat/io/read-text.js';
import { invalid, tooLarge, unsupportedMediaType } from '../base/errors.js';

const maxBodyBytes = 4096;
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
  if (request.bodyUsed) {
    bodyIsGone();
    throw invalid('body');
  }
  try {
    const text = await readBoundedText(request, { maxBytes, timeoutMs });
    if (text === '' && announcesBody(request)) bodyIsGone();
    return text;
  } catch (error) {
    if (error instanceof BodyError && error.reason === 'too_large') throw tooLarge();
    // Cut off, too slow, or not UTF-8.
    throw invalid('body');
  }
}

function announcesBody({ headers }: Request): boolean {
  return Number(headers.get('content-length') ?? 0) > 0 || headers.has('transfer-encoding');
}
