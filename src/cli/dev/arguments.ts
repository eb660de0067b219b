/** Reads the arguments of `dev`. */
import { UsageError } from '../../conformance/command/arguments.js';
import type { ConfirmMode } from '../../server/index.js';
import { readAccount, variables, type Account } from '../account.js';
import { languageOf, readLanguage, readOptions, type Language } from '../language.js';
import type { Environment } from '../terminal.js';
import { texts, type Texts } from './texts/index.js';

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

const options = {
  port: { type: 'string', default: '3000' },
  lang: { type: 'string' },
  confirm: { type: 'string', default: 'auto' },
  'public-url': { type: 'string' },
} as const;

/** Without them, nobody can sign in with an official account. */
const keys: readonly (keyof Account)[] = ['appId', 'appSecret', 'token', 'encodingAesKey'];

/** @throws UsageError */
export function readArguments(given: readonly string[], environment: Environment): DevArguments {
  const end = given.includes('--') ? given.indexOf('--') : given.length;
  const values = readOptions(given.slice(0, end), options, languageOf(given, environment));
  const { port, lang, 'public-url': publicUrl = environment['PUBLIC_URL'] } = values;
  const language = readLanguage(lang, environment);
  const { mistakes } = texts[language];
  const confirm = confirmModes.find((each) => each === values.confirm);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(mistakes.port);
  }
  if (!confirm) throw new UsageError(mistakes.confirm(confirmModes));
  const account = readAccount(environment);
  return {
    port: Number(port),
    ...{ language, confirm },
    command: given.slice(end + 1),
    ...(hasKeys(account, mistakes)
      ? { real: { account, publicOrigin: readOrigin(publicUrl, mistakes) } }
      : {}),
  };
}

/** @throws UsageError if only some of the keys are given */
function hasKeys(account: Account, { someKeys }: Texts['mistakes']): boolean {
  const given = keys.filter((name) => account[name] !== '');
  if (given.length === 0) return false;
  const missing = keys.filter(
    (name) => account[name] === '' && !(name === 'encodingAesKey' && account.mode === 'plain'),
  );
  if (missing.length === 0) return true;
  const list = (names: typeof keys): readonly string[] => names.map((name) => variables[name]);
  throw new UsageError(someKeys(list(given), list(missing)));
}

function readOrigin(text: string | undefined, { noOrigin }: Texts['mistakes']): string {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search) {
    return url.origin;
  }
  throw new UsageError(noOrigin(keys.map((name) => variables[name])));
}
