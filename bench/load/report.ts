/** What a load run comes to: the verdict, the figures, and how they are told. */
import { loginsAt, type Measured } from './measure.js';
import type { LoadOptions } from './options.js';
import { percentile } from './percentiles.js';
import type { Trial } from './search.js';
import type { Seen } from './servers/application.js';
import { sumOutcomes, type Outcome } from './tally.js';

/** Everything that was measured. */
export interface Run {
  readonly options: LoadOptions;
  /** The rate of the run, perhaps after a search. */
  readonly rate: number;
  readonly trials: readonly Trial[];
  /** While nobody scans. */
  readonly idle: Measured;
  readonly main: Measured;
  /** What went wrong before the main part. */
  readonly before: Outcome;
  readonly seen: Seen;
  readonly versions: Readonly<Record<string, string>>;
}

export interface Verdict {
  readonly expected: number;
  /** By the pages: as the person who had scanned, and the session says the same. */
  readonly signedIn: number;
  /** Who is missing, or who was signed in as somebody else, by what went wrong. */
  readonly failed: Outcome['failed'];
  /** By the application: the people with a session. */
  readonly sessions: number;
  readonly twice: number;
  readonly isGood: boolean;
}

export function judgeRun({ options, rate, before, main, seen }: Run): Verdict {
  const { signedIn, failed } = sumOutcomes([before, main.outcome]);
  const expected = before.signedIn + loginsAt({ ...options, rate }, options.clients);
  const twice = seen.twice.length;
  const isGood =
    signedIn === expected &&
    Object.keys(failed).length === 0 &&
    seen.signedIn === expected &&
    twice === 0;
  return { expected, signedIn, failed, sessions: seen.signedIn, twice, isGood };
}

/** The figures of a run, as they are written to a file. */
export function figuresOf(run: Run) {
  const { options, rate, trials, idle, main, versions } = run;
  const { outcome, cpuMs, elapsedMs, commands } = main;
  const share = (ms: number, of: number): number => round((100 * ms) / of);
  const shares = (of: Measured) => mapValues(of.cpuMs, (ms) => share(ms, of.elapsedMs));
  const perMinute = 60 / (idle.elapsedMs / 1000) / Math.max(1, options.waiting);
  // Those who wait cost the same while others sign in.
  const waitingCalls = (name: string): number =>
    ((idle.commands[name] ?? 0) * elapsedMs) / idle.elapsedMs;
  return {
    asked: options,
    ...{ versions, rate, trials, verdict: judgeRun(run) },
    loginsPerSecond: round((outcome.signedIn / elapsedMs) * 1000),
    latenciesMs: mapValues(outcome.latenciesMs, quantiles),
    triedAgain: outcome.retried,
    cpuPercentOfACore: { signingIn: shares(main), waiting: shares(idle) },
    cpuMsPerLogin: mapValues(cpuMs, (ms) => round(ms / outcome.signedIn)),
    redisCommands: {
      perLogin: mapValues(commands, (calls, name) =>
        round(Math.max(0, calls - waitingCalls(name)) / outcome.signedIn),
      ),
      perWaitingVisitorAndMinute: mapValues(idle.commands, (calls) => round(calls * perMinute)),
    },
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

const quantiles = (ms: readonly number[]) => ({
  p50: round(percentile(ms, 0.5)),
  p99: round(percentile(ms, 0.99)),
  most: round(percentile(ms, 1)),
});

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From, name: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(value, name)]),
  );
}

const listed = (record: Readonly<Record<string, number>>): string =>
  Object.entries(record)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || 'none';

export function describe(run: Run): string {
  const { asked, verdict, ...figures } = figuresOf(run);
  const { perLogin, perWaitingVisitorAndMinute } = figures.redisCommands;
  const { signingIn, waiting } = figures.cpuPercentOfACore;
  const busy = Object.entries(signingIn).sort(([, a], [, b]) => b - a);
  return [
    `${verdict.isGood ? 'Good' : 'BAD'}: ${verdict.signedIn} of ${verdict.expected} were signed in, each as the person who had scanned; the application knows ${verdict.sessions} people with a session, ${verdict.twice} of them twice.`,
    `failed: ${listed(verdict.failed)}`,
    `${figures.loginsPerSecond} logins a second; ${figures.rate} began, ${asked.rate} were asked for.`,
    ...figures.trials.map(
      (of) =>
        `trial at ${round(of.rate)} a second: ${round(of.loginsPerSecond)} signed in, p99 ${round(of.loginP99Ms)} ms, ${of.isSustained ? 'sustained' : 'not sustained'}`,
    ),
    ...Object.entries(figures.latenciesMs).map(
      ([what, { p50, p99, most }]) => `${what}: p50 ${p50} ms, p99 ${p99} ms, at most ${most} ms`,
    ),
    `tried again: ${listed(figures.triedAgain)}`,
    `CPU, % of a core: ${listed(Object.fromEntries(busy))}`,
    `CPU while ${asked.waiting} wait and nobody scans: ${listed(waiting)}`,
    `CPU of a login, in ms, with that of those who wait: ${listed(figures.cpuMsPerLogin)}`,
    ...(asked.store === 'redis'
      ? [
          `Redis commands of a login: ${listed(perLogin)}`,
          `Redis commands of a waiting visitor in a minute: ${listed(perWaitingVisitorAndMinute)}`,
        ]
      : []),
  ].join('\n');
}
