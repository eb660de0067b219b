/** Checks every option at start, so that a mistake shows at once and not in somebody's login. */
import { randomToken } from '../../protocol/chain.js';
import type { Level, Method } from '../../protocol/messages.js';
import { requireOption } from '../base/configuration-error.js';
import { readableHost } from '../base/domain-name.js';
import type { Environment } from '../base/environment.js';
import { errorKind, logToConsole, type Log } from '../base/log.js';
import type { EventLog } from '../base/operation/log-events.js';
import type { Secrets } from '../base/secrets/rotation.js';
import type { BindingSettings } from '../binding/binding-options.js';
import type { Captcha } from '../host/captcha.js';
import { checkBinding } from './binding.js';
import { checkCaptcha } from './captcha.js';
import { checkLimits, type CheckedLimits } from './limits.js';
import {
  checkOfficialAccounts,
  type CheckedOfficialAccounts,
} from './official-accounts/check-official-accounts.js';
import type { AnyOptions, CityOf, ConfirmMode, OnPush } from './options.js';
import { checkForwardPushes, checkOnPush, type CheckedForward } from './pushes.js';
import { checkSecrets } from './secrets.js';
import { checkReplies } from './replies/check-replies.js';
import type { CheckedReplies } from './replies/sentences.js';
import { checkOrigins, checkPublicUrl, whyWechatRefuses } from './urls.js';
import { isRealWechat } from './official-accounts/check-wechat.js';
import { withoutNulls } from './without-nulls.js';

/** The options, checked and complete. */
export interface CheckedOptions extends BindingSettings, Environment {
  /** The protocol's levels that this backend supports. */
  readonly levels: readonly Level[];
  readonly origin: string;
  /** The path of `publicUrl` without a slash at the end; '' at the root. */
  readonly basePath: string;
  /** `publicUrl` without a slash at the end. */
  readonly baseUrl: string;
  /** The host of `publicUrl`, as people read it, which names the site in the chat. */
  readonly site: string;
  /** Why WeChat refuses the callback URL, if WeChat itself is used, and not the simulator. */
  readonly callbackProblem: string | undefined;
  /** Whether browsers reach the backend over https. */
  readonly secure: boolean;
  /** The origins whose pages may use the backend, including that of `publicUrl`. */
  readonly origins: ReadonlySet<string>;
  readonly officialAccounts: CheckedOfficialAccounts;
  readonly openPlatform: boolean;
  /** Every follower has a unionid: somebody without one may be anybody. */
  readonly expectsUnionid: boolean;
  readonly confirm: ConfirmMode;
  readonly timeZone: string;
  readonly cityOf: CityOf | undefined;
  readonly onPush: OnPush | undefined;
  readonly forwardPushes: CheckedForward | undefined;
  readonly replies: CheckedReplies;
  readonly captcha: Captcha | undefined;
  readonly limits: CheckedLimits;
  /** From which the backend derives its keys. All processes share them, and the store does not know them. */
  readonly secrets: Secrets;
}

/** @throws ConfigurationError that names the option and says how to fix it */
export function checkOptions(given: AnyOptions): CheckedOptions {
  const options = withoutNulls(given);
  const url = checkPublicUrl(options.publicUrl);
  checkInterfaces(options);
  const officialAccounts = checkOfficialAccounts(options);
  const binding = checkBinding(options);
  const basePath = url.pathname.replace(/\/+$/, '');
  const baseUrl = `${url.origin}${basePath}`;
  const callbackUrls = officialAccounts.map((each) => new URL(baseUrl + each.callbackPath));
  const site = readableHost(url.host);
  const confirm = checkConfirm(options.confirm);
  const offers = (method: Method): boolean =>
    officialAccounts.some(({ methods }) => methods.includes(method));
  const canBind = binding.canLinkSession || binding.newAccounts !== 'create';
  return {
    ...binding,
    levels: [
      ...(['core', 'stream'] as const),
      ...(canBind ? (['binding'] as const) : []),
      ...(confirm === 'none' ? [] : (['confirm'] as const)),
      ...(['message', 'oauth'] as const).filter(offers),
    ],
    frameAncestors: checkOrigins('frameAncestors', options.frameAncestors),
    confirm,
    timeZone: checkTimeZone(options.timeZone),
    cityOf: options.cityOf,
    origin: url.origin,
    basePath,
    baseUrl,
    site,
    callbackProblem: officialAccounts.some(({ wechat }) => isRealWechat(wechat))
      ? whyWechatRefuses(url)
      : undefined,
    secure: url.protocol === 'https:',
    origins: new Set([url.origin, ...checkOrigins('origins', options.origins)]),
    officialAccounts,
    openPlatform: options.openPlatform ?? true,
    expectsUnionid: options.openPlatform === true,
    onPush: checkOnPush(options),
    forwardPushes: checkForwardPushes(options.forwardPushes, url, callbackUrls),
    replies: checkReplies(options.replies, site),
    captcha: checkCaptcha(options.captcha),
    limits: checkLimits(options.limits),
    secrets: checkSecrets(options.secrets, officialAccounts[0].wechat.appSecret),
    log: guardLog(options.log ?? logToConsole),
    now: options.now ?? Date.now,
    randomToken: options.randomToken ?? randomToken,
  };
}

