/** What `npm start` is asked to do: its words and its environment, checked before anything runs. */
import { parseArgs } from 'node:util';

export interface RealAccount {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAesKey: string;
}

export interface DemoConfig {
  /** 0 takes any free port. */
  readonly port: number;
  /** Origin under which people and WeChat reach this server; absent: http on localhost. */
  readonly publicUrl?: string;
  /** Keys of a real official account; absent: the simulator. */
  readonly wechat?: RealAccount;
  readonly confirm: 'none';
  readonly newAccounts: 'create';
}

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
  const { confirm, 'new-accounts': newAccounts } = readOptions(args);
  if (confirm !== 'none') throw new UsageError('--confirm takes "none".');
  if (newAccounts !== 'create') throw new UsageError('--new-accounts takes "create".');
  const port = Number(env['PORT'] ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError('PORT takes a whole number from 0 (any free port) to 65535.');
  }
  return { port, confirm, newAccounts, ...readReal(env) };
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        confirm: { type: 'string', default: 'none' },
        'new-accounts': { type: 'string', default: 'create' },
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
  const publicUrl = env['PUBLIC_URL'];
  if (given.length === 0) return publicUrl ? { publicUrl: readPublicUrl(publicUrl) } : {};
  const missing = [...names, 'PUBLIC_URL'].filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new UsageError(
      `${given.join(', ')} given, but not ${missing.join(', ')}. ` +
        'Set all of them to sign in through the real platform, or none to use the simulator.',
    );
  }
  const wechat = Object.fromEntries(names.map((name) => [keys[name], env[name]]));
  return { wechat: wechat as unknown as RealAccount, publicUrl: readPublicUrl(publicUrl ?? '') };
}

function readPublicUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash) {
    throw new UsageError(
      'PUBLIC_URL takes the origin that WeChat and your visitors reach, such as https://example.com',
    );
  }
  return url.origin;
}
