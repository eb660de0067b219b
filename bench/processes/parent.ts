/** Starts processes to be measured, and asks them over IPC. */
import { fork, type ChildProcess } from 'node:child_process';
import type { AskedOfAll, Message, ProcessKind, Question } from './child.js';

type Asked<Kind extends ProcessKind> = Kind['asked'] & AskedOfAll;
type Functions<Of> = { [Name in keyof Of]: Extract<Of[Name], (argument: never) => unknown> };
type ArgumentOf<Act> = Act extends () => unknown
  ? []
  : Act extends (argument: infer Argument) => unknown
    ? [argument: Argument]
    : never;
type AnswerOf<Act> = Act extends (argument: never) => infer Answer ? Awaited<Answer> : never;

export interface Child<Kind extends ProcessKind> {
  readonly started: Kind['started'];
  ask<Name extends keyof Functions<Asked<Kind>> & string>(
    name: Name,
    ...argument: ArgumentOf<Asked<Kind>[Name]>
  ): Promise<AnswerOf<Asked<Kind>[Name]>>;
  /** Ends the process, as `kill -9` does. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface ProcessOptions {
  /** Such as `--cpu-prof`. `--expose-gc` is always there, so that memory can be measured. */
  readonly execArgv?: readonly string[];
}

const startsWithinMs = 60_000;
const endsWithinMs = 10_000;

/** @param file a bundle of `bundleProcesses` */
export async function startProcess<Kind extends ProcessKind>(
  file: string,
  settings: Kind['settings'],
  { execArgv = [] }: ProcessOptions = {},
): Promise<Child<Kind>> {
  const child = fork(file, [JSON.stringify(settings)], {
    execArgv: ['--expose-gc', ...execArgv],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const open = new Map<number, PromiseWithEnd>();
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = (why: string): void => {
    for (const { reject } of open.values()) reject(new Error(`${file} ${why}`));
    open.clear();
  };
  child.once('exit', (code, signal) => end(`has ended: ${signal ?? code}`));
  const started = await new Promise<unknown>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${file} has not started within ${startsWithinMs} ms`));
    }, startsWithinMs);
    open.set(0, { resolve, reject });
    child.once('exit', () => clearTimeout(timer));
    child.on('message', (message: Message) => {
      if ('started' in message) clearTimeout(timer);
      settle(open, message);
    });
  });

  let asked = 0;
  return {
    // The child of this kind has said so.
    started: started as Kind['started'],
    ask: (name, ...[argument]) =>
      new Promise((resolve, reject) => {
        const question: Question = { number: ++asked, name, argument };
        // The answer has the type of the child's function.
        open.set(question.number, { resolve: (answer) => resolve(answer as never), reject });
        child.send(question, (error) => {
          if (error) reject(error);
        });
      }),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    stop: () => stop(child, exited),
  };
}

interface PromiseWithEnd {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

function settle(open: Map<number, PromiseWithEnd>, message: Message): void {
  const number = 'started' in message ? 0 : message.number;
  const waiting = open.get(number);
  open.delete(number);
  if ('started' in message) waiting?.resolve(message.started);
  else if ('error' in message) waiting?.reject(new Error(message.error));
  else waiting?.resolve(message.answer);
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), endsWithinMs);
  await exited;
  clearTimeout(timer);
}
