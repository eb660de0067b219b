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
import { texts } from './texts/index.js';

export { help } from './texts/index.js';
export { init } from './project.js';

export async function run(given: readonly string[], terminal: Terminal): Promise<number> {
  const args = readArguments(given, process.env);
  const folder = process.cwd();
  const canAsk = terminal.isTerminal && process.stdin.isTTY && !args.yes;
  if (!canAsk) return setUp(folder, args, undefined, terminal);
  const { ask, close } = createDialogue(terminal, texts[args.language]);
  try {
    return await setUp(folder, args, ask, terminal);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    terminal.write(`\n${texts[args.language].report.cancelled}\n`);
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
  const { language } = args;
  const { report, steps: lastSteps } = texts[language];
  const framework = await frameworkOf(folder, args, ask);
  const answers = await answer(args, ask);
  const { packages, add } = init(folder, { framework, language }, answers, write);
  const command = installCommand(folder, packages);
  const line = command.join(' ');
  const wish = packages.length > 0 ? await wantsPackages(line, args, ask) : 'yes';
  const isDone = packages.length === 0 || (wish === 'yes' && (await install(folder, command)));
  if (wish === 'yes' && !isDone) write(`\n${report.failed(line)}\n`);
  const steps = [...(isDone ? [] : [line]), ...add, ...lastSteps];
  write(`\n${report.next}\n${steps.map((step, at) => `  ${at + 1}. ${step}\n`).join('')}`);
  if (wish === 'cancelled') return cancelled;
  return wish === 'yes' && !isDone ? 1 : 0;
}

/** Whether to install them. The files are written, so that Ctrl-C is an answer. */
async function wantsPackages(
  line: string,
  { installs, yes, language }: InitArguments,
  ask: Ask | undefined,
): Promise<'yes' | 'no' | 'cancelled'> {
  if (!installs) return 'no';
  if (!ask) return yes ? 'yes' : 'no';
  try {
    const { install: question, faults } = texts[language];
    const fault = (text: string): string | undefined =>
      /^(y|yes|是|n|no|否)$/i.test(text) ? undefined : faults.yesOrNo;
    return /^[y是]/i.test(await ask(question(line), 'yes', fault)) ? 'yes' : 'no';
  } catch (error) {
    if (error instanceof Cancelled) return 'cancelled';
    throw error;
  }
}

/** Which framework: that of the option, that of package.json, or the one that somebody names. */
async function frameworkOf(
  folder: string,
  { framework, language }: InitArguments,
  ask: Ask | undefined,
): Promise<FrameworkName> {
  if (framework) return framework;
  const { faults, framework: question, refusals } = texts[language];
  const { packages } = readManifest(folder, refusals);
  const other = otherFramework(packages);
  if (other !== undefined) {
    throw new NotReady(refusals.noRecipe(other));
  }
  const found = detectFramework(packages);
  if (found || !ask) return found ?? 'html';
  const isName = (text: string): text is FrameworkName =>
    frameworkNames.some((name) => name === text);
  const wanted = await ask(question(frameworkNames), 'html', (text) =>
    isName(text) ? undefined : faults.oneOf(frameworkNames),
  );
  return isName(wanted) ? wanted : 'html';
}

/** @throws UsageError if an answer is missing, and nobody can be asked */
async function answer(
  { given, yes, language }: InitArguments,
  ask: Ask | undefined,
): Promise<Answers> {
  const { questions: asked, faults, nobodyToAsk } = texts[language];
  const open = questions.filter(({ key }) => given[key] === undefined);
  const answers = Object.fromEntries(
    questions.map(({ key }) => [key, given[key] ?? asked[key].usual]),
  );
  if (open.length > 0 && !yes && !ask) {
    throw new UsageError(nobodyToAsk(open.map(({ flag }) => flag)));
  }
  for (const { key, fault } of ask ? open : []) {
    const { question, usual } = asked[key];
    answers[key] = (await ask?.(question, usual, (text) => fault(text, faults))) ?? usual;
  }
  // The questions are about every key.
  return checkAnswers(answers as Record<keyof Answers, string>, texts[language]);
}
