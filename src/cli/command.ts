#!/usr/bin/env node
/** The command `wechat-mp-login`. Each subcommand has a folder here, and loads only when it is called. */
import { readFileSync } from 'node:fs';
import { UsageError } from '../conformance/command/arguments.js';
import { NotReady } from '../conformance/discover.js';
import { commandTexts, languageOf, type Language } from './language.js';
import { createTerminal, type Terminal } from './terminal.js';

interface Subcommand {
  readonly help: Readonly<Record<Language, string>>;
  /** Resolves to the exit code. */
  readonly run: (
    args: readonly string[],
    terminal: Terminal,
    packageFolder: URL,
  ) => Promise<number>;
}

const subcommands: Readonly<Record<string, () => Promise<Subcommand>>> = {
  check: () => import('./check/index.js'),
  dev: () => import('./dev/index.js'),
  doctor: () => import('./doctor/index.js'),
  init: () => import('./init/index.js'),
};

/** The package, from dist/cli and from src/cli. Not in one expression, which Vite would replace. */
const here = import.meta.url;
const packageFolder = new URL('../../', here);

function version(): string {
  const text = readFileSync(new URL('package.json', packageFolder), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

async function run(
  [name = '', ...rest]: readonly string[],
  language: Language,
  terminal: Terminal,
): Promise<number> {
  const texts = commandTexts[language];
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  const asks = (...flags: readonly string[]): boolean =>
    [name, ...own].some((word) => flags.includes(word));
  const load = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (asks('--version')) {
    terminal.write(`${version()}\n`);
  } else if (load) {
    const subcommand = await load();
    if (!asks('--help', '-h')) return subcommand.run(rest, terminal, packageFolder);
    terminal.write(subcommand.help[language]);
  } else if (asks('--help', '-h') || name === 'help') {
    terminal.write(texts.help);
  } else {
    throw new UsageError(name ? texts.unknownCommand(name) : texts.noCommand);
  }
  return 0;
}

/** Returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const language = languageOf(args, process.env);
  try {
    return await run(args, language, createTerminal(process.stdout, process.env));
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n${commandTexts[language].seeHelp}\n`);
      return 2;
    }
    if (!(error instanceof NotReady)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

// Whoever reads the output may have seen enough, as `head` has.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  process.exit(code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await main(process.argv.slice(2));
