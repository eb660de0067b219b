/** What the parts of the platform share. */
import type { SimulatedAccount } from './account.js';
import type { Timers } from '../wechat/io/timers.js';
import type { Codes } from './qr-codes/qr-codes.js';
import type { Members } from './people.js';
import type { KeptMigration } from './api/migration.js';
import type { QuotaCounter } from './api/quotas.js';
import type { Random } from './random.js';
import type { Settings } from './settings.js';
import type { TokenDesk } from './api/tokens.js';

export interface Platform {
  readonly account: SimulatedAccount;
  readonly settings: Settings;
  readonly members: Members;
  /** Where another account was migrated to this one. */
  readonly migration: KeptMigration | undefined;
  readonly codes: Codes;
  readonly tokens: TokenDesk;
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
