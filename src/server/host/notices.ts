/** Tells the application what it should know, without anybody waiting for it. */
import type { Options } from '../options.js';
import type { Log } from '../base/log.js';
import type { Identity, HostAccount } from './host.js';
import { errorKind } from '../base/log.js';

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
      log('error', 'notify_failed', { notice: notice.type, error: errorKind(error) });
    });
  };
}

/** What the application should know. It may be told twice; `key` is then the same. */
export type Notice =
  /** Tell the account's owner, by a way that was there before. */
  | {
      readonly type: 'linked' | 'unlinked';
      readonly key: string;
      readonly account: HostAccount;
      readonly lang?: string;
    }
  /** The person has unfollowed: WeChat requires that what it told of them is deleted. */
  | { readonly type: 'unfollowed'; readonly key: string; readonly identity: Identity }
  /** The identity and its unionid open two accounts. Nothing was merged; a person has to decide. */
  | { readonly type: 'identity_conflict'; readonly key: string; readonly identity: Identity };
