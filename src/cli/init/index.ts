/** `init`, in the current folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
import { detectFramework } from './detect.js';
import { recipes } from './frameworks.js';
import { environmentFile, loginFile, storePackages } from './login-file.js';

export { help } from './help.js';

export async function run(given: readonly string[], terminal: Terminal): Promise<number> {
  const args = readArguments(given);
  const canAsk = terminal.isTerminal && process.stdin.isTTY;
  return init(process.cwd(), args, await answer(args, canAsk), terminal.write);
}

/** @throws UsageError if an answer is missing, and nobody can be asked */
async function answer({ given, yes }: InitArguments, canAsk: boolean): Promise<Answers> {
  const open = questions.filter(({ key }) => given[key] === undefined);
  const answers = Object.fromEntries(questions.map(({ key, usual }) => [key, given[key] ?? usual]));
  if (open.length > 0 && !yes && !canAsk) {
    const flags = open.map(({ flag }) => flag).join(', ');
    throw new UsageError(
      `Nobody can be asked, because this is no terminal. Give ${flags}, or --yes for the usual answers.`,
    );
  }
  if (open.length > 0 && !yes) {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    for (const { key, question, usual } of open) {
      answers[key] = (await lines.question(`${question} [${usual}]: `)).trim() || usual;
    }
    lines.close();
  }
  // The questions are about every key.
  return checkAnswers(answers as Record<keyof Answers, string>);
}

/**
 * Writes the files that are not there yet, and says what to add to those that are.
 * @returns the exit code: 0, also if nothing was written
 */
export function init(
  folder: string,
  { framework: wanted }: Pick<InitArguments, 'framework'>,
  answers: Answers,
  write: Terminal['write'],
): 0 {
  const manifest = join(folder, 'package.json');
  const text = existsSync(manifest) ? readFileSync(manifest, 'utf8') : undefined;
  const framework = wanted ?? detectFramework(text);
  const recipe = recipes[framework];
  const files = {
    'wechat-login.mjs': loginFile(answers),
    ...recipe.files,
    '.env.example': environmentFile(answers),
  };
  write(`Framework: ${framework}\n\n`);
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    if (existsSync(file)) {
      write(`  exists   ${path}: left as it is. Add to it what you need of this:\n\n`);
      write(content.replace(/^(?=.)/gm, '    ') + '\n');
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content, { flag: 'wx' });
      write(`  written  ${path}\n`);
    }
  }
  const packages = ['wechat-mp-login', ...recipe.packages, ...storePackages[answers.store]];
  const steps = [
    `npm install ${packages.join(' ')}`,
    ...recipe.add,
    'cp .env.example .env, and fill it in: docs/real-account.md. Then npx wechat-mp-login doctor',
    recipe.start,
  ];
  write(`\nNext:\n${steps.map((step, at) => `  ${at + 1}. ${step}\n`).join('')}`);
  return 0;
}
