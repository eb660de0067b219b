/**
 * Errors as answers: problem details for HTTP APIs.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
import {
  isWechatMpLoginError,
  type ProblemCode,
  type WechatMpLoginError,
} from '../../protocol/errors.js';
import { ShapeError } from '../../protocol/parse/read.js';
import { problem, problemTable } from '../../protocol/problem-table.js';
import { createResponse } from '../base/body-text.js';
import { internalError, invalid, methodNotAllowed } from '../base/errors.js';
import { errorKind } from '../base/log.js';
import type { EventLog } from '../base/operation/log-events.js';

/** Contains nothing that the caller has sent. */
export function problemResponse(error: WechatMpLoginError): Response {
  const code = Object.hasOwn(problemTable, error.code)
    ? (error.code as ProblemCode)
    : 'internal_error';
  const reason = code === 'gone' ? error.reason : undefined;
  const { field, remaining, sentence, siteKey, methods } = error;
  const body = { ...problem(code, field), reason, remaining, sentence, siteKey, methods };
  const response = createResponse(
    // Drops members that are undefined.
    JSON.stringify(body),
    { status: body.status, headers: { 'Content-Type': 'application/problem+json' } },
  );
  if (error.retryAfterMs !== undefined) {
    const seconds = Math.max(1, Math.ceil(error.retryAfterMs / 1000));
    response.headers.set('Retry-After', String(seconds));
  }
  return response;
}

export function methodNotAllowedResponse(allow: string): Response {
  const response = problemResponse(methodNotAllowed());
  response.headers.set('Allow', allow);
  return response;
}

/** Turns any error into one of ours. Callers learn nothing about an unexpected one. */
export function toOurError(log: EventLog, error: unknown): WechatMpLoginError {
  if (isWechatMpLoginError(error)) return error;
  if (error instanceof ShapeError) return invalid(error.field);
  log('error', 'internal_error', { error: errorKind(error) });
  return internalError();
}
