/** What `npm start` is asked to do: its words and its environment, checked before anything runs. */
import { parseArgs } from 'node:util';

export interface RealAccount {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  /** Where the platform's API is, if not at api.weixin.qq.com: behind a proxy of one's own, or in a test. */
  readonly apiBaseUrl?: string;
}

export interface DemoConfig {
  /** 0 takes any free port. */
  readonly port: number;
  /** Origin under which people and WeChat reach this server; absent: http on localhost. */
  readonly publicUrl?: string;
  /** Keys of a real official account; absent: the simulator. */
  readonly wechat?: RealAccount;
  readonly confirm: 'none';
  readonly newAccounts: NewAccounts;
  /** Folder of accounts and sessions; absent: they are gone with the process. */
  readonly dataDir?: string | undefined;
}

const policies = ['ask', 'create', 'existing-only'] as const;
export type NewAccounts = (typeof policies)[number];

/** A setting that cannot be used; the message says which, and the way out. */
export class UsageError extends Error {}

const keys = {
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
  const newAccounts = policies.find((each) => each === policy);
  if (!newAccounts) {
    throw new UsageError('--new-accounts takes "ask", "create" or "existing-only".');
  }
  if (memory && env['DATA_DIR']) {
    throw new UsageError(
      'DATA_DIR names a folder to keep accounts in, --memory keeps none: one of them.',
    );
  }
  return {
    port: readPort(env['PORT'] || '3000'),
    confirm,
    newAccounts,
    dataDir: memory ? undefined : env['DATA_DIR'] || '.data',
    ...readReal(env),
  };
}

function readPort(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) {
    throw new UsageError('PORT takes a whole number from 0 (any free port) to 65535.');
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

/** All of the keys and an address, or none of them: half a configuration is a slip, not a wish. */
function readReal(env: Environment): Pick<DemoConfig, 'publicUrl' | 'wechat'> {
  const names = Object.keys(keys) as (keyof typeof keys)[];
  const given = names.filter((name) => env[name]);
  const { PUBLIC_URL: publicUrl, WECHAT_API_BASE_URL: apiBaseUrl } = env;
  if (given.length === 0) {
    if (apiBaseUrl) {
      throw new UsageError(
        `WECHAT_API_BASE_URL given, but not ${names.join(', ')}. The simulator needs none: leave it out.`,
      );
    }
    return publicUrl ? { publicUrl: readPublicUrl(publicUrl) } : {};
  }
  const missing = [...names, 'PUBLIC_URL'].filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new UsageError(
      `${given.join(', ')} given, but not ${missing.join(', ')}. ` +
        'Set all of them to sign in through the real platform, or none to use the simulator.',
    );
  }
  const account = Object.fromEntries(names.map((name) => [keys[name], env[name]]));
  const wechat = {
    ...(account as unknown as RealAccount),
    ...(apiBaseUrl ? { apiBaseUrl: readApiBaseUrl(apiBaseUrl) } : {}),
  };
  return { wechat, publicUrl: readPublicUrl(publicUrl ?? '') };
}

function readPublicUrl(value: string): string {
  const url = readAddress(value);
  if (url?.pathname !== '/') {
    throw new UsageError(
      'PUBLIC_URL takes the origin that WeChat and your visitors reach, such as https://example.com',
    );
  }
  return url.origin;
}

function readApiBaseUrl(value: string): string {
  if (!readAddress(value)) {
    throw new UsageError(
      "WECHAT_API_BASE_URL takes an address of your own proxy to WeChat's API, such as " +
        'https://wechat-proxy.example.com; leave it out to go to api.weixin.qq.com.',
    );
  }
  return value;
}

/** An http address with neither a query nor a password. */
function readAddress(value: string): URL | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isPlain = url && !url.search && !url.hash && !url.username && !url.password;
  return isPlain && /^https?:$/.test(url.protocol) ? url : undefined;
}
