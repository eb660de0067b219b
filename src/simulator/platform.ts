/** What all parts of the simulated platform share. */
import type { Timers } from '../wechat/io/timers.js';
import type { SimulatedAccount } from './account.js';
import type { QuotaCounter } from './api/quotas.js';
import type { AccessTokens } from './api/tokens.js';
import type { ActiveMigration } from './migration.js';
import type { QrCodes } from './qr-codes/qr-codes.js';
import type { Random } from './random.js';
import type { Settings } from './settings.js';
import type { WechatUsers } from './users.js';

export interface Platform {
  readonly account: SimulatedAccount;
  readonly settings: Settings;
  readonly users: WechatUsers;
  /** Set if another account was migrated to this one. */
  readonly migration: ActiveMigration | undefined;
  readonly qrCodes: QrCodes;
  readonly tokens: AccessTokens;
  readonly quotas: QuotaCounter;
  readonly random: Random;
  readonly timers: Timers;
  readonly now: () => number;
}

/** One call of the API. */
export interface ApiCall {
  readonly request: Request;
  readonly query: URLSearchParams;
}
