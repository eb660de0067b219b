/** Refuses a wrong setting at start, with a sentence that says what to do, instead of at a login. */
import { randomToken } from '../protocol/chain.js';
import type { Level, OfficialAccount } from '../protocol/messages.js';
import { checkBinding, type BindingConfig } from './check-binding-options.js';
import { ConfigurationError, requireOption } from './base/configuration-error.js';
import type { Options, WechatOptions } from './options.js';
import type { Log } from './base/log.js';

export { ConfigurationError };

/** The options, checked and complete. */
export interface Config extends BindingConfig {
  /** What this backend declares that it speaks. */
  readonly levels: readonly Level[];
  readonly origin: string;
  /** Path of `publicUrl` without a slash at the end; '' at the root. */
  readonly basePath: string;
  /** Host of `publicUrl`, as the chat names the site. */
  readonly site: string;
  /** Whether browsers come over https. */
  readonly secure: boolean;
  readonly origins: ReadonlySet<string>;
  readonly wechat: WechatOptions & { readonly mode: NonNullable<WechatOptions['mode']> };
  readonly officialAccount: OfficialAccount;
  readonly openPlatform: boolean;
  readonly limits: Readonly<Record<keyof NonNullable<Options['limits']>, number>>;
  readonly log: Log;
  readonly now: () => number;
  readonly randomToken: (bytes: number) => string;
}

const platform = 'the WeChat developer platform';

/** @throws ConfigurationError */
export function checkOptions(options: Options): Config {
  const url = checkPublicUrl(options.publicUrl);
  checkParts(options);
  const binding = checkBinding(options);
  const canBind = binding.canLinkSession || binding.newAccounts !== 'create';
  return {
    ...binding,
    levels: ['core', 'stream', ...(canBind ? (['binding'] as const) : [])],
    origin: url.origin,
    basePath: url.pathname.replace(/\/+$/, ''),
    site: url.host,
    secure: url.protocol === 'https:',
    origins: new Set([url.origin, ...(options.origins ?? []).map(checkOrigin)]),
    wechat: checkWechat(options.wechat),
    officialAccount: checkOfficialAccount(options.officialAccount),
    openPlatform: options.openPlatform ?? true,
    limits: checkLimits(options.limits),
    log: options.log ?? logToConsole,
    now: options.now ?? Date.now,
    randomToken: options.randomToken ?? randomToken,
  };
}

function isSafeScheme(url: URL): boolean {
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal);
}

function checkPublicUrl(publicUrl: unknown): URL {
  requireOption(
    typeof publicUrl === 'string' && URL.canParse(publicUrl),
    'publicUrl must be the address at which browsers reach this backend, such as "https://example.com/wechat-login".',
  );
  const url = new URL(publicUrl as string);
  requireOption(
    isSafeScheme(url),
    'publicUrl must begin with https:// (http:// works on localhost alone): browsers offer no WebCrypto and keep no secure cookie on plain http.',
  );
  requireOption(
    url.search === '' && url.hash === '' && url.username === '' && url.password === '',
    'publicUrl must be an address without "?", "#" or credentials.',
  );
  return url;
}

function checkOrigin(origin: unknown): string {
  requireOption(
    typeof origin === 'string' &&
      URL.canParse(origin) &&
      new URL(origin).origin === origin &&
      isSafeScheme(new URL(origin)),
    'origins must list exact origins such as "https://app.example.com", without a path; "*" and "null" are never allowed.',
  );
  return origin as string;
}

