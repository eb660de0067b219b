/** Reads the error that a backend has answered with: RFC 9457, https://www.rfc-editor.org/rfc/rfc9457 */
import type { ErrorCode, ErrorDetails } from '../../protocol/errors.js';
import { parseProblemCode } from '../../protocol/parse/problem.js';
import { retryAfterMs } from './retry-after.js';

const fieldName = /^[A-Za-z0-9_-]{1,32}$/;
/** End states that add nothing to the code `gone`. */
const plainEnds: readonly unknown[] = ['completed', 'failed'];

/** For answers that are not the backend's own, such as those of a proxy. */
const codeByStatus: Readonly<Partial<Record<number, ErrorCode>>> = {
  401: 'http_auth',
  429: 'rate_limited',
};

/** @param body the JSON of the answer, or undefined if it has none */
export function readProblem(
  { status, headers }: Response,
  body: unknown,
  nowMs: number,
): { readonly code: ErrorCode } & Omit<ErrorDetails, 'message' | 'cause'> {
  const { code, field, reason, remaining, sentence, siteKey, methods } = (body ?? {}) as Partial<
    Record<string, unknown>
  >;
  // A newer backend refuses for a reason that this version does not know.
  const isRefusal = typeof code === 'string' && status < 500;
  return {
    code:
      parseProblemCode(body) ??
      codeByStatus[status] ??
      (isRefusal ? 'unsupported' : 'bad_response'),
    field: typeof field === 'string' && fieldName.test(field) ? field : undefined,
    reason: typeof reason === 'string' && !plainEnds.includes(reason) ? reason : undefined,
    remaining: isCount(remaining) ? remaining : undefined,
    sentence: typeof sentence === 'string' ? sentence : undefined,
    siteKey: typeof siteKey === 'string' ? siteKey : undefined,
    methods: Array.isArray(methods) ? methods.filter(isString) : undefined,
    retryAfterMs: retryAfterMs(headers.get('retry-after'), nowMs),
  };
}

const isString = (value: unknown): value is string => typeof value === 'string';

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
