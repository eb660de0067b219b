/** The format of log lines. */

export type LogLevel = 'info' | 'warn' | 'error';

/**
 * Writes one log line. `event` is one of those that docs/log-events.md lists; `details` contain no secret, no proof
 * and no openid.
 */
export type Log = (
  level: LogLevel,
  event: string,
  details: Readonly<Record<string, unknown>>,
) => void;

/** The log of an application that passes none. */
export const logToConsole: Log = (level, event, details) => {
  if (level !== 'info') console[level](`wechat-mp-login: ${event}`, details);
};

function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(value);
}

/** How many errors deep a query builder may wrap the error of its driver. The end of a chain that is a ring. */
const maxCauses = 8;

/** The `code` of an error, and those of the errors that caused it, the outermost first. */
export function errorCodes(error: unknown): readonly unknown[] {
  const codes: unknown[] = [];
  let each = error;
  for (let depth = 0; depth < maxCauses && typeof each === 'object' && each !== null; depth++) {
    // Anything can be thrown, so both are unknown, or not there.
    const { code: errorCode, cause } = each as { code?: unknown; cause?: unknown };
    codes.push(errorCode);
    each = cause;
  }
  return codes;
}

/**
 * The name and the `code` of an error from the application's own functions; if it has none, that of the
 * error that caused it. Its message stays out of the log, because it often contains the address that
 * failed ("550 no such mailbox …").
 */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name } = error as { name?: unknown };
  const kind = isWord(name) ? name : 'Error';
  const errorCode = errorCodes(error).find(isWord);
  return errorCode === undefined ? kind : `${kind} ${errorCode}`;
}
