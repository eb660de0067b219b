/** Takes random walks until one breaks a rule, and shortens that one: fast-check would take minutes for it. */
import fc from 'fast-check';
import type { HarnessOptions } from '../harness.js';
import { walk, type Step } from './steps.js';
import { createWorld } from './world.js';

type CreateLogin = HarnessOptions['createLogin'];

export interface Failure {
  readonly error: Error;
  readonly steps: readonly Step[];
}

export interface Walks {
  /** The failure of the first walk that breaks a rule. */
  readonly failure?: Failure;
  /** What happened in all of them. */
  readonly reached: Readonly<Record<string, number>>;
}

export async function takeWalks(
  { seed, count }: { readonly seed: number; readonly count: number },
  createLogin?: CreateLogin,
): Promise<Walks> {
  const reached: Record<string, number> = {};
  for (const steps of fc.sample(walk, { seed, numRuns: count })) {
    const failure = await walkAlong(steps, createLogin, reached);
    if (failure) return { failure, reached };
  }
  return { reached };
}

/** Undefined if the walk breaks no rule. */
export async function walkAlong(
  steps: readonly Step[],
  createLogin?: CreateLogin,
  reached: Record<string, number> = {},
): Promise<Failure | undefined> {
  const world = await createWorld(createLogin);
  for (const [index, step] of steps.entries()) {
    try {
      await world.step(step);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { error, steps: steps.slice(0, index + 1) };
    }
  }
  for (const [what, times] of Object.entries(world.reached())) {
    reached[what] = (reached[what] ?? 0) + times;
  }
  return undefined;
}

/** Leaves out steps, one after the other, without which it fails as well. */
export async function shorten(failure: Failure, createLogin?: CreateLogin): Promise<Failure> {
  let shortest = failure;
  for (let index = failure.steps.length - 2; index >= 0; index--) {
    const found = await walkAlong(shortest.steps.toSpliced(index, 1), createLogin);
    if (found) shortest = found;
  }
  return shortest;
}

/** What a test prints: it is enough to repeat the walk. */
export const describe = ({ error, steps }: Failure, seed: number): string =>
  [`seed ${seed}: ${error.message}`, ...steps.map((step) => JSON.stringify(step))].join('\n  ');
