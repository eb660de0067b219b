/** `init`, in the current folder. */
import { UsageError } from '../../conformance/command/arguments.js';
import { NotReady } from '../../conformance/discover.js';
import type { Terminal } from '../terminal.js';
import {
  checkAnswers,
  questions,
  readArguments,
  type Answers,
  type InitArguments,
} from './arguments.js';
import { Cancelled, createDialogue, type Ask } from './ask.js';
import { detectFramework, frameworkNames, otherFramework, type FrameworkName } from './detect.js';
import { install, installCommand } from './install.js';
import { readManifest } from './manifest.js';
import { init } from './project.js';

export { help } from './help.js';
export { init } from './project.js';

export async function run(given: readonly string[], terminal: Terminal): Promise<number> {
  const args = readArguments(given);
  const folder = process.cwd();
  const canAsk = terminal.isTerminal && process.stdin.isTTY && !args.yes;
  if (!canAsk) return setUp(folder, args, undefined, terminal);
  const { ask, close } = createDialogue(terminal);
  try {
    return await setUp(folder, args, ask, terminal);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    terminal.write('\nNothing was written.\n');
    return cancelled;
  } finally {
    close();
  }
}

/** What a shell reports of a program that Ctrl-C has ended. */
const cancelled = 130;

/** @param ask if somebody can be asked */
export async function setUp(
  folder: string,
  args: InitArguments,
  ask: Ask | undefined,
  { write }: Terminal,
): Promise<number> {
  const framework = await frameworkOf(folder, args, ask);
  const answers = await answer(args, ask);
  const { packages, add } = init(folder, { framework }, answers, write);
  const command = installCommand(folder, packages);
  const line = command.join(' ');
  const wish = packages.length > 0 ? await wantsPackages(line, args, ask) : 'yes';
  const isDone = packages.length === 0 || (wish === 'yes' && (await install(folder, command)));
  if (wish === 'yes' && !isDone) write(`\n${line} has failed. Everything else is done.\n`);
  const steps = [...(isDone ? [] : [line]), ...add, ...nextSteps];
  write(`\nNext:\n${steps.map((step, at) => `  ${at + 1}. ${step}\n`).join('')}`);
  if (wish === 'cancelled') return cancelled;
  return wish === 'yes' && !isDone ? 1 : 0;
}

/** Whether to install them. The files are written, so that Ctrl-C is an answer. */
async function wantsPackages(
  line: string,
  { installs, yes }: InitArguments,
  ask: Ask | undefined,
): Promise<'yes' | 'no' | 'cancelled'> {
  if (!installs) return 'no';
  if (!ask) return yes ? 'yes' : 'no';
  try {
    const fault = (text: string): string | undefined =>
      /^(y|yes|n|no)$/i.test(text) ? undefined : 'must be yes or no';
    return /^y/i.test(await ask(`Run "${line}" (yes, no)`, 'yes', fault)) ? 'yes' : 'no';
  } catch (error) {
    if (error instanceof Cancelled) return 'cancelled';
    throw error;
  }
}

/** Which framework: that of the option, that of package.json, or the one that somebody names. */
async function frameworkOf(
  folder: string,
  { framework }: InitArguments,
  ask: Ask | undefined,
): Promise<FrameworkName> {
  if (framework) return framework;
  const { packages } = readManifest(folder);
  const other = otherFramework(packages);
  if (other !== undefined) {
    throw new NotReady(
      `This project uses ${other}, for which init has no recipe. node_modules/wechat-mp-login/docs/frameworks.md shows how to add the tag and the backend. To have a page and a server beside the project, use --framework html. Nothing was written.`,
    );
  }
  const found = detectFramework(packages);
  if (found || !ask) return found ?? 'html';
  const isName = (text: string): text is FrameworkName =>
    frameworkNames.some((name) => name === text);
  const names = frameworkNames.join(', ');
  const wanted = await ask(`The framework (${names})`, 'html', (text) =>
    isName(text) ? undefined : `must be one of ${names}`,
  );
  return isName(wanted) ? wanted : 'html';
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
  for (const { key, question, usual, fault } of ask ? open : []) {
    answers[key] = (await ask?.(question, usual, fault)) ?? usual;
  }
  // The questions are about every key.
  return checkAnswers(answers as Record<keyof Answers, string>);
}

const nextSteps = [
  'npx wechat-mp-login dev, which plays WeChat: no keys are needed',
  'With your official account (node_modules/wechat-mp-login/docs/real-account.md): cp .env.example .env, fill it in, start your server, and run npx wechat-mp-login doctor beside it',
];
