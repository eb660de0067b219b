/** WeChat without a network: one official account, its API, its pushes, and a phone. */
import { readEncodingAesKey, type PushMode } from '../wechat/index.js';
import { systemTimers, type Timers } from '../wechat/io/timers.js';
import { createAccount, type SimulatedAccount } from './account.js';
import { createApi, type Fetch } from './api/api.js';
import { createQuotas } from './api/quotas.js';
import { createAccessTokens } from './api/tokens.js';
import { startMigration, type Migration } from './migration.js';
import type { Phone } from './phone/phone.js';
import { createPhone } from './phone/simulated-phone.js';
import type { Platform } from './platform.js';
import type { Deliver } from './push/send-request.js';
import { createPusher, type Delivery } from './push/deliver-push.js';
import { createQrCodes } from './qr-codes/qr-codes.js';
import { createRandom, type RandomBytes } from './random.js';
import { createSettings, type QuotaName, type Settings, type SettingsInit } from './settings.js';
import { createWechatUsers, type PersonInit } from './users.js';

export interface SimulatorOptions {
  /** Default: a verified service account with new keys. */
  readonly account?: Partial<SimulatedAccount>;
  /** Default: three people, the second of whom already follows the account. */
  readonly people?: readonly PersonInit[];
  /**
   * Another account was migrated to this one. Give both simulators the same people. If both
   * accounts have the same `openPlatform`, the people also have the same unionids.
   */
  readonly migration?: Migration;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
  /** Default: `crypto.getRandomValues`. */
  readonly random?: RandomBytes;
  /** Sends a push to the account's server. Default: `fetch`. */
  readonly deliver?: Deliver;
  /** Default: the global `setTimeout` and `clearTimeout`. */
  readonly timers?: Timers;
  readonly settings?: SettingsInit;
}

/** The `wechat` option of the backend, for the simulated account. */
export interface SimulatedWechatOptions {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly originalId: string;
  readonly mode: PushMode;
  readonly fetch: Fetch;
}

export interface Simulator {
  readonly account: SimulatedAccount;
  readonly settings: Settings;
  /**
   * Answers for api.weixin.qq.com and mp.weixin.qq.com, whatever the host of the URL. Use it in
   * place of `fetch`; it rejects as `fetch` does, with a TypeError or the signal's reason.
   */
  readonly fetch: Fetch;
  readonly phone: Phone;
  /** The last 1000 pushes, oldest first. */
  readonly deliveries: readonly Delivery[];
  /** The keys of the account and this simulator's `fetch`, as the backend's `wechat` option. */
  wechatOptions(): SimulatedWechatOptions;
  /** Resolves when no push is being sent any more. */
  idle(): Promise<void>;
  /** Asks the account's server for the echostr, as saving the settings page of WeChat does. */
  verifyCallback(): Promise<boolean>;
  /** Returns how many calls count against this quota today, or in this minute. */
  used(name: QuotaName): number;
}

const defaultPeople: readonly PersonInit[] = ['小满', { name: '阿远', follows: true }, 'Robin'];

/**
 * Creates a simulator of WeChat with one official account and some people who have WeChat.
 *
 * All options have defaults. Set `account.callbackUrl`, now or later, to receive pushes.
 * @throws WechatConfigurationError if `account.encodingAesKey` is malformed
 * @throws RangeError if two people have the same id, or a migrated follower is not among them
 * @example
 * ```ts
 * const simulator = createSimulator({
 *   account: { name: 'Corner Shop', callbackUrl: 'http://localhost:8080/wechat-login/wechat/default' },
 * });
 * const [person] = await simulator.phone.people();
 * if (person) await simulator.phone.followBySearch(person.id);
 * await simulator.idle();
 * console.log(simulator.deliveries.length);
 * ```
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const platform = createPlatform(options);
  const { account, settings } = platform;
  const { deliver = (request: Request) => globalThis.fetch(request) } = options;
  const pusher = createPusher(platform, deliver);
  const fetch = createApi(platform);
  return {
    account,
    settings,
    fetch,
    phone: createPhone(platform, pusher),
    deliveries: pusher.deliveries,
    wechatOptions() {
      const { appId, appSecret, token, encodingAesKey, originalId, mode } = account;
      return { appId, appSecret, token, encodingAesKey, originalId, mode, fetch };
    },
    idle: pusher.idle,
    verifyCallback: pusher.verifyCallback,
    used: platform.quotas.used,
  };
}

function createPlatform(options: SimulatorOptions): Platform {
  const { people = defaultPeople, now = Date.now, timers = systemTimers, migration } = options;
  const random = createRandom(options.random);
  const account = createAccount(random, options.account ?? {});
  readEncodingAesKey(account.encodingAesKey);
  const settings = createSettings(options.settings ?? {}, account.isTestAccount);
  const users = createWechatUsers(account, now);
  for (const person of people) users.add(person);
  return {
    ...{ account, settings, users, random, timers, now },
    migration: migration && startMigration(migration, account, users, now()),
    qrCodes: createQrCodes(random, now),
    tokens: createAccessTokens(settings, random, now),
    quotas: createQuotas(settings, now),
  };
}
