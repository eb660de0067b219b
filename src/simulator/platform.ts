/** What all parts of the simulated platform share. */
import type { Timers } from '../wechat/io/timers.js';
import type { SimulatedAccount } from './account.js';
import type { FailedCalls } from './api/failed-calls.js';
import type { Menu } from './api/messages/menu.js';
import type { QuotaCounter } from './api/quota-counter.js';
import type { AccessTokens } from './api/tokens/tokens.js';
import type { ActiveMigration } from './migration.js';
import type { QrCodes } from './qr-codes/qr-codes.js';
import type { Random } from './random.js';
import type { Settings } from './settings.js';
import type { WechatUsers } from './users.js';
import type { Grants } from './web/grants.js';

/** Writes one log line about something that does not work. A backend's `log` fits. */
export type SimulatorLog = (
  level: 'warn',
  event: 'not_simulated' | 'no_callback_url' | 'push_failed' | 'phone_failed',
  details: Readonly<Record<string, unknown>>,
) => void;

export function logToConsole(...[, event, details]: Parameters<SimulatorLog>): void {
  // eslint-disable-next-line no-console -- for the developer
  console.warn(`wechat-mp-login/simulator: ${event}`, details);
}

export interface Platform {
  readonly account: SimulatedAccount;
  readonly settings: Settings;
  readonly users: WechatUsers;
  /** Set if another account was migrated to this one. */
  readonly migration: ActiveMigration | undefined;
  readonly qrCodes: QrCodes;
  readonly tokens: AccessTokens;
  readonly grants: Grants;
  readonly quotas: QuotaCounter;
  readonly failedCalls: FailedCalls;
  readonly menu: Menu;
  readonly random: Random;
  readonly timers: Timers;
  readonly now: () => number;
  readonly log: SimulatorLog;
}

/** One call of the API. */
export interface ApiCall {
  readonly request: Request;
  readonly query: URLSearchParams;
  /** The body. @throws Refusal 47001 if it is too long, or not UTF-8 */
  readonly text: () => Promise<string>;
}
