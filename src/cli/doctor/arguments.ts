/** Reads the arguments of `doctor`. */
import { UsageError } from '../../conformance/command/arguments.js';
import { readAccount, type Account } from '../account.js';
import { languageOf, readLanguage, readOptions, type Language } from '../language.js';
import type { Environment } from '../terminal.js';
import { withFile, type ReadFile } from './environment.js';
import { texts, type Texts } from './texts/index.js';

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

const options = {
  url: { type: 'string' },
  openid: { type: 'string' },
  // Not --env-file: Node.js 20 takes that from the arguments of any program.
  env: { type: 'string' },
  'no-open-platform': { type: 'boolean', default: false },
  lang: { type: 'string' },
  wait: { type: 'string', default: '10' },
  json: { type: 'boolean', default: false },
} as const;

/** @throws UsageError */
export function readArguments(
  given: readonly string[],
  own: Environment,
  readFile: ReadFile = () => undefined,
): DoctorArguments {
  const values = readOptions(given, options, languageOf(given, own));
  const { url, openid, lang, wait } = values;
  const language = readLanguage(lang, own);
  const { mistakes } = texts[language];
  const { environment, file } = withFile(own, values.env, readFile, mistakes);
  if (openid !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(openid)) {
    throw new UsageError(mistakes.openid);
  }
  const waitS = Number(wait);
  if (!/^\d{1,3}$/.test(wait) || waitS > maxWaitS) {
    throw new UsageError(mistakes.wait(maxWaitS));
  }
  const publicUrl = (url === undefined && environment['PUBLIC_URL']?.trim()) || '';
  const callbackUrl = url === undefined ? callbackBelow(publicUrl) : readCallbackUrl(url, mistakes);
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
function readCallbackUrl(text: string, mistakes: Texts['mistakes']): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!isPlain || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(mistakes.url);
  }
  if (!/\/wechat\/[^/]+$/.test(url.pathname)) {
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/wechat/default`;
  }
  return url;
}
