/** The configuration of `npm start`: its arguments and environment, checked before anything runs. */
import { parseArgs } from 'node:util';
import { UsageError, type Environment } from './environment.js';
import { readRealAccount, type AccountConfig } from './real-account.js';

export { UsageError };

export interface DemoConfig extends AccountConfig {
  /** 0 for any free port. */
  readonly port: number;
  /** How many proxies of one's own add to `X-Forwarded-For`; 0 by default. */
  readonly trustedProxies?: number;
  /** Whether the chat asks before somebody is signed in. */
  readonly confirm: ConfirmMode;
  /** Whether a browser stays known when its visitor signs out; false by default. */
  readonly keepBrowsers?: boolean;
  readonly newAccounts: NewAccounts;
  /** Whether the simulator has a second official account; false by default. */
  readonly hasNews?: boolean;
  /** Folder for accounts and sessions. Without one, they are lost when the process ends. */
  readonly dataDir?: string | undefined;
}

const confirmModes = ['auto', 'tap', 'digits', 'none'] as const;
type ConfirmMode = (typeof confirmModes)[number];

const newAccountsPolicies = ['ask', 'create', 'existing-only'] as const;
export type NewAccounts = (typeof newAccountsPolicies)[number];

/** @throws UsageError */
export function readConfig(args: readonly string[], env: Environment): DemoConfig {
  const { confirm: mode, 'new-accounts': policy, memory } = readOptions(args);
  const wanted = mode ?? (env['CONFIRM'] || 'auto');
  const confirm = confirmModes.find((each) => each === wanted);
  if (!confirm)
    throw new UsageError('CONFIRM, or --confirm, takes "auto", "tap", "digits" or "none".');
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
    ...(env['KEEP_BROWSERS'] ? { keepBrowsers: readSwitch(env['KEEP_BROWSERS']) } : {}),
    newAccounts,
    ...(readAccounts(env) === 2 ? { hasNews: true } : {}),
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

function readSwitch(value: string): boolean {
  if (!/^[01]$/.test(value)) {
    throw new UsageError(
      'KEEP_BROWSERS takes 1, so that a browser stays known after signing out, or 0, so that it is forgotten.',
    );
  }
  return value === '1';
}

/** How many official accounts the simulator has. */
function readAccounts(env: Environment): 1 | 2 {
  const accounts = env['ACCOUNTS'] || '1';
  if (accounts !== '1' && accounts !== '2') {
    throw new UsageError(
      'ACCOUNTS takes 2 for a second official account, or 1, which is also the default.',
    );
  }
  if (accounts === '2' && env['WECHAT_APP_ID']) {
    throw new UsageError(
      'ACCOUNTS=2 is for simulated official accounts. Leave it out, or leave out the variables of your own account.',
    );
  }
  return accounts === '2' ? 2 : 1;
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
        confirm: { type: 'string' },
        'new-accounts': { type: 'string', default: 'ask' },
        memory: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
