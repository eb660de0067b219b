/** The variables of a real official account: its keys, its mode, and how the page shows it. */
import { readAddress, readPublicUrl, UsageError, type Environment } from './environment.js';

const pushModes = ['safe', 'compatible', 'plain'] as const;
type PushMode = (typeof pushModes)[number];
const accountKinds = ['service', 'subscription'] as const;

export interface RealAccount {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  /** Absent in plain mode, if the account has none: a test account. */
  readonly encodingAesKey?: string;
  /** Default: `safe`. */
  readonly mode?: PushMode;
  readonly originalId?: string;
  /** Address of WeChat's API; `https://api.weixin.qq.com` by default. For a proxy of your own, or a test. */
  readonly apiBaseUrl?: string;
}

export interface ShownAccount {
  readonly name?: string;
  readonly kind?: (typeof accountKinds)[number];
}

/** What the variables of the account make of the demo's configuration. */
export interface AccountConfig {
  /** Origin at which visitors and WeChat reach this server; `http://localhost:PORT` by default. */
  readonly publicUrl?: string;
  /** Keys of a real official account. Without them, the demo uses the simulator. */
  readonly wechat?: RealAccount;
  /** How the page shows the real account. Default: the shop's name, as a service account. */
  readonly officialAccount?: ShownAccount;
}

/** Without any of these, the demo uses the simulator. */
const keyVariables = [
  'WECHAT_APP_ID',
  'WECHAT_APP_SECRET',
  'WECHAT_TOKEN',
  'WECHAT_AES_KEY',
] as const;

/** They say more about a real account. The simulator uses none of them. */
const moreVariables = [
  'WECHAT_MODE',
  'WECHAT_ORIGINAL_ID',
  'WECHAT_ACCOUNT_NAME',
  'WECHAT_ACCOUNT_KIND',
  'WECHAT_API_BASE_URL',
] as const;

/** The option of the backend that each variable is passed as. */
const options = {
  WECHAT_APP_ID: 'wechat.appId',
  WECHAT_APP_SECRET: 'wechat.appSecret',
  WECHAT_TOKEN: 'wechat.token',
  WECHAT_AES_KEY: 'wechat.encodingAesKey',
  WECHAT_MODE: 'wechat.mode',
  WECHAT_ORIGINAL_ID: 'wechat.originalId',
  WECHAT_ACCOUNT_NAME: 'officialAccount.name',
  PUBLIC_URL: 'publicUrl',
} as const;

/** Rewrites what the backend says about its options for people who have set variables. */
export function inVariables(message: string): string {
  const text = message.replace("`wechat.mode: 'plain'`", 'WECHAT_MODE=plain');
  return Object.entries(options).reduce(
    (rewritten, [variable, option]) => rewritten.replaceAll(`\`${option}\``, variable),
    text,
  );
}

/** All keys and the public address, or none of them. Anything in between is a mistake. */
export function readRealAccount(env: Environment): AccountConfig {
  const given = keyVariables.filter((name) => env[name]);
  const { PUBLIC_URL: publicUrl } = env;
  if (given.length === 0) {
    const [useless] = moreVariables.filter((name) => env[name]);
    if (useless) {
      throw new UsageError(
        `${useless} given, but not ${keyVariables.join(', ')}. The simulator does not use it: leave it out.`,
      );
    }
    return publicUrl ? { publicUrl: readPublicUrl(publicUrl) } : {};
  }
  const mode = readChoice(env, 'WECHAT_MODE', pushModes);
  const missing = [...keyVariables, 'PUBLIC_URL'].filter(
    (name) => !env[name] && !(mode === 'plain' && name === 'WECHAT_AES_KEY'),
  );
  if (missing.length > 0) throw incomplete(given, missing);
  const { WECHAT_AES_KEY: encodingAesKey, WECHAT_ORIGINAL_ID: originalId } = env;
  const { WECHAT_API_BASE_URL: apiBaseUrl } = env;
  return {
    wechat: {
      // They are set: `missing` is empty.
      appId: env['WECHAT_APP_ID'] ?? '',
      appSecret: env['WECHAT_APP_SECRET'] ?? '',
      token: env['WECHAT_TOKEN'] ?? '',
      ...(encodingAesKey ? { encodingAesKey } : {}),
      ...(mode ? { mode } : {}),
      ...(originalId ? { originalId } : {}),
      ...(apiBaseUrl ? { apiBaseUrl: readApiBaseUrl(apiBaseUrl) } : {}),
    },
    publicUrl: readPublicUrl(publicUrl ?? ''),
    ...readShownAccount(env),
  };
}

function incomplete(given: readonly string[], missing: readonly string[]): UsageError {
  const hint = missing.includes('WECHAT_AES_KEY')
    ? ' A test account has no EncodingAESKey: set WECHAT_MODE=plain for it.'
    : '';
  return new UsageError(
    `${given.join(', ')} given, but not ${missing.join(', ')}. ` +
      `Set all of them to sign in with the real WeChat, or none to use the simulator.${hint}`,
  );
}

function readShownAccount(env: Environment): Pick<AccountConfig, 'officialAccount'> {
  const name = env['WECHAT_ACCOUNT_NAME'];
  const kind = readChoice(env, 'WECHAT_ACCOUNT_KIND', accountKinds);
  if (!name && !kind) return {};
  return { officialAccount: { ...(name ? { name } : {}), ...(kind ? { kind } : {}) } };
}

/** @returns undefined if the variable is empty or not set */
function readChoice<Choice extends string>(
  env: Environment,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = env[name];
  const choice = choices.find((each) => each === value);
  if (!value || choice) return choice;
  throw new UsageError(
    `${name} takes "${choices.join('", "')}"; leave it out for "${choices[0]}".`,
  );
}

function readApiBaseUrl(value: string): string {
  if (!readAddress(value)) {
    throw new UsageError(
      "WECHAT_API_BASE_URL takes the address of your own proxy to WeChat's API, such as " +
        'https://wechat-proxy.example.com; leave it out to use api.weixin.qq.com.',
    );
  }
  return value;
}
