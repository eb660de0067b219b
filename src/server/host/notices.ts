/** Tells the application what it should know, without anybody waiting for it. */
import type { Log, Notice, Options } from '../options.js';

/** Never throws, and never takes time from who calls it. */
export type Notifier = (notice: Notice) => void;

export function createNotifier(log: Log, notify: Options['notify']): Notifier {
  if (!notify) return () => undefined;
  const tell = async (notice: Notice): Promise<void> => {
    // What was called may be about to write, and a notice that throws at once must not stop it.
    await Promise.resolve();
    await notify(notice);
  };
  return (notice) => {
    tell(notice).catch((error: unknown) => {
      log('error', 'notify_failed', { notice: notice.type, error: kindOf(error) });
    });
  };
}

/**
 * An error of the application's own senders by its name and code alone: their sentences like to hold
 * the very address that could not be reached ("550 no such mailbox …").
 */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  const isWord = typeof code === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(code);
  return isWord ? `${error.name} ${code}` : error.name;
}
