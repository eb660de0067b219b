/** Checks an official account's settings on the WeChat developer platform. */
import { ConfigurationError, requireOption } from '../../base/configuration-error.js';
import { isLocalHost } from '../urls.js';
import type { WechatOptions } from './account-options.js';

export type CheckedWechatOptions = WechatOptions & Required<Pick<WechatOptions, 'mode'>>;

const tokenPattern = /^[A-Za-z0-9]{3,32}$/;
const aesKeyPattern = /^[A-Za-z0-9]{43}$/;
const platform = 'the WeChat developer platform';

/**
 * No message repeats a value: secrets must not end up in logs.
 * @param name of the option, such as `officialAccounts[1].wechat`
 */
export function checkWechat(wechat: WechatOptions | undefined, name: string): CheckedWechatOptions {
  if (!wechat) {
    throw new ConfigurationError(
      `\`${name}\` is missing. Pass { appId, appSecret, token, encodingAesKey }, as on ${platform}.`,
    );
  }
  const { originalId, apiBaseUrl, authorizeUrl } = wechat;
  checkCredentials(wechat, name);
  requireOption(
    originalId === undefined || matches(originalId, /^gh_[0-9a-z]{6,32}$/),
    `\`${name}.originalId\` must be the original id of the official account, "gh_" and 12 digits. Copy it from ${platform}, or leave it out.`,
  );
  requireOption(
    apiBaseUrl === undefined || (URL.canParse(apiBaseUrl) && /^https?:/.test(apiBaseUrl)),
    `\`${name}.apiBaseUrl\` must be an http or https URL. Leave it out for https://api.weixin.qq.com.`,
  );
  requireOption(
    authorizeUrl === undefined || isPlainAddress(authorizeUrl),
    `\`${name}.authorizeUrl\` must be an http or https URL without "?" and "#". Leave it out for https://open.weixin.qq.com/connect/oauth2/authorize.`,
  );
  return { ...wechat, mode: checkMode(wechat, name) };
}

/** Whether calls go to WeChat itself, perhaps through a proxy, and not to a simulator on this computer. */
export function isRealWechat({ fetch, apiBaseUrl }: WechatOptions): boolean {
  if (fetch) return false;
  return apiBaseUrl === undefined || !isLocalHost(new URL(apiBaseUrl).hostname);
}

function checkCredentials({ appId, appSecret }: WechatOptions, name: string): void {
  requireOption(
    matches(appId, /^wx[0-9a-f]{16}$/),
    `\`${name}.appId\` must be "wx" and 16 hexadecimal digits. Copy the AppID from ${platform}.`,
  );
  requireOption(
    matches(appSecret, /^[0-9a-f]{32}$/),
    `\`${name}.appSecret\` must be 32 hexadecimal digits. Copy the AppSecret from ${platform}, or reset it there.`,
  );
}

/** Checks the settings that prove a push to be WeChat's: the token and, except in plain mode, the key. */
function checkMode(wechat: WechatOptions, name: string): CheckedWechatOptions['mode'] {
  const { mode = 'safe', token, encodingAesKey, previousToken, previousEncodingAesKey } = wechat;
  requireOption(
    ['safe', 'compatible', 'plain'].includes(mode),
    `\`${name}.mode\` must be "safe", "compatible" or "plain", as set on ${platform}. Choose safe mode there and leave it out.`,
  );
  requireOption(
    matches(token, tokenPattern),
    `\`${name}.token\` must be 3 to 32 letters and digits, the same as on ${platform}.`,
  );
  requireOption(
    mode !== 'plain' || !isGuessable(token),
    `\`${name}.token\` is guessable, and in plain mode it alone proves that a push comes from WeChat. Choose safe mode, or set 32 random letters and digits here and on the platform.`,
  );
  requireOption(
    (mode === 'plain' && encodingAesKey === undefined) || matches(encodingAesKey, aesKeyPattern),
    `\`${name}.encodingAesKey\` must be the 43 letters and digits of the EncodingAESKey on ${platform}. Without encryption, anybody who has seen one push can forge others; if you accept that, set \`${name}.mode: 'plain'\`.`,
  );
  requireOption(
    previousToken === undefined ||
      (matches(previousToken, tokenPattern) && (mode !== 'plain' || !isGuessable(previousToken))),
    `\`${name}.previousToken\` must be the former Token, 3 to 32 letters and digits, which in plain mode must be random. Leave it out unless you have just changed the Token on ${platform}.`,
  );
  requireOption(
    previousEncodingAesKey === undefined || matches(previousEncodingAesKey, aesKeyPattern),
    `\`${name}.previousEncodingAesKey\` must be the 43 letters and digits of the former EncodingAESKey. Leave it out unless you have just changed the key on ${platform}.`,
  );
  return mode;
}

function isPlainAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && !/[?#]/.test(address);
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

/** Whether the token is too short, uses too few different characters, or is mostly runs like abc or 123. */
export function isGuessable(token: string): boolean {
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
