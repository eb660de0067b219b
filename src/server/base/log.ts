/** The format of log lines. */

export type LogLevel = 'info' | 'warn' | 'error';

/**
 * Writes one log line. `event` is one of a fixed set of names; `details` contain no secret, no proof
 * and no openid.
 */
export type Log = (
  level: LogLevel,
  event: string,
  details: Readonly<Record<string, unknown>>,
) => void;

function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(value);
}

/**
 * The name and the `code` of an error from the application's own functions. Its message stays out of
 * the log, because it often contains the address that failed ("550 no such mailbox …").
 */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name, code: errorCode } = error as { name?: unknown; code?: unknown };
  const kind = isWord(name) ? name : 'Error';
  return isWord(errorCode) ? `${kind} ${errorCode}` : kind;
}
