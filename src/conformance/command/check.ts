/** `check`: everything but what needs Node. */
import type { Case } from '../case.js';
import { cases } from '../cases/index.js';
import { discover, NotReady } from '../discover.js';
import { createFixture, environmentOf } from '../fixture.js';
import { jsonOf } from '../report/json.js';
import { junitOf } from '../report/junit.js';
import { isRed } from '../report/summary.js';
import { tableOf } from '../report/table.js';
import { createRig, type Rig } from '../rig.js';
import { runCases, type Result } from '../run.js';
import { readArguments, UsageError, type Arguments } from './arguments.js';

/** A program that the checker has started. */
export interface Started {
  /** What it has printed so far. */
  readonly output: () => string;
  /** Resolves with its exit code, if it ends by itself. */
  readonly ended: Promise<number>;
  readonly stop: () => Promise<void>;
}

/** The machine on which the command runs. */
export interface Machine {
  readonly isTerminal: boolean;
  readonly colours: boolean;
  readonly write: (text: string) => void;
  readonly writeFile: (path: string, text: string) => Promise<void>;
  /** Serves at this address. @throws NotReady if it is taken */
  readonly serve: (
    answer: (request: Request) => Promise<Response>,
    address: Arguments['wechat'],
  ) => Promise<{ readonly close: () => Promise<void> }>;
  readonly start: (
    command: readonly string[],
    environment: Readonly<Record<string, string>>,
    isShown: boolean,
  ) => Started;
}

/** For a backend that the checker starts, and one that runs already. */
const readyWithinMs = { started: 60_000, running: 5000 };

/**
 * Runs `check` with these arguments.
 * @returns the exit code: 0 green, 1 red
 * @throws UsageError, NotReady
 */
export async function check(given: readonly string[], machine: Machine): Promise<0 | 1> {
  const args = readArguments(given);
  const chosen = choose(args);
  if (args.print === 'list') {
    machine.write(chosen.map(({ name, level, rule }) => `${level}  ${name}  ${rule}\n`).join(''));
    return 0;
  }
  const fixture = createFixture(args);
  const environment = environmentOf(fixture, args.url);
  if (args.print === 'env') {
    machine.write(exports(environment));
    return 0;
  }
  const { url, clock, timeoutMs, origin } = args;
  let started: Started | undefined;
  const rig = createRig({
    ...{ url, fixture, timeoutMs },
    ...(origin === undefined ? {} : { origin }),
    ...(clock === undefined ? {} : { advance: (ms: number) => moveClock(clock, ms, timeoutMs) }),
    ...(args.command.length === 0 ? {} : { log: () => started?.output() ?? '' }),
  });
  const server = await machine.serve((request) => rig.fetch(request), args.wechat);
  try {
    if (args.command.length > 0) {
      started = machine.start(args.command, environment, args.verbose);
    }
    return await report(args, chosen, rig, started, machine);
  } finally {
    await started?.stop();
    await server.close();
  }
}

async function report(
  args: Arguments,
  chosen: readonly Case[],
  rig: Rig,
  started: Started | undefined,
  machine: Machine,
): Promise<0 | 1> {
  const declared = await Promise.race([
    discover(rig, started ? readyWithinMs.started : readyWithinMs.running),
    endOf(started),
  ]);
  const onResult = (_: Result, done: number): void => {
    if (machine.isTerminal) machine.write(`\r${done} of ${chosen.length} cases`);
  };
  const results = await runCases(chosen, rig, { declared, lanes: args.lanes, onResult });
  if (machine.isTerminal) machine.write('\r\u001b[K');
  const whole = { url: args.url, declared, results };
  const verbose = args.verbose || args.cases.length > 0;
  if (args.json !== '-') machine.write(tableOf(whole, { colours: machine.colours, verbose }));
  if (args.json === '-') machine.write(jsonOf(whole));
  else if (args.json !== undefined) await machine.writeFile(args.json, jsonOf(whole));
  if (args.junit !== undefined) await machine.writeFile(args.junit, junitOf(whole));
  return results.some(isRed) ? 1 : 0;
}

/** @throws UsageError if a case is unknown */
function choose({ cases: names, levels }: Arguments): readonly Case[] {
  const unknown = names.find((name) => !cases.some((each) => each.name === name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no case "${unknown}". --list prints all of them.`);
  }
  return cases.filter(
    ({ name, level }) =>
      (names.length === 0 || names.includes(name)) &&
      (levels.length === 0 || levels.includes(level)),
  );
}

/** Rejects if the program ends before the backend answers. */
async function endOf(started: Started | undefined): Promise<never> {
  if (!started) return new Promise(() => undefined);
  const exitCode = await started.ended;
  throw new NotReady(
    `The command has ended with exit code ${exitCode}. --verbose shows what it prints.`,
  );
}

async function moveClock(url: string, advanceMs: number, timeoutMs: number): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceMs }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`The clock at ${url} answers ${response.status}`);
}

/** For a shell: values in single quotes. */
function exports(environment: Readonly<Record<string, string>>): string {
  const lines = Object.entries(environment).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`,
  );
  return lines.join('');
}
