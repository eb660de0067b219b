/** Parses the body of an error's answer. */
import { isProblemCode } from '../error-codes.js';
import type { ProblemCode } from '../errors.js';

/**
 * Reads the `code` of an error's body (RFC 9457, https://www.rfc-editor.org/rfc/rfc9457). Never throws.
 *
 * @returns undefined if the body has none, or one that this version does not know
 * @example
 * ```ts
 * parseProblemCode({ type: 'about:blank', status: 410, code: 'gone' }); // 'gone'
 * parseProblemCode('<html>'); // undefined
 * ```
 */
export function parseProblemCode(body: unknown): ProblemCode | undefined {
  const code = (body as { code?: unknown } | null | undefined)?.code;
  return isProblemCode(code) ? code : undefined;
}
