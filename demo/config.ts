/** The configuration of `npm start`: its arguments and environment, checked before anything runs. */
import { parseArgs } from 'node:util';

export interface RealAccount {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  /** Address of WeChat's API; `https://api.weixin.qq.com` by default. For a proxy of your own, or a test. */
  readonly apiBaseUrl?: string;
}

export interface DemoConfig {
  /** 0 for any free port. */
  readonly port: number;
  /** Origin at which visitors and WeChat reach this server; `http://localhost:PORT` by default. */
  readonly publicUrl?: string;
  /** Keys of a real official account. Without them, the demo uses the simulator. */
  readonly wechat?: RealAccount;
  /** How many proxies of one's own add to `X-Forwarded-For`; 0 by default. */
  readonly trustedProxies?: number;
  readonly confirm: 'none';
  readonly newAccounts: NewAccounts;
  /** Folder for accounts and sessions. Without one, they are lost when the process ends. */
  readonly dataDir?: string | undefined;
}

const newAccountsPolicies = ['ask', 'create', 'existing-only'] as const;
export type NewAccounts = (typeof newAccountsPolicies)[number];

/** An invalid setting. The message says which one and how to fix it. */
export class UsageError extends Error {}

const accountVariables = {
  WECHAT_APP_ID: 'appId',
  WECHAT_APP_SECRET: 'appSecret',
  WECHAT_TOKEN: 'token',
  WECHAT_AES_KEY: 'encodingAesKey',
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws UsageError */
export function readConfig(args: readonly string[], env: Environment): DemoConfig {
  const { confirm, 'new-accounts': policy, memory } = readOptions(args);
  if (confirm !== 'none') throw new UsageError('--confirm takes "none".');
  const newAccounts = newAccountsPolicies.find((each) => each === policy);
  if (!newAccounts) {
    throw new UsageError('--new-accounts takes "ask", "create" or "existing-only".');
  }
  if (memory && env['DATA_DIR']) {
    throw new UsageError(
      'DATA_DIR keeps accounts in a folder, but --memory keeps none. Use only one of them.',
    );
  }
  return {
    port: readPort(env['PORT'] || '3000'),
    trustedProxies: readTrustedProxies(env['TRUSTED_PROXIES'] || '0'),
    confirm,
    newAccounts,
    dataDir: memory ? undefined : env['DATA_DIR'] || '.data',
    ...readRealAccount(env),
  };
}

function readPort(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) {
    throw new UsageError('PORT takes a whole number from 0 (any free port) to 65535.');
  }
  return Number(value);
}

function readTrustedProxies(value: string): number {
  if (!/^\d{1,2}$/.test(value)) {
    throw new UsageError(
      'TRUSTED_PROXIES takes the number of your own proxies that add to X-Forwarded-For, such as 1 ' +
        'for one nginx; leave it out if visitors connect to the demo itself.',
    );
  }
  return Number(value);
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        confirm: { type: 'string', default: 'none' },
        'new-accounts': { type: 'string', default: 'ask' },
        memory: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** All keys and the public address, or none of them. Anything in between is a mistake. */
function readRealAccount(env: Environment): Pick<DemoConfig, 'publicUrl' | 'wechat'> {
  const names = Object.keys(accountVariables) as (keyof typeof accountVariables)[];
  const given = names.filter((name) => env[name]);
  const { PUBLIC_URL: publicUrl, WECHAT_API_BASE_URL: apiBaseUrl } = env;
  if (given.length === 0) {
    if (apiBaseUrl) {
      throw new UsageError(
        `WECHAT_API_BASE_URL given, but not ${names.join(', ')}. The simulator does not use it: leave it out.`,
      );
    }
    return publicUrl ? { publicUrl: readPublicUrl(publicUrl) } : {};
  }
  const missing = [...names, 'PUBLIC_URL'].filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new UsageError(
      `${given.join(', ')} given, but not ${missing.join(', ')}. ` +
        'Set all of them to sign in with the real WeChat, or none to use the simulator.',
    );
  }
  const account = Object.fromEntries(names.map((name) => [accountVariables[name], env[name]]));
  const wechat = {
    // Every name is set: `missing` is empty.
    ...(account as unknown as RealAccount),
    ...(apiBaseUrl ? { apiBaseUrl: readApiBaseUrl(apiBaseUrl) } : {}),
  };
  return { wechat, publicUrl: readPublicUrl(publicUrl ?? '') };
}

function readPublicUrl(value: string): string {
  const url = readAddress(value);
  if (url?.pathname !== '/') {
    throw new UsageError(
      'PUBLIC_URL takes the origin at which WeChat and your visitors reach the demo, such as https://example.com',
    );
  }
  return url.origin;
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

/** Parses an http or https address without query, fragment and credentials. */
function readAddress(value: string): URL | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isPlain = url && !url.search && !url.hash && !url.username && !url.password;
  return isPlain && /^https?:$/.test(url.protocol) ? url : undefined;
}
