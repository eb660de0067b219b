/** Checks shell commands in documents: the scripts, flags, packages and files that they name must exist. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../../demo/config.js';
import { frameworks } from '../../../tools/examples/first-logins.js';
import { suiteNames } from '../../../tools/test/suites.js';
import { root } from './documents.js';

interface Package {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, object>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package;
const installable = [
  manifest.name,
  ...Object.keys({
    ...manifest.peerDependencies,
    ...manifest.peerDependenciesMeta,
    ...manifest.devDependencies,
  }),
  // `npm run examples` installs these, and their versions follow the name.
  ...Object.values(frameworks).flatMap((all) => all.map((each) => each.replace(/@[^@/]*$/, ''))),
];

/** Programs that neither this repository nor npm provides. */
const otherPrograms = ['apt-get', 'git', 'cd', 'curl', 'docker', 'openssl', 'python3'];

const sampleKeys: Readonly<Record<string, string>> = {
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WECHAT_TOKEN: 'token123',
  WECHAT_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

/** One message for each mistake in a block of shell commands. */
export function commandMistakes(code: string): string[] {
  return code
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .flatMap((line) => line.split(/\s*&&\s*/))
    .filter((command) => command !== '')
    .flatMap(mistakesOf);
}

function mistakesOf(command: string): string[] {
  if (command.startsWith('export ')) return [];
  const words = command.split(/\s+/);
  const assigned = words.filter((word) => /^[A-Z_]+=/.test(word));
  const [program = '', first = '', ...others] = words.slice(assigned.length);
  const environment = Object.fromEntries(
    assigned.map((word) => {
      const [, name = '', value = ''] = /^([A-Z_]+)=(.*)$/.exec(word) ?? [];
      return [name, value === '…' ? sampleKeys[name] : value];
    }),
  );
  if (otherPrograms.includes(program)) return [];
  if (program === 'npx') return packageMistakes([first]);
  if (program === 'docker') return fileMistakes(words.filter((word) => word.includes('/')));
  if (program === 'node') return fileMistakes([first, ...others]);
  if (program !== 'npm') return [`"${program}" is neither npm nor a program that we know`];
  return npmMistakes([first, ...others], environment);
}

type Environment = Readonly<Record<string, string | undefined>>;

function npmMistakes([first = '', ...others]: readonly string[], env: Environment): string[] {
  if (first === 'ci') return [];
  if (first === 'install' || first === 'i') return packageMistakes(others);
  const [script = '', ...rest] = first === 'run' ? others : [first, ...others];
  if (!Object.hasOwn(manifest.scripts, script)) return [`there is no script "${script}"`];
  if (rest.length > 0 && rest[0] !== '--') return [`"npm ${script}" needs -- before ${rest[0]}`];
  const args = rest.slice(1);
  if (script === 'start') return startMistakes(args, env);
  const unknown = script === 'test' ? args.filter((word) => !isSuiteOrPath(word)) : [];
  return [...fileMistakes(args), ...unknown.map((word) => `there is no suite "${word}"`)];
}

/** Lets the demo itself check its arguments and environment, as at start. */
function startMistakes(args: readonly string[], env: Environment): string[] {
  try {
    readConfig(args, env);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function packageMistakes(names: readonly string[]): string[] {
  return names
    .filter((name) => !name.startsWith('-') && !installable.includes(name))
    .map((name) => `the package "${name}" is not one of ours`);
}

const isSuiteOrPath = (word: string): boolean =>
  word.includes('/') || ['all', ...suiteNames].includes(word);

/** Assumes that words with a slash are files or folders of this repository. */
function fileMistakes(words: readonly string[]): string[] {
  return words
    .filter((word) => word.includes('/') && !word.startsWith('-'))
    .filter((word) => !existsSync(join(root, word)))
    .map((word) => `there is no file ${word}`);
}
