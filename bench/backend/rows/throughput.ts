/** The rows about logins a second. */
import { median } from '../../load/percentiles.js';
import type { Figure, Measurement } from '../../report/measurement.js';
import { askingRouter, bareRouter, type Throughput } from '../throughput.js';

type Figures = ReadonlyMap<string, Throughput>;

const maxCpuOfTwo = 1.25;

function throughputOf(figures: Figures, name: string): Throughput {
  const throughput = figures.get(name);
  if (!throughput) throw new Error(`${name} was not measured.`);
  return throughput;
}

const figure = (name: string, samples: readonly number[]): Figure => ({
  ...{ name, samples },
  value: median(samples),
});

/**
 * Two rows: logins a second, and CPU time of the backend for each.
 *
 * @param name in `figures`
 * @param goal how many times the logins of the bare router
 */
export function throughputRows(
  figures: Figures,
  name: string,
  store: string,
  goal?: number,
): Measurement[] {
  const ours = throughputOf(figures, name);
  const bare = throughputOf(figures, bareRouter);
  const asking = throughputOf(figures, askingRouter);
  const rate = ratioOf(ours.loginsPerSecond, bare.loginsPerSecond);
  const cpu = ratioOf(ours.cpuMsPerLogin, bare.cpuMsPerLogin);
  return [
    {
      name: `logins a second, ${store}`,
      unit: 'logins/s',
      ours: figure(`wechat-mp-login, ${store}`, ours.loginsPerSecond),
      peers: [
        figure(bareRouter, bare.loginsPerSecond),
        figure(askingRouter, asking.loginsPerSecond),
      ],
      ...(goal === undefined
        ? {}
        : { goal: { text: `at least ${goal} × the bare router`, isMet: rate >= goal } }),
      note: `${rate.toFixed(2)} × the bare router. Busy with ours: ${ours.load}; with the bare router: ${bare.load}.`,
    },
    {
      name: `CPU of the back end per login, ${store}`,
      unit: 'ms',
      ours: figure(`wechat-mp-login, ${store}`, ours.cpuMsPerLogin),
      peers: [figure(bareRouter, bare.cpuMsPerLogin), figure(askingRouter, asking.cpuMsPerLogin)],
      note: `${cpu.toFixed(1)} × the bare router. A login has three requests to the back end, and two calls of WeChat's API.`,
    },
  ];
}

/** One instance beside two: CPU time of all instances for each login, and logins a second. */
export function twoInstancesRows(figures: Figures, one: string, two: string): Measurement[] {
  const [single, both] = [throughputOf(figures, one), throughputOf(figures, two)];
  const ratio = ratioOf(both.cpuMsPerLogin, single.cpuMsPerLogin);
  const beside = 'one instance on one Redis';
  return [
    {
      name: `CPU of the back end per login, ${two}`,
      unit: 'ms',
      ours: figure(two, both.cpuMsPerLogin),
      peers: [figure(beside, single.cpuMsPerLogin)],
      goal: { text: `at most ${maxCpuOfTwo} × one instance`, isMet: ratio <= maxCpuOfTwo },
      note: `${ratio.toFixed(2)} × one instance. Requests go to the two in turn, so each login is handled by both.`,
    },
    {
      name: `logins a second, ${two}`,
      unit: 'logins/s',
      ours: figure(two, both.loginsPerSecond),
      peers: [figure(beside, single.loginsPerSecond)],
      note: `Busy: ${both.load}. Where the machine has two cores, they carry the client and Redis as well.`,
    },
  ];
}

const ratioOf = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours) / median(theirs);
