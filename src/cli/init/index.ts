/** `init`, in the current folder. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { UsageError } from '../../conformance/command/arguments.js';
import type { Terminal } from '../terminal.js';
import {
  checkAnswers,
  questions,
  readArguments,
  type Answers,
  type InitArguments,
} from './arguments.js';
import { detectFramework, frameworkNames, hasFramework, type FrameworkName } from './detect.js';
import { install, installCommand } from './install.js';
import { environmentFile, loginFile, loginTypes, storePackages } from './login-file.js';
import { addScripts, readManifest } from './manifest.js';
import { recipes, type Project } from './recipes/index.js';
import { checkFiles, writeNewFile } from './write-files.js';

export { help } from './help.js';

/** Asks on the terminal. An empty answer is the usual one. */
type Ask = (question: string, usual: string) => Promise<string>;

export async function run(given: readonly string[], terminal: Terminal): Promise<number> {
  const args = readArguments(given);
  const folder = process.cwd();
  const canAsk = terminal.isTerminal && process.stdin.isTTY && !args.yes;
  if (!canAsk) return setUp(folder, args, undefined, terminal);
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await setUp(
      folder,
      args,
      async (question, usual) => (await lines.question(`${question} [${usual}]: `)).trim() || usual,
      terminal,
    );
  } finally {
    lines.close();
  }
}

async function setUp(
  folder: string,
  args: InitArguments,
  ask: Ask | undefined,
  { write }: Terminal,
): Promise<number> {
  const framework = await frameworkOf(folder, args, ask);
  const answers = await answer(args, ask);
  const { packages, add } = init(folder, { framework }, answers, write);
  const command = installCommand(folder, packages);
  const steps = [...add, ...nextSteps];
  if (packages.length > 0) {
    const wanted = await ask?.(`Run "${command.join(' ')}" (yes, no)`, 'yes');
    const isWanted = args.installs && (wanted === undefined ? args.yes : /^y/i.test(wanted));
    if (isWanted && !(await install(folder, command))) {
      write(`\n${command.join(' ')} has failed. Everything else is done.\n`);
      return 1;
    }
    if (!isWanted) steps.unshift(command.join(' '));
  }
  write(`\nNext:\n${steps.map((step, at) => `  ${at + 1}. ${step}\n`).join('')}`);
  return 0;
}

/** Which framework: that of the option, that of package.json, or the one that somebody names. */
async function frameworkOf(
  folder: string,
  { framework }: InitArguments,
  ask: Ask | undefined,
): Promise<FrameworkName> {
  const found = framework ?? detectFramework(readManifest(folder).packages);
  if (found || !ask) return found ?? 'html';
  const wanted = await ask(`Framework (${frameworkNames.join(', ')})`, 'html');
  const named = frameworkNames.find((name) => name === wanted);
  if (named) return named;
  throw new UsageError(`The framework must be one of ${frameworkNames.join(', ')}.`);
}

/** @throws UsageError if an answer is missing, and nobody can be asked */
async function answer({ given, yes }: InitArguments, ask: Ask | undefined): Promise<Answers> {
  const open = questions.filter(({ key }) => given[key] === undefined);
  const answers = Object.fromEntries(questions.map(({ key, usual }) => [key, given[key] ?? usual]));
  if (open.length > 0 && !yes && !ask) {
    const flags = open.map(({ flag }) => flag).join(', ');
    throw new UsageError(
      `Nobody can be asked, because this is no terminal. Give ${flags}, or --yes for the usual answers.`,
    );
  }
  for (const { key, question, usual } of ask ? open : []) {
    answers[key] = (await ask?.(question, usual)) ?? usual;
  }
  // The questions are about every key.
  return checkAnswers(answers as Record<keyof Answers, string>);
}

const nextSteps = [
  'npx wechat-mp-login dev, which plays WeChat: no keys are needed',
  'With your official account (docs/real-account.md): cp .env.example .env, fill it in, npx wechat-mp-login doctor, npm start',
];

export interface Done {
  /** What is not in package.json yet. */
  readonly packages: readonly string[];
  /** What has to be added to files that exist already. */
  readonly add: readonly string[];
}

/**
 * Writes the files that are not there yet, and says what to add to those that are.
 * @throws NotReady if a file cannot be written; then nothing is
 */
export function init(
  folder: string,
  { framework: wanted }: Pick<InitArguments, 'framework'>,
  answers: Answers,
  write: Terminal['write'],
): Done {
  const { packages: present } = readManifest(folder);
  const framework = wanted ?? detectFramework(present) ?? 'html';
  const project: Project = {
    isTyped: existsSync(join(folder, 'tsconfig.json')),
    isNew: !hasFramework(present, framework),
    sources: existsSync(join(folder, 'src/app')) ? 'src/' : '',
  };
  const { files, add, packages, scripts } = recipes[framework](project);
  const isTyped = project.isTyped || 'tsconfig.json' in files;
  const all: Readonly<Record<string, string>> = {
    'wechat-login.mjs': loginFile(answers),
    ...(isTyped && { 'wechat-login.d.mts': loginTypes }),
    ...files,
    '.env.example': environmentFile(answers),
  };
  checkFiles(folder, ['package.json', ...Object.keys(all)]);
  write(`Framework: ${framework}\n\n`);
  for (const [path, content] of Object.entries(all)) {
    if (writeNewFile(folder, path, content)) {
      write(`  written  ${path}\n`);
    } else {
      write(`  exists   ${path}: left as it is. Add to it what you need of this:\n\n`);
      write(content.replace(/^(?=.)/gm, '    ') + '\n');
    }
  }
  const added = project.isNew ? addScripts(folder, scripts) : [];
  if (added.length > 0) write(`  added    package.json: scripts ${added.join(', ')}\n`);
  const nameOf = (specifier: string): string => specifier.replace(/(?<=.)@.*$/, '');
  const needed = ['wechat-mp-login', ...packages, ...storePackages[answers.store]];
  return { packages: needed.filter((each) => !present.has(nameOf(each))), add };
}
