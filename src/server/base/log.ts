/** How log lines are written, and how an error of the application is named in one without its text. */

export type LogLevel = 'info' | 'warn' | 'error';

/** `event` is a fixed word; `details` hold no secret, proof or openid. */
export type Log = (
  level: LogLevel,
  event: string,
  details: Readonly<Record<string, unknown>>,
) => void;

/**
 * An error of the application's own senders by its name and code alone: their sentences like to hold
 * the very address that could not be reached ("550 no such mailbox …").
 */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  const isWord = typeof code === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(code);
  return isWord ? `${error.name} ${code}` : error.name;
}