function checkWechat(wechat: WechatOptions | undefined): Config['wechat'] {
  if (!wechat) throw new ConfigurationError('wechat is missing: { appId, appSecret, token, … }.');
  const { appId, appSecret, token, encodingAesKey, originalId, apiBaseUrl } = wechat;
  const mode = wechat.mode ?? 'safe';
  const has = (value: unknown, pattern: RegExp): boolean =>
    typeof value === 'string' && pattern.test(value);
  requireOption(
    has(appId, /^wx[0-9a-f]{16}$/),
    `wechat.appId must be "wx" and 16 hexadecimal digits: copy the AppID from ${platform}.`,
  );
  requireOption(
    has(appSecret, /^[0-9a-f]{32}$/),
    `wechat.appSecret must be 32 hexadecimal digits: copy the AppSecret from ${platform}, or reset it there.`,
  );
  requireOption(
    ['safe', 'compatible', 'plain'].includes(mode),
    'wechat.mode must be "safe", "compatible" or "plain", as set on the platform; choose safe mode there and leave this out.',
  );
  requireOption(
    has(token, /^[A-Za-z0-9]{3,32}$/),
    `wechat.token must be 3 to 32 letters and digits, the same as on ${platform}.`,
  );
  requireOption(
    mode !== 'plain' || !isGuessable(token),
    'wechat.token is guessable, and in plain mode it is all that tells WeChat from anybody: choose safe mode, or 32 random letters and digits here and on the platform.',
  );
  requireOption(
    (mode === 'plain' && encodingAesKey === undefined) || has(encodingAesKey, /^[A-Za-z0-9]{43}$/),
    `wechat.encodingAesKey must be the 43 letters and digits of the EncodingAESKey on ${platform}. Without encryption anybody who has seen one push can forge others; who wants that nevertheless sets wechat.mode to "plain".`,
  );
  requireOption(
    originalId === undefined || has(originalId, /^gh_[0-9a-z]{6,32}$/),
    'wechat.originalId must be the original id of the official account ("gh_" and 12 digits), or be left out.',
  );
  requireOption(
    apiBaseUrl === undefined || (URL.canParse(apiBaseUrl) && /^https?:/.test(apiBaseUrl)),
    'wechat.apiBaseUrl must be a URL, or be left out for https://api.weixin.qq.com.',
  );
  return { ...wechat, mode };
}

/** Too short, of too few kinds of characters, or mostly a run such as abc or 123. */
function isGuessable(token: string): boolean {
  const codes = Array.from(token, (character) => character.charCodeAt(0));
  const inRuns = codes.filter((code, index) => Math.abs(code - (codes[index - 1] ?? 0)) <= 1);
  return (
    token.length < 16 ||
    new Set(token).size < 9 ||
    !/\d/.test(token) ||
    !/[A-Za-z]/.test(token) ||
    inRuns.length > token.length / 3
  );
}

function checkOfficialAccount(given: Options['officialAccount'] | undefined): OfficialAccount {
  const { key = 'default', name, kind = 'service', avatar } = given ?? { name: '' };
  requireOption(/^[a-z0-9-]{1,32}$/.test(key), 'officialAccount.key must match [a-z0-9-]{1,32}.');
  requireOption(
    typeof name === 'string' && name.trim() !== '' && name.length <= 200,
    'officialAccount.name must be the name of the official account as people know it.',
  );
  requireOption(
    ['service', 'subscription'].includes(kind),
    'officialAccount.kind must be "service" or "subscription".',
  );
  requireOption(
    avatar === undefined || /^(https:\/\/|\/(?!\/))[!-~]{0,1000}$/.test(avatar),
    'officialAccount.avatar must be an https address, or a path on the origin of publicUrl.',
  );
  return { key, name, kind, ...(avatar === undefined ? {} : { avatar }) };
}

function checkParts(options: Partial<Options>): void {
  const { accounts, sessions, store } = options;
  // Wider than the types: they hold for TypeScript alone.
  const { confirm = 'none' }: Record<string, unknown> = { ...options };
  requireOption(
    typeof accounts?.find === 'function' && typeof accounts.create === 'function',
    'accounts must have the functions find(identity) and create(identity, context).',
  );
  requireOption(
    typeof sessions?.open === 'function',
    'sessions must have the function open(account, context).',
  );
  requireOption(
    store === undefined || typeof store.advance === 'function',
    'store must be a Store, such as createMemoryStore() returns, or be left out.',
  );
  requireOption(confirm === 'none', 'confirm: this version knows "none" alone.');
}

function checkLimits(given: Options['limits'] = {}): Config['limits'] {
  const limits = {
    createsPerAddressPerMinute: given.createsPerAddressPerMinute ?? 60,
    createsPerMinute: given.createsPerMinute ?? 600,
    pollsPerSecond: given.pollsPerSecond ?? 5,
    badProofsPer15Minutes: given.badProofsPer15Minutes ?? 5,
    verificationCodesPerTargetPerHour: given.verificationCodesPerTargetPerHour ?? 5,
    openReadsPerAddress: given.openReadsPerAddress ?? 200,
    openReads: given.openReads ?? 20_000,
  };
  for (const [name, value] of Object.entries(limits)) {
    requireOption(
      typeof value === 'number' && value >= 1,
      `limits.${name} must be a number from 1 up.`,
    );
  }
  return limits;
}

const logToConsole: Log = (level, event, details) => {
  // eslint-disable-next-line no-console -- where a log goes that nobody has asked to have elsewhere
  if (level !== 'info') console[level](`wechat-mp-login: ${event}`, details);
};
