/** Reads the arguments of `dev`. */
import { parseArgs } from 'node:util';
import { UsageError } from '../../conformance/command/arguments.js';
import type { ConfirmMode } from '../../server/index.js';
import { readAccount, variables, type Account } from '../account.js';
import { readLanguage, type Environment, type Language } from '../terminal.js';

const confirmModes: readonly ConfirmMode[] = ['auto', 'tap', 'digits', 'none'];

export interface DevArguments {
  /** 0 for any free port. */
  readonly port: number;
  readonly language: Language;
  readonly confirm: ConfirmMode;
  /** The program that serves the project, behind `--`. Empty if `dev` has to choose it. */
  readonly command: readonly string[];
  /** The real account, and the origin at which WeChat reaches this machine. Without them, the simulator is used. */
  readonly real?: { readonly account: Account; readonly publicOrigin: string };
}

/** @throws UsageError */
export function readArguments(given: readonly string[], environment: Environment): DevArguments {
  const end = given.includes('--') ? given.indexOf('--') : given.length;
  const values = readOptions(given.slice(0, end));
  const { port, lang, 'public-url': publicUrl = environment['PUBLIC_URL'] } = values;
  const confirm = confirmModes.find((each) => each === values.confirm);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError('--port must be a number from 0 (any free port) to 65535.');
  }
  if (!confirm) throw new UsageError(`--confirm must be one of ${confirmModes.join(', ')}.`);
  const account = readAccount(environment);
  return {
    port: Number(port),
    language: readLanguage(lang, environment),
    confirm,
    command: given.slice(end + 1),
    ...(hasKeys(account) ? { real: { account, publicOrigin: readOrigin(publicUrl) } } : {}),
  };
}

function readOptions(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        port: { type: 'string', default: '3000' },
        lang: { type: 'string' },
        confirm: { type: 'string', default: 'auto' },
        'public-url': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws UsageError if only some of the keys are given */
function hasKeys(account: Account): boolean {
  const names = ['appId', 'appSecret', 'token', 'encodingAesKey'] as const;
  const given = names.filter((name) => account[name] !== '');
  if (given.length === 0) return false;
  const missing = names.filter(
    (name) => account[name] === '' && !(name === 'encodingAesKey' && account.mode === 'plain'),
  );
  if (missing.length === 0) return true;
  const list = (keys: readonly (typeof names)[number][]): string =>
    keys.map((name) => variables[name]).join(', ');
  throw new UsageError(
    `${list(given)} given, but not ${list(missing)}. Set all of them to sign in with the real WeChat, or none to use the simulator.`,
  );
}

function readOrigin(text: string | undefined): string {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search) {
    return url.origin;
  }
  throw new UsageError(
    `${variables.appId} is set, and the real WeChat has to reach this machine: --public-url, or PUBLIC_URL, must be the origin of your tunnel, such as https://dev.example.com. To play WeChat with the simulator instead, unset ${variables.appId}, ${variables.appSecret}, ${variables.token} and ${variables.encodingAesKey}.`,
  );
}
