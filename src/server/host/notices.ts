/** Notices for the application: sent in the background, so that no visitor waits for them. */
import { errorKind } from '../base/log.js';
import type { EventLog } from '../base/operation/log-events.js';
import type { HostAccount, Identity } from './host.js';

/** A message to the application. The same notice may come twice, then with the same `key`. */
export type Notice =
  /** Tell the owner of the account, at an address or number that was on record before. */
  | {
      readonly type: 'linked' | 'unlinked';
      readonly key: string;
      readonly account: HostAccount;
      /** The language of the page, a BCP 47 tag. */
      readonly lang?: string;
    }
  /**
   * Delete the data that you have from WeChat about this user, now or after a time in which they may come
   * back: WeChat requires it after an unfollow. See `Accounts.followed`.
   */
  | { readonly type: 'unfollowed'; readonly key: string; readonly identity: Identity }
  /**
   * WeChat reports that the user has closed their WeChat account (`cancelled`) or withdrawn the
   * permission to use some data (`revoked`): delete the data that you have from WeChat about them. After
   * `modified`, fetch again what you keep of their profile. The AppID may be that of another app of
   * yours, if its pushes arrive here as well.
   */
  | {
      readonly type: 'authorization_changed';
      readonly change: 'modified' | 'revoked' | 'cancelled';
      readonly key: string;
      readonly identity: Identity;
    }
  /**
   * The openid opens one account and the unionid another. Nothing was merged: a person has to decide.
   */
  | { readonly type: 'identity_conflict'; readonly key: string; readonly identity: Identity };

/** The application's function that receives notices. If it throws or rejects, the error is logged. */
export type Notify = (notice: Notice) => void | Promise<void>;

/** Sends one notice. Returns at once and never throws. */
export type Notifier = (notice: Notice) => void;

export function createNotifier(log: EventLog, notify: Notify | undefined): Notifier {
  if (!notify) return () => undefined;
  async function send(notice: Notice): Promise<void> {
    // Yields first: the caller may still have to write, and a `notify` that throws must not stop it.
    await Promise.resolve();
    await notify?.(notice);
  }
  return (notice) => {
    send(notice).catch((error: unknown) => {
      log('error', 'notify_failed', { notice: notice.type, error: errorKind(error) });
    });
  };
}
