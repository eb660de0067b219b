/** What every answer and every body has in common. */
import { WechatMpLoginError, type ProblemCode } from '../../protocol/errors.js';
import { problem, problemTable } from '../../protocol/problems.js';
import { BodyError, readBoundedText } from '../../wechat/io/read-text.js';
import { GoneError, invalid } from '../base/errors.js';

export const maxBodyBytes = 4096;
export const bodyTimeoutMs = 10_000;

export function json(status: number, body: unknown): Response {
  return Response.json(body, { status });
}

/** The answer to an error of ours: RFC 9457, with nothing in it that was sent. */
export function problemResponse(error: WechatMpLoginError): Response {
  const code = Object.hasOwn(problemTable, error.code)
    ? (error.code as ProblemCode)
    : 'internal_error';
  const reason = error instanceof GoneError ? error.reason : undefined;
  const body = { ...problem(code, error.field), reason, remaining: error.remaining };
  const response = new Response(
    // Without what is undefined.
    JSON.stringify(body),
    { status: body.status, headers: { 'Content-Type': 'application/problem+json' } },
  );
  if (error.retryAfterMs !== undefined) {
    const seconds = Math.max(1, Math.ceil(error.retryAfterMs / 1000));
    response.headers.set('Retry-After', String(seconds));
  }
  return response;
}

export function methodNotAllowed(allow: string): Response {
  const response = problemResponse(new WechatMpLoginError('method_not_allowed'));
  response.headers.set('Allow', allow);
  return response;
}

/** @throws WechatMpLoginError `unsupported_media_type`, `too_large`, `invalid_request` */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json *(;|$)/i.test(type)) {
    throw new WechatMpLoginError('unsupported_media_type');
  }
  const text = await readText(request, maxBodyBytes, bodyTimeoutMs);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid('body');
  }
}

/**
 * The body as text, at most `maxBytes` of it and within `timeoutMs`.
 * @throws WechatMpLoginError `too_large`, `invalid_request`
 */
export async function readText(
  request: Request,
  maxBytes: number,
  timeoutMs: number,
): Promise<string> {
  try {
    return await readBoundedText(request, { maxBytes, timeoutMs });
  } catch (error) {
    const isTooLarge = error instanceof BodyError && error.reason === 'too_large';
    // Otherwise it was cut off, too slow, or not UTF-8.
    throw isTooLarge ? new WechatMpLoginError('too_large') : invalid('body');
  }
}

/** On every answer. A stream sets a stricter `Cache-Control` of its own. */
export function setCommonHeaders(headers: Headers): void {
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Referrer-Policy', 'no-referrer');
  headers.set('Vary', 'Origin, Accept');
}

/** For an origin that is on the list; there is no other. */
export function setCorsHeaders(headers: Headers, origin: string): void {
  headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Allow-Credentials', 'true');
  headers.set('Access-Control-Expose-Headers', 'Retry-After');
}

export function preflightResponse(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': 'GET, POST, DELETE',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type',
      'Access-Control-Max-Age': '600',
    },
  });
}
