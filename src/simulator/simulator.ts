/** WeChat without a network: one official account, its API, its pushes, and a phone. */
import { readEncodingAesKey, type PushMode } from '../wechat/index.js';
import { systemTimers, type Timers } from '../wechat/io/timers.js';
import { createAccount, pushModeOf, type SimulatedAccount } from './account.js';
import { createApi } from './api/api.js';
import { createFailedCalls } from './api/failed-calls.js';
import { createQuotas } from './api/quota-counter.js';
import { createAccessTokens } from './api/tokens/tokens.js';
import { createFetch, type Fetch } from './fetch.js';
import { startMigration, type Migration } from './migration.js';
import { createPhoneEndpoint } from './phone/endpoint.js';
import type { Phone } from './phone/phone.js';
import { createActionPushes } from './phone/push-actions.js';
import { createPhone } from './phone/simulated-phone.js';
import { logToConsole, type Platform, type SimulatorLog } from './platform.js';
import { deliverByFetch } from './push/deliver-by-fetch.js';
import { createPusher } from './push/deliver-push.js';
import { createPushKeys } from './push/push-keys.js';
import type { Delivery } from './push/send-push.js';
import type { Deliver } from './push/send-request.js';
import { createQrCodes } from './qr-codes/qr-codes.js';
import { createRandom, type RandomBytes } from './random.js';
import type { QuotaName } from './limits/quotas.js';
import { createSettings, type Settings, type SettingsInit } from './settings.js';
import { createWechatUsers, type PersonInit } from './users.js';
import { createBrowser } from './web/browser.js';
import { createGrants } from './web/grants.js';

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
  /** Sends a push to the account's server. Default: `fetch`, without a browser's headers in Node.js. */
  readonly deliver?: Deliver;
  /**
   * More origins of pages whose `<wechat-phone>` may reach this simulator, such as
   * `https://dev.example.com`. Pages on localhost always may. Default: none.
   */
  readonly origins?: readonly string[];
  /**
   * Receives warnings: calls that the simulator cannot play, pushes that go nowhere or fail, and
   * faults of the phone's endpoint. Default: `console.warn`.
   */
  readonly log?: SimulatorLog;
  /** Default: the global `setTimeout` and `clearTimeout`. */
  readonly timers?: Timers;
  readonly settings?: SettingsInit;
}

/** The `wechat` option of the backend, for the simulated account. */
export interface SimulatedWechatOptions {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  /** Absent for a test account. */
  readonly encodingAesKey?: string;
  /** Present after `changeEncodingAesKey`. */
  readonly previousEncodingAesKey?: string;
  readonly originalId: string;
  readonly mode: PushMode;
  readonly fetch: Fetch;
}

export interface Simulator {
  readonly account: SimulatedAccount;
  readonly settings: Settings;
  /**
   * Answers for api.weixin.qq.com and mp.weixin.qq.com, whatever the host of the URL and whatever
   * stands before `/cgi-bin/` and `/sns/`; for open.weixin.qq.com, with the pages of web authorization;
   * and for `<wechat-phone>` and `remotePhone`, below `/phone/`. Use it in place of `fetch`, or mount the simulator in a server. It rejects as `fetch` does, with a
   * TypeError or the signal's reason.
   */
  readonly fetch: Fetch;
  readonly phone: Phone;
  /** The last 1000 pushes, oldest first. */
  readonly deliveries: readonly Delivery[];
  /** The keys of the account and this simulator's `fetch`, as the backend's `wechat` option. */
  wechatOptions(): SimulatedWechatOptions;
  /** Resolves when no push is being sent any more. */
  idle(): Promise<void>;
  /**
   * Asks the account's server for the echostr, as saving the settings page of WeChat does. Rejects
   * with a TypeError if the page would not accept URL or Token (see `settings.strictCallback`).
   */
  verifyCallback(): Promise<boolean>;
  /**
   * Changes the EncodingAESKey, as the owner does. For `settings.keyChangeMs`, pushes come under the
   * previous and the new key in turn.
   * @throws WechatConfigurationError if the key is not 43 letters and digits
   * @throws TypeError for a test account, which has none
   */
  changeEncodingAesKey(encodingAesKey: string): void;
  /** Returns how many calls count against this quota today, or in this minute. */
  used(name: QuotaName): number;
}

const defaultPeople: readonly PersonInit[] = ['小满', { name: '阿远', follows: true }, 'Robin'];

/**
 * Creates a simulator of WeChat with one official account and some people who have WeChat.
 *
 * All options have defaults. Set `account.callbackUrl`, now or later, to receive pushes. Mounted in a
 * server, for example with `toNodeListener`, it serves WeChat's API and the phone.
 * @throws WechatConfigurationError if `account.encodingAesKey` is malformed
 * @throws TypeError if a test account is to push encrypted
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
  const keys = createPushKeys(platform);
  const pusher = createPusher(platform, keys, options.deliver ?? deliverByFetch);
  const pushes = createActionPushes(platform, pusher);
  const phone = createPhone(platform, pushes);
  const endpoint = createPhoneEndpoint(phone, { origins: options.origins, log: platform.log });
  const fetch = createFetch(createApi(platform, pushes), endpoint, createBrowser(platform));
  return {
    account,
    settings,
    fetch,
    phone,
    deliveries: pusher.deliveries,
    wechatOptions() {
      const { appId, appSecret, token, encodingAesKey, originalId, isTestAccount } = account;
      const { previousEncodingAesKey: previous } = account;
      const pushKeys = {
        ...(isTestAccount ? {} : { encodingAesKey }),
        ...(previous === undefined ? {} : { previousEncodingAesKey: previous }),
      };
      return { appId, appSecret, token, ...pushKeys, originalId, mode: pushModeOf(account), fetch };
    },
    idle: pusher.idle,
    verifyCallback: pusher.verifyCallback,
    changeEncodingAesKey: keys.change,
    used: platform.quotas.used,
  };
}

function createPlatform(options: SimulatorOptions): Platform {
  const { people = defaultPeople, now = Date.now, timers = systemTimers, migration } = options;
  const { log = logToConsole } = options;
  const random = createRandom(options.random);
  const account = createAccount(random, options.account ?? {});
  if (!account.isTestAccount) readEncodingAesKey(account.encodingAesKey);
  const settings = createSettings(options.settings ?? {}, account.isTestAccount);
  const users = createWechatUsers(account, now);
  for (const person of people) users.add(person);
  return {
    ...{ account, settings, users, random, timers, now, log },
    menu: { buttons: undefined },
    failedCalls: createFailedCalls(now),
    migration: migration && startMigration(migration, account, users, now()),
    qrCodes: createQrCodes(random, now),
    tokens: createAccessTokens(settings, random, now),
    grants: createGrants(random, now),
    quotas: createQuotas(settings, now),
  };
}
