/** Checks the official account's settings on the WeChat developer platform, and how the page shows it. */
import type { OfficialAccount } from '../../protocol/messages.js';
import { ConfigurationError, requireOption } from '../base/configuration-error.js';
import { isLocalHost } from './urls.js';
import type { Options, WechatOptions } from './options.js';

export type CheckedWechatOptions = WechatOptions & Required<Pick<WechatOptions, 'mode'>>;

const tokenPattern = /^[A-Za-z0-9]{3,32}$/;
const aesKeyPattern = /^[A-Za-z0-9]{43}$/;
const platform = 'the WeChat developer platform';

/** No message repeats a value: secrets must not end up in logs. */
export function checkWechat(wechat: WechatOptions | undefined): CheckedWechatOptions {
  if (!wechat) {
    throw new ConfigurationError(
      '`wechat` is missing. Pass { appId, appSecret, token, encodingAesKey }, as on the WeChat developer platform.',
    );
  }
  const { originalId, apiBaseUrl } = wechat;
  checkCredentials(wechat);
  requireOption(
    originalId === undefined || matches(originalId, /^gh_[0-9a-z]{6,32}$/),
    `\`wechat.originalId\` must be the original id of the official account, "gh_" and 12 digits. Copy it from ${platform}, or leave it out.`,
  );
  requireOption(
    apiBaseUrl === undefined || (URL.canParse(apiBaseUrl) && /^https?:/.test(apiBaseUrl)),
    '`wechat.apiBaseUrl` must be an http or https URL. Leave it out for https://api.weixin.qq.com.',
  );
  return { ...wechat, mode: checkMode(wechat) };
}

/** Whether calls go to WeChat itself, perhaps through a proxy, and not to a simulator on this computer. */
export function isRealWechat({ fetch, apiBaseUrl }: WechatOptions): boolean {
  if (fetch) return false;
  return apiBaseUrl === undefined || !isLocalHost(new URL(apiBaseUrl).hostname);
}

function checkCredentials({ appId, appSecret }: WechatOptions): void {
  requireOption(
    matches(appId, /^wx[0-9a-f]{16}$/),
    `\`wechat.appId\` must be "wx" and 16 hexadecimal digits. Copy the AppID from ${platform}.`,
  );
  requireOption(
    matches(appSecret, /^[0-9a-f]{32}$/),
    `\`wechat.appSecret\` must be 32 hexadecimal digits. Copy the AppSecret from ${platform}, or reset it there.`,
  );
}

/** Checks the settings that prove a push to be WeChat's: the token and, except in plain mode, the key. */
function checkMode(wechat: WechatOptions): CheckedWechatOptions['mode'] {
  const { mode = 'safe', token, encodingAesKey, previousToken, previousEncodingAesKey } = wechat;
  requireOption(
    ['safe', 'compatible', 'plain'].includes(mode),
    `\`wechat.mode\` must be "safe", "compatible" or "plain", as set on ${platform}. Choose safe mode there and leave it out.`,
  );
  requireOption(
    matches(token, tokenPattern),
    `\`wechat.token\` must be 3 to 32 letters and digits, the same as on ${platform}.`,
  );
  requireOption(
    mode !== 'plain' || !isGuessable(token),
    '`wechat.token` is guessable, and in plain mode it alone proves that a push comes from WeChat. Choose safe mode, or set 32 random letters and digits here and on the platform.',
  );
  requireOption(
    (mode === 'plain' && encodingAesKey === undefined) || matches(encodingAesKey, aesKeyPattern),
    `\`wechat.encodingAesKey\` must be the 43 letters and digits of the EncodingAESKey on ${platform}. Without encryption, anybody who has seen one push can forge others; if you accept that, set \`wechat.mode: 'plain'\`.`,
  );
  requireOption(
    previousToken === undefined ||
      (matches(previousToken, tokenPattern) && (mode !== 'plain' || !isGuessable(previousToken))),
    `\`wechat.previousToken\` must be the former Token, 3 to 32 letters and digits, which in plain mode must be random. Leave it out unless you have just changed the Token on ${platform}.`,
  );
  requireOption(
    previousEncodingAesKey === undefined || matches(previousEncodingAesKey, aesKeyPattern),
    `\`wechat.previousEncodingAesKey\` must be the 43 letters and digits of the former EncodingAESKey. Leave it out unless you have just changed the key on ${platform}.`,
  );
  return mode;
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

/** Whether the token is too short, uses too few different characters, or is mostly runs like abc or 123. */
function isGuessable(token: string): boolean {
  const units = Array.from(token, (character) => character.charCodeAt(0));
  const inRuns = units.filter((unit, index) => Math.abs(unit - (units[index - 1] ?? 0)) <= 1);
  return (
    token.length < 16 ||
    new Set(token).size < 9 ||
    !/\d/.test(token) ||
    !/[A-Za-z]/.test(token) ||
    inRuns.length > token.length / 3
  );
}

export function checkOfficialAccount(
  given: Options['officialAccount'] | undefined,
): OfficialAccount {
  const { key = 'default', name, kind = 'service', avatar } = given ?? { name: '' };
  requireOption(
    /^[a-z0-9-]{1,32}$/.test(key),
    '`officialAccount.key` must be 1 to 32 lower-case letters, digits and hyphens; leave it out for "default".',
  );
  requireOption(
    typeof name === 'string' && name.trim() !== '' && name.length <= 200,
    '`officialAccount.name` is missing or longer than 200 characters. Pass the name of the official account as people see it in WeChat.',
  );
  requireOption(
    ['service', 'subscription'].includes(kind),
    '`officialAccount.kind` must be "service" or "subscription"; leave it out for "service".',
  );
  requireOption(
    avatar === undefined || /^(https:\/\/|\/(?!\/))[!-~]{0,1000}$/.test(avatar),
    '`officialAccount.avatar` must be an https URL, or a path that begins with a single slash; or leave it out.',
  );
  return { key, name, kind, ...(avatar === undefined ? {} : { avatar }) };
}