/** Takes `Partial`, because JavaScript does not check that the required options are there. */
function checkInterfaces(options: Partial<AnyOptions>): void {
  const { accounts, sessions, store, identityRecords, notify, onEvent, cityOf, metrics } = options;
  requireOption(
    typeof accounts?.find === 'function' && typeof accounts.create === 'function',
    '`accounts` needs the functions `find(identity)` and `create(identity, context)`. Without users of your own, pass `createMemoryAccounts()` of wechat-mp-login/accounts or `createPostgresAccounts({ query })` of wechat-mp-login/accounts/postgres.',
  );
  requireOption(
    typeof sessions?.open === 'function',
    '`sessions` needs the function `open(account, context)`. Without sessions of your own, pass `createCookieSessions({ secure: true })` of wechat-mp-login/accounts.',
  );
  requireOption(
    store === undefined || typeof store.advance === 'function',
    '`store` is not a store. Pass `createMemoryStore()` or another `Store`, or leave it out.',
  );
  requireOption(
    notify === undefined || typeof notify === 'function',
    '`notify` must be a function, `notify(notice)`; pass one or leave it out.',
  );
  requireOption(
    identityRecords === undefined || typeof identityRecords.set === 'function',
    '`identityRecords` needs the functions `get` and `set`. Pass `createMemoryIdentityRecords()` or another `IdentityRecords`, or leave it out.',
  );
  requireOption(
    onEvent === undefined || typeof onEvent === 'function',
    '`onEvent` must be a function, `onEvent(event)`; pass one or leave it out.',
  );
  requireOption(
    metrics === undefined || typeof metrics === 'function',
    '`metrics` must be a function, `metrics(measurement)`. Pass `createMetrics({ registry })` of wechat-mp-login/server/metrics, or leave it out.',
  );
  requireOption(
    cityOf === undefined || typeof cityOf === 'function',
    '`cityOf` must be a function, `cityOf(address)`; pass one or leave it out.',
  );
}

function checkConfirm(confirm: ConfirmMode = 'auto'): ConfirmMode {
  requireOption(
    ['auto', 'tap', 'digits', 'none'].includes(confirm),
    '`confirm` must be "auto", "tap", "digits" or "none"; leave it out for "auto".',
  );
  return confirm;
}

function checkTimeZone(timeZone: unknown = 'Asia/Shanghai'): string {
  requireOption(
    typeof timeZone === 'string' && isTimeZone(timeZone),
    '`timeZone` must be the name of a time zone, such as "Asia/Shanghai" or "Europe/Berlin"; leave it out for "Asia/Shanghai".',
  );
  return timeZone;
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A log of the application that throws or rejects fails no login; the console says so. */
function guardLog(log: Log): EventLog {
  const toConsole: EventLog = logToConsole;
  const say = (error: unknown): void => {
    toConsole('error', 'log_failed', { error: errorKind(error) });
  };
  // JavaScript may pass an asynchronous one. A rejection that nobody handles would end the process.
  const write: (...line: Parameters<Log>) => unknown = log;
  return (...line) => {
    try {
      const written = write(...line);
      if (written instanceof Promise) written.catch(say);
    } catch (error) {
      say(error);
    }
  };
}
