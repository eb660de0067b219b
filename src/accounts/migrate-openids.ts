/**
 * After an official account was migrated to another, its followers have other openids: this writes
 * the new ones into the accounts, so that everybody still opens their own. To be run once, by hand,
 * within 15 days, best before the login goes over to the new account: whoever signs in there first,
 * and has no unionid on record, is new.
 *
 *     import { createWechatApi } from 'wechat-mp-login/wechat';
 *
 *     const wechat = createWechatApi({ appId: toAppId, appSecret }); // those of the new account
 *     const { moved, left } = await migrateOpenids({ wechat, accounts, fromAppId, toAppId });
 *
 * The openids of the old account come from the accounts themselves. WeChat's documentation of 2026
 * names the old account by its original id (`gh_…`) where people report that only its AppID works;
 * should that change, hand over `{ changeOpenids: (_, openids) => wechat.changeOpenids('gh_…', openids) }`.
 */
import type { WechatApi } from '../wechat/api/client.js';
import type { ChangedPair, OwnAccounts } from './accounts.js';
import type { Log } from '../server/base/log.js';

export interface MigrationOptions {
  /** The API as the new account. */
  readonly wechat: Pick<WechatApi, 'changeOpenids'>;
  readonly accounts: Pick<OwnAccounts, 'openids' | 'exchangeOpenids'>;
  /** The account that was given up. */
  readonly fromAppId: string;
  readonly toAppId: string;
  /** Told how far it is after each batch. Default: nobody. */
  readonly log?: Log;
  /** Stops it between two batches, or in a call to WeChat. */
  readonly signal?: AbortSignal;
}

export interface Migrated {
  /** Openids that were exchanged in this run. */
  readonly moved: number;
  /** Those that stay as they were, and why: not for a log. */
  readonly left: readonly LeftOpenid[];
}

export interface LeftOpenid {
  readonly openid: string;
  /**
   * WeChat's words, such as `ori_openid error` for who did not follow the old account; or `conflict`
   * where the new openid opens another account already, for a person to decide.
   */
  readonly reason: string;
}

/** As many as WeChat takes in one call. */
const batchSize = 100;
/** Ten million people: more than any account has followed. */
const maxBatches = 100_000;

/**
 * Batch by batch, each written before the next is asked about, so that it can be stopped at any
 * time and run again: what was moved is no longer on record under the old account.
 * @throws WechatApiError as WeChat refuses, `misconfigured` where there is no such migration; what
 *   the accounts reject with; `signal`'s own reason
 */
export async function migrateOpenids(options: MigrationOptions): Promise<Migrated> {
  const { wechat, accounts, fromAppId, toAppId, log, signal } = options;
  if (fromAppId === toAppId) throw new Error('fromAppId and toAppId are the same account');
  const left: LeftOpenid[] = [];
  let moved = 0;
  let after: string | undefined;
  for (let batch = 0; batch < maxBatches; batch++) {
    signal?.throwIfAborted();
    const page = { limit: batchSize, ...(after === undefined ? {} : { after }) };
    const openids = await accounts.openids(fromAppId, page);
    const last = openids.at(-1);
    if (last === undefined) return { moved, left };
    if (last === after) throw new Error('accounts.openids gives the same page again');
    const changes = await wechat.changeOpenids(fromAppId, openids, signal);
    const pairs: ChangedPair[] = [];
    for (const { from, to, reason = 'no reason given' } of changes) {
      if (to === undefined) left.push({ openid: from, reason });
      else pairs.push({ from, to });
    }
    const { exchanged, conflicts } = await accounts.exchangeOpenids(fromAppId, toAppId, pairs);
    moved += exchanged;
    left.push(...conflicts.map((openid) => ({ openid, reason: 'conflict' })));
    log?.('info', 'openids_moved', { moved, left: left.length });
    after = last;
  }
  throw new Error(`The openids have not come to an end after ${maxBatches} batches`);
}
