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
import { internalError, invalid, methodNotAllowed } from '../base/errors.js';
import { errorKind } from '../base/log.js';
import type { EventLog } from '../base/operation/log-events.js';
import type { Answer } from './answer.js';

/** Contains nothing that the caller has sent. */
export function problemAnswer(error: WechatMpLoginError): Answer {
  const code = Object.hasOwn(problemTable, error.code)
    ? (error.code as ProblemCode)
    : 'internal_error';
  const reason = code === 'gone' ? error.reason : undefined;
  const { field, remaining, sentence, siteKey, methods, retryAfterMs } = error;
  const body = { ...problem(code, field), reason, remaining, sentence, siteKey, methods };
  const retryAfter: Answer['headers'] =
    retryAfterMs === undefined
      ? {}
      : { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
  return {
    status: body.status,
    headers: { 'content-type': 'application/problem+json', ...retryAfter },
    // Drops members that are undefined.
    body: JSON.stringify(body),
  };
}

export function methodNotAllowedAnswer(allow: string): Answer {
  const answer = problemAnswer(methodNotAllowed());
  return { ...answer, headers: { ...answer.headers, allow } };
}

/** Turns any error into one of ours. Callers learn nothing about an unexpected one. */
export function toOurError(log: EventLog, error: unknown): WechatMpLoginError {
  if (isWechatMpLoginError(error)) return error;
  if (error instanceof ShapeError) return invalid(error.field);
  log('error', 'internal_error', { error: errorKind(error) });
  return internalError();
}
