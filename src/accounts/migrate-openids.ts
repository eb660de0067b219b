/**
 * After an official account was migrated to another one, its followers have new openids. This writes
 * them into the accounts, so that all followers can still sign in to their own accounts.
 */
import type { AccountsKit, OpenidChange } from './accounts-kit.js';
import type { Log } from '../server/base/log.js';
import type { EventLog } from '../server/base/operation/log-events.js';

/** The part of `createWechatApi` (`wechat-mp-login/wechat`) that a migration calls. */
export interface MigrationWechatApi {
  /** Asks WeChat for the new openids of at most 100 followers of the old account. */
  changeOpenids(
    fromAppId: string,
    openids: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly MigrationAnswer[]>;
}

/** WeChat's answer about one follower. */
export interface MigrationAnswer {
  readonly from: string;
  /** The new openid; undefined if WeChat knows none. */
  readonly to?: string | undefined;
  /** WeChat's explanation if `to` is undefined. */
  readonly reason?: string | undefined;
}

export interface MigrationOptions {
  /** The WeChat API with the AppID and AppSecret of the new account. */
  readonly wechat: MigrationWechatApi;
  readonly accounts: Pick<AccountsKit, 'openids' | 'exchangeOpenids'>;
  /** The AppID of the account that was given up. */
  readonly fromAppId: string;
  /** The AppID of the new account. */
  readonly toAppId: string;
  /** Receives `openids_moved` with the counts so far after each batch. Default: no log. */
  readonly log?: Log;
  /** Aborts the migration between two batches or during a call to WeChat. */
  readonly signal?: AbortSignal;
}

export interface MigratedOpenids {
  /** How many openids this run exchanged. */
  readonly moved: number;
  /** The openids that stay as they were, and why. They are personal data: keep them out of logs. */
  readonly left: readonly UnchangedOpenid[];
}

export interface UnchangedOpenid {
  readonly openid: string;
  /**
   * WeChat's explanation, such as `ori_openid error` for somebody who did not follow the old account.
   * Or `conflict` if the new openid already opens another account: a person has to decide.
   */
  readonly reason: string;
}

/** The most openids that WeChat accepts in one call. */
const batchSize = 100;
/** Ten million followers, more than any official account has had. */
const maxBatches = 100_000;

/**
 * Exchanges the openids of a migrated official account for the new ones, in batches of 100.
 *
 * Run it once, by hand, within 15 days after the migration, and before the login uses the new account:
 * a follower without a unionid on record who signs in there first counts as a new user. The old
 * openids are read from the accounts. Each batch is written before the next begins, so a run may be
 * aborted at any time and repeated: a moved openid is no longer on record under the old account.
 *
 * WeChat's documentation of 2026 names the old account by its original id (`gh_…`), but users report
 * that only its AppID works. Should that change, pass a `wechat` whose `changeOpenids` replaces the
 * first argument.
 *
 * @throws Error if both AppIDs are the same
 * @throws WechatApiError if WeChat refuses; its kind is `misconfigured` if there is no such migration
 * @throws any error of `accounts`, and the reason of `signal`
 * @example
 * ```ts
 * import { createWechatApi } from 'wechat-mp-login/wechat';
 * declare const accounts: AccountsKit;
 * declare const fromAppId: string, toAppId: string, appSecret: string;
 *
 * const wechat = createWechatApi({ appId: toAppId, appSecret }); // of the new account
 * const { moved, left } = await migrateOpenids({ wechat, accounts, fromAppId, toAppId });
 * ```
 */
export async function migrateOpenids(options: MigrationOptions): Promise<MigratedOpenids> {
  const { wechat, accounts, fromAppId, toAppId, signal } = options;
  const log: EventLog | undefined = options.log;
  if (fromAppId === toAppId) {
    throw new Error(
      'migrateOpenids: `fromAppId` and `toAppId` are the same; pass the old and the new AppID.',
    );
  }
  const left: UnchangedOpenid[] = [];
  let moved = 0;
  let after: string | undefined;
  for (let batch = 0; batch < maxBatches; batch++) {
    signal?.throwIfAborted();
    const page = { limit: batchSize, ...(after === undefined ? {} : { after }) };
    const openids = await accounts.openids(fromAppId, page);
    const last = openids.at(-1);
    if (last === undefined) return { moved, left };
    if (last === after) {
      throw new Error(
        'migrateOpenids: `accounts.openids` returned the same page twice; it must begin behind `after`.',
      );
    }
    const answers = await wechat.changeOpenids(fromAppId, openids, signal);
    const changes: OpenidChange[] = [];
    for (const { from, to, reason = 'no reason given' } of answers) {
      if (to === undefined) left.push({ openid: from, reason });
      else changes.push({ from, to });
    }
    const { exchanged, conflicts } = await accounts.exchangeOpenids(fromAppId, toAppId, changes);
    moved += exchanged;
    left.push(...conflicts.map((openid) => ({ openid, reason: 'conflict' })));
    log?.('info', 'openids_moved', { moved, left: left.length });
    after = last;
  }
  throw new Error(
    `migrateOpenids: the openids did not end after ${maxBatches} batches of ${batchSize}.`,
  );
}
