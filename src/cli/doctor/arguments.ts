/** Reads the arguments of `doctor`. */
import { parseArgs } from 'node:util';
import { UsageError } from '../../conformance/command/arguments.js';
import { readAccount, type Account } from '../account.js';
import { withFile, type ReadFile } from './environment.js';
import { readLanguage, type Environment, type Language } from '../terminal.js';

export interface DoctorArguments {
  readonly account: Account;
  /** PUBLIC_URL, if it says where WeChat pushes to; otherwise empty. It may be malformed. */
  readonly publicUrl: string;
  /** Where WeChat pushes to: as --url says, or else PUBLIC_URL. */
  readonly callbackUrl?: URL;
  /** The file of which settings were read. */
  readonly file?: string;
  /** The environment names a proxy, which this Node.js does not use. */
  readonly hasIdleProxy: boolean;
  /** A follower whose unionid is looked up. Default: one that WeChat names. */
  readonly openid?: string;
  readonly isBound: boolean;
  readonly language: Language;
  readonly json: boolean;
  readonly waitMs: number;
}

/** Longer than a token of WeChat's is sure to live, nothing can be said of it (docs/wechat.md#access-tokens). */
const maxWaitS = 290;

/** @throws UsageError */
export function readArguments(
  given: readonly string[],
  own: Environment,
  readFile: ReadFile = () => undefined,
): DoctorArguments {
  const values = readOptions(given);
  const { url, openid, lang, wait } = values;
  const { environment, file } = withFile(own, values.env, readFile);
  const language = readLanguage(lang, own);
  if (openid !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(openid)) {
    throw new UsageError('--openid must be the openid of somebody who follows the account.');
  }
  const waitS = Number(wait);
  if (!/^\d{1,3}$/.test(wait) || waitS > maxWaitS) {
    throw new UsageError(`--wait must be a number of seconds from 0 to ${maxWaitS}.`);
  }
  const publicUrl = (url === undefined && environment['PUBLIC_URL']?.trim()) || '';
  const callbackUrl = url === undefined ? callbackBelow(publicUrl) : readCallbackUrl(url);
  return {
    account: readAccount(environment),
    publicUrl,
    ...(callbackUrl === undefined ? {} : { callbackUrl }),
    ...(file === undefined ? {} : { file }),
    hasIdleProxy: hasIdleProxy(environment),
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
        // Not --env-file: Node.js 20 takes that from the arguments of any program.
        env: { type: 'string' },
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

/** Node.js uses these variables only if it is asked to (https://nodejs.org/api/cli.html#node_use_env_proxy1). */
function hasIdleProxy(environment: Environment): boolean {
  const names = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
  return !environment['NODE_USE_ENV_PROXY'] && names.some((name) => environment[name]);
}

/** Where the backend is that `init` writes, and that of the demo. */
function callbackBelow(publicUrl: string): URL | undefined {
  if (!URL.canParse(publicUrl)) return undefined;
  return new URL('/wechat-login/wechat/default', publicUrl);
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
