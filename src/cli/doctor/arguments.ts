/** Reads the arguments of `doctor`. */
import { parseArgs } from 'node:util';
import { UsageError } from '../../conformance/command/arguments.js';
import { readAccount, type Account } from '../account.js';
import { readLanguage, type Environment, type Language } from '../terminal.js';

export interface DoctorArguments {
  readonly account: Account;
  /** Where WeChat pushes to. */
  readonly callbackUrl?: URL;
  /** A follower whose unionid is looked up. Default: one that WeChat names. */
  readonly openid?: string;
  readonly isBound: boolean;
  readonly language: Language;
  readonly json: boolean;
  readonly waitMs: number;
}

/** @throws UsageError */
export function readArguments(given: readonly string[], environment: Environment): DoctorArguments {
  const values = readOptions(given);
  const { url, openid, lang, wait } = values;
  const language = readLanguage(lang, environment);
  if (openid !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(openid)) {
    throw new UsageError('--openid must be the openid of somebody who follows the account.');
  }
  const waitS = Number(wait);
  if (!/^\d{1,3}$/.test(wait) || waitS > 600) {
    throw new UsageError('--wait must be a number of seconds from 0 to 600.');
  }
  return {
    account: readAccount(environment),
    ...(url === undefined ? {} : { callbackUrl: readCallbackUrl(url) }),
    ...(openid === undefined ? {} : { openid }),
    isBound: !values['no-open-platform'],
    ...{ language, json: values.json, waitMs: waitS * 1000 },
  };
}

function readOptions(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        url: { type: 'string' },
        openid: { type: 'string' },
        'no-open-platform': { type: 'boolean', default: false },
        lang: { type: 'string' },
        wait: { type: 'string', default: '10' },
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The address of the backend, or the callback URL itself. */
function readCallbackUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!isPlain || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(
      '--url must be the address of the backend, such as https://example.com/wechat-login, without "?", "#" or credentials.',
    );
  }
  if (!/\/wechat\/[^/]+$/.test(url.pathname)) {
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/wechat/default`;
  }
  return url;
}
