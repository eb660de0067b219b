/** Measures the CPU time that processes take for something. */
import type { ProcessKind } from './child.js';
import type { Child } from './parent.js';

type AnyChild = Pick<Child<ProcessKind>, 'ask'>;

export interface Spent<Result> {
  readonly result: Result;
  readonly elapsedMs: number;
  /** Of all processes of that name together. */
  readonly cpuMs: Readonly<Record<string, number>>;
}

export async function measureCpu<Result>(
  processes: Readonly<Record<string, readonly AnyChild[]>>,
  run: () => Promise<Result>,
): Promise<Spent<Result>> {
  const readings = (): Promise<(readonly [string, number])[]> =>
    Promise.all(
      Object.entries(processes).map(async ([name, children]) => {
        const each = await Promise.all(children.map((child) => child.ask('cpuMs')));
        return [name, each.reduce((sum, cpuMs) => sum + cpuMs, 0)] as const;
      }),
    );
  const before = new Map(await readings());
  const startedAtMs = performance.now();
  const result = await run();
  const elapsedMs = performance.now() - startedAtMs;
  const after = await readings();
  const cpuMs = after.map(([name, ms]) => [name, ms - (before.get(name) ?? 0)] as const);
  return { result, elapsedMs, cpuMs: Object.fromEntries(cpuMs) };
}

/** How busy the processes were, such as `back end 97 %, client 64 % of a core`. */
export function sayLoad(spent: readonly Spent<unknown>[]): string {
  const elapsedMs = spent.reduce((sum, each) => sum + each.elapsedMs, 0);
  const names = Object.keys(spent[0]?.cpuMs ?? {});
  const shares = names.map((name) => {
    const cpuMs = spent.reduce((sum, each) => sum + (each.cpuMs[name] ?? 0), 0);
    return `${name} ${((100 * cpuMs) / elapsedMs).toFixed(0)} %`;
  });
  return `${shares.join(', ')} of a core`;
}
