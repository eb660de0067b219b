/** WeChat, offline: one official account, its API, its pushes, and a phone with people on it. */
import { readEncodingAesKey } from '../wechat/index.js';
import { createAccount, type SimulatedAccount } from './account.js';
import { createApi, type Fetch } from './api/api.js';
import { systemTimers, type Timers } from '../wechat/io/timers.js';
import { createCodes } from './qr-codes/qr-codes.js';
import type { Deliver } from './push/deliver.js';
import { createMembers, type PersonInit } from './people.js';
import { migrate, type Migration } from './api/migration.js';
import type { Phone } from './phone/phone.js';
import { createPusher, type Delivery } from './push/push.js';
import { createQuotas } from './api/quotas.js';
import { createRandom, type RandomBytes } from './random.js';
import { createPhone } from './phone/simulated-phone.js';
import { createSettings, type QuotaName, type Settings, type SettingsInit } from './settings.js';
import { createTokenDesk } from './api/tokens.js';

export interface SimulatorOptions {
  /** Default: a verified service account with fresh keys. */
  readonly account?: Partial<SimulatedAccount>;
  /** Default: three people, of whom the second follows already. */
  readonly people?: readonly PersonInit[];
  /**
   * Another account was migrated to this one. Give both simulators the same people; those of two
   * accounts with one `openPlatform` then have the same unionids too.
   */
  readonly migration?: Migration;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** Default: the platform's generator. */
  readonly random?: RandomBytes;
  /** Where pushes go. Default `fetch`. */
  readonly deliver?: Deliver;
  /** Default: the platform's timers. */
  readonly timers?: Timers;
  readonly settings?: SettingsInit;
}

export interface Simulator {
  readonly account: SimulatedAccount;
  readonly settings: Settings;
  /**
   * The hosts api.weixin.qq.com and mp.weixin.qq.com, told apart by path alone. May be handed on as
   * a `fetch`. Rejects as fetch does: with a TypeError, or with the signal's reason.
   */
  readonly fetch: Fetch;
  readonly phone: Phone;
  /** Oldest first; the last 1000. */
  readonly deliveries: readonly Delivery[];
  /** Resolves when no push is under way any more. */
  idle(): Promise<void>;
  /** Whether the account's server gives back the echostr, as saving the settings page asks it to. */
  verifyCallback(): Promise<boolean>;
  /** How often it was called in this day or minute. */
  used(name: QuotaName): number;
}

const defaultPeople: readonly PersonInit[] = ['小满', { name: '阿远', follows: true }, 'Robin'];

/**
 * @throws WechatConfigurationError if the EncodingAESKey is misshapen
 * @throws RangeError if two people have the same id, or one of a migration is not among them
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const {
    people = defaultPeople,
    now = Date.now,
    deliver = (request: Request) => globalThis.fetch(request),
    timers = systemTimers,
  } = options;
  const random = createRandom(options.random);
  const account = createAccount(random, options.account ?? {});
  readEncodingAesKey(account.encodingAesKey);
  const settings = createSettings(options.settings ?? {}, account.test);
  const members = createMembers(account, now);
  for (const person of people) members.add(person);
  const platform = {
    ...{ account, settings, members, random, timers, now },
    migration: options.migration && migrate(options.migration, { account, members, now }),
    codes: createCodes(random, now),
    tokens: createTokenDesk(settings, random, now),
    quotas: createQuotas(settings, now),
  };
  const pusher = createPusher(platform, deliver);
  return {
    account,
    settings,
    fetch: createApi(platform),
    phone: createPhone(platform, pusher),
    deliveries: pusher.deliveries,
    idle: pusher.idle,
    verifyCallback: pusher.verifyCallback,
    used: platform.quotas.used,
  };
}
