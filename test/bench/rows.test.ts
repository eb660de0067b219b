/** The rows of the benchmark's table, and the options of `npm run load`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { throughputRows, twoInstancesRows } from '../../bench/backend/rows/throughput.js';
import { waitingRows } from '../../bench/backend/rows/waiting.js';
import { askingRouter, bareRouter } from '../../bench/backend/throughput.js';
import type { Level } from '../../bench/backend/waiting.js';
import { readOptions } from '../../bench/load/options.js';

const measured = (loginsPerSecond: number, cpuMsPerLogin: number) => ({
  loginsPerSecond: [loginsPerSecond, 1, 9999],
  cpuMsPerLogin: [cpuMsPerLogin, 0, 99],
  load: 'back end 100 % of a core',
});
const figures = new Map([
  ['memory', measured(600, 2)],
  ['two', measured(500, 3)],
  [bareRouter, measured(1000, 1)],
  [askingRouter, measured(700, 1.5)],
]);

test('throughput is the median of its rounds, beside the bare router', () => {
  const [rate, cpu] = throughputRows(figures, 'memory', 'memory', 0.5);
  assert.equal(rate?.ours.value, 600);
  assert.deepEqual(rate.goal, { text: 'at least 0.5 × the bare router', isMet: true });
  assert.match(rate.note ?? '', /^0\.60 ×.*back end 100 %/);
  assert.equal(cpu?.ours.value, 2);
  const [missed] = throughputRows(figures, 'memory', 'memory', 0.7);
  assert.equal(missed?.goal?.isMet, false);
  assert.equal(throughputRows(figures, 'memory', 'memory')[0]?.goal, undefined);
});

test('two instances are compared by the CPU time of each login', () => {
  const [cpu, rate] = twoInstancesRows(figures, 'memory', 'two');
  assert.deepEqual([cpu?.ours.value, cpu?.peers[0]?.value, cpu?.goal?.isMet], [3, 2, false]);
  assert.deepEqual([rate?.ours.value, rate?.peers[0]?.value], [500, 600]);
});

const KiB = 1024;
const level = (waiting: number, cpuMs: number, pushMs: number): Level => ({
  waiting,
  memory: {
    ours: { rss: 30 * KiB, heap: 20 * KiB },
    bare: { rss: 10 * KiB, heap: 5 * KiB },
  },
  pushes: {
    toPageMs: { ours: [pushMs], bare: [1], asking: [2] },
    failed: waiting === 1000 ? { 'push: 503 store_unavailable': 2 } : {},
  },
  cpuMsPerLogin: [cpuMs],
  idlePercent: 1,
});

test('waiting visitors have rows about memory, pushes and the growth of a login', () => {
  const rows = waitingRows([level(10, 2, 3), level(1000, 2.3, 2), level(10_000, 2.6, 4)], 'Redis');
  const goalsOf = (name: string) =>
    rows.filter((row) => row.name.startsWith(name)).map(({ at, goal }) => [at?.value, goal?.isMet]);
  assert.deepEqual(goalsOf('memory of an open stream, resident'), [
    [1000, true],
    [10_000, true],
  ]);
  // A failed login misses the goal, however fast the others are.
  assert.deepEqual(goalsOf("WeChat's push to the page, p99"), [
    [10, true],
    [1000, false],
    [10_000, false],
  ]);
  const growth = rows.find(({ name }) => name.includes(' : '));
  assert.equal(growth?.name, 'CPU of a login, 10000 waiting : 10 waiting, Redis');
  assert.deepEqual([growth.ours.value, growth.goal?.isMet], [1.3, false]);
  assert.ok(
    rows.every(({ name, ours }) => name.endsWith(', Redis') && Number.isFinite(ours.value)),
  );
});

test('a wrong option of the load run is named', () => {
  const cases = [
    [['--rate', 'fast'], /--rate must be a number of at least 0\.1; it is "fast"/],
    [['--seconds', '0'], /--seconds must be a number of at least 1/],
    [['--waiting', ''], /--waiting must be a number/],
    [['--instances', '1.5'], /--instances must be a whole number/],
    [['--ports', '3001,web'], /--ports must be a number/],
    [['--store', 'mysql'], /--store must be memory or redis or postgres/],
    [['--limits', 'few'], /--limits must be default or none/],
    [['--proxy', 'nginx'], /--proxy must be a host and a port/],
    [['--nginx', '--proxy', '127.0.0.1:8080'], /--nginx or --proxy, not both/],
    [['--wating', '5'], /'--wating'/],
  ] as const;
  for (const [args, expected] of cases) assert.throws(() => readOptions([...args]), expected);
  const { ports, proxy } = readOptions(['--ports', '3001,3002', '--proxy', '127.0.0.1:8080']);
  assert.deepEqual(
    { ports, proxy },
    { ports: [3001, 3002], proxy: { host: '127.0.0.1', port: 8080 } },
  );
  assert.deepEqual(readOptions(['--instances', '2']).ports, [0, 0]);
});
