/** The CPU time of processes that cannot be asked, such as those of a database, from Linux's /proc. */
import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

interface Stat {
  readonly parent: number;
  /** With its children that have ended. */
  readonly cpuMs: number;
}

let msPerTick: number | undefined;

function readMsPerTick(): number {
  const { stdout } = spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' });
  return 1000 / (Number(stdout) || 100);
}

async function readStat(pid: string): Promise<Stat | undefined> {
  // The process may end at this moment.
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program, in parentheses, may contain spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return undefined;
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { parent: Number(fields[1]), cpuMs: ticks * (msPerTick ??= readMsPerTick()) };
}

/** The process that has started this one; 0 where there is no /proc. */
export const parentOf = async (pid: number): Promise<number> =>
  (await readStat(String(pid)))?.parent ?? 0;

/** Of this process and all below it; NaN where there is no /proc. */
export async function cpuMsOfTree(root: number): Promise<number> {
  const names = await readdir('/proc').catch(() => []);
  const stats = new Map<number, Stat>();
  for (const name of names.filter((each) => /^\d+$/.test(each))) {
    const stat = await readStat(name);
    if (stat) stats.set(Number(name), stat);
  }
  if (!stats.has(root)) return NaN;
  const isBelow = (pid: number): boolean => {
    if (pid === root) return true;
    const parent = stats.get(pid)?.parent ?? 0;
    return parent > 0 && isBelow(parent);
  };
  return [...stats].reduce((sum, [pid, { cpuMs }]) => (isBelow(pid) ? sum + cpuMs : sum), 0);
}
