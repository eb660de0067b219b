/** The rows about waiting visitors. */
import { median, percentile } from '../../load/percentiles.js';
import type { Figure, Measurement } from '../../report/measurement.js';
import type { Level, Writer } from '../waiting.js';

const axis = 'visitors waiting';
const maxKiBOverBare = 25;
const maxPushRatio = 3;
const maxGrowth = 1.2;
/** With fewer streams, what the process takes anyway hides them. */
const fewestForMemory = 1000;

const figure = (name: string, value: number, samples?: readonly number[]): Figure => ({
  ...{ name, value },
  ...(samples ? { samples } : {}),
});

/** @param store ends the name of each row, so that those of several stores are different lines of a plot */
export function waitingRows(levels: readonly Level[], store: string): Measurement[] {
  const rows = rowsOf(levels, `wechat-mp-login, ${store}`);
  return rows.map((row) => ({ ...row, name: `${row.name}, ${store}` }));
}

function rowsOf(levels: readonly Level[], name: string): Measurement[] {
  return [
    ...levels
      .filter(({ waiting }) => waiting >= fewestForMemory)
      .flatMap((level) => memoryRows(level, name)),
    ...levels.map((level) => pushRow(level, name, 0.5)),
    ...levels.map((level) => pushRow(level, name, 0.99)),
    ...levels.map(({ waiting, cpuMsPerLogin }) => ({
      name: 'CPU of the back end per login among waiting visitors',
      unit: 'ms',
      ours: figure(name, median(cpuMsPerLogin), cpuMsPerLogin),
      peers: [],
      at: { axis, value: waiting },
    })),
    ...growthRow(levels, name),
    ...levels.map(({ waiting, idlePercent }) => ({
      name: 'CPU of the back end while visitors only wait',
      unit: '% of a core',
      ours: figure(name, idlePercent),
      peers: [],
      at: { axis, value: waiting },
      note: 'Heartbeats every 15 s, and one timer for all.',
    })),
  ];
}

function memoryRows({ waiting, memory: { ours, bare } }: Level, name: string): Measurement[] {
  return (['rss', 'heap'] as const).map((kind) => {
    const over = (ours[kind] - bare[kind]) / 1024;
    return {
      name: `memory of an open stream, ${kind === 'rss' ? 'resident' : 'heap'}`,
      unit: 'KiB',
      ours: figure(name, ours[kind] / 1024),
      peers: [figure('bare node:http streams', bare[kind] / 1024)],
      at: { axis, value: waiting },
      goal: { text: `at most ${maxKiBOverBare} KiB over bare`, isMet: over <= maxKiBOverBare },
      note: `${over.toFixed(1)} KiB over bare; ours includes the attempt.`,
    };
  });
}

function pushRow(
  { waiting, pushes: { toPageMs, failed } }: Level,
  name: string,
  share: number,
): Measurement {
  const of = (writer: Writer): number => percentile(toPageMs[writer], share);
  const percent = (100 * share).toFixed(0);
  const ratio = of('ours') / of('bare');
  const hasFailed = Object.keys(failed).length > 0;
  const goal = {
    text: `at most ${maxPushRatio} × a bare write`,
    isMet: ratio <= maxPushRatio && !hasFailed,
  };
  return {
    name: `WeChat's push to the page, p${percent}`,
    unit: 'ms',
    ours: figure(name, of('ours')),
    peers: [
      figure('a bare node:http stream write', of('bare')),
      figure('a bare write that asks WeChat first', of('asking')),
    ],
    at: { axis, value: waiting },
    ...(share === 0.99 ? { goal } : {}),
    note: `${ratio.toFixed(1)} × a bare write, ${(of('ours') / of('asking')).toFixed(1)} × one that asks WeChat first. Counted from the time at which the push was to be sent; of ${toPageMs.ours.length} pushes.${hasFailed ? ` Failed: ${JSON.stringify(failed)}.` : ''}`,
  };
}

function growthRow(levels: readonly Level[], name: string): Measurement[] {
  const [few, many] = [levels[0], levels.at(-1)];
  if (!few || !many || few === many) return [];
  const ratio = median(many.cpuMsPerLogin) / median(few.cpuMsPerLogin);
  return [
    {
      name: `CPU of a login, ${many.waiting} waiting : ${few.waiting} waiting`,
      unit: '',
      ours: figure(name, ratio),
      peers: [],
      goal: { text: `at most ${maxGrowth}`, isMet: ratio <= maxGrowth },
      note: 'CPU time of the back end, heartbeats to those who wait included.',
    },
  ];
}
