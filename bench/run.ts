/**
 * `npm run bench` measures this package beside an alternative, both in the same run.
 * `npm run bench -- --json` prints only the figures.
 */
import { startBackend } from './backend.js';
import { measureFirstPaint } from './first-paint.js';
import { measureLatency } from './latency.js';
import { measureGrowth, measureThroughput } from './throughput.js';
import { measureWaiting } from './waiting.js';

const backend = await startBackend();
const results = {
  latency: await measureLatency(backend, 9),
  waiting: await measureWaiting(backend, 10_000),
  throughput: await measureThroughput(400),
  growth: await measureGrowth(10, 8000, 100),
  firstPaint: await measureFirstPaint(7),
};
await backend.close();

type Row = readonly [what: string, ours: string, alternative: string, goal: string];

function rowsOf({ latency, waiting, throughput, growth, firstPaint }: typeof results): Row[] {
  return [
    [
      'push accepted → success in the page, median',
      `${latency.streamMs.toFixed(1)} ms`,
      `${latency.pollMs.toFixed(0)} ms with a 1 s poll`,
      `${(latency.pollMs / Math.max(latency.streamMs, 0.1)).toFixed(0)} × faster (goal: 20)`,
    ],
    [
      'requests of a page that waits for 3 minutes',
      waiting.stream.toFixed(0),
      `${waiting.poll} with a 1 s poll`,
      `1 stream (counted ${waiting.during} in ${waiting.windowMs / 1000} s)`,
    ],
    [
      'logins a second (create, push, redeem)',
      throughput.loginsPerSecond.toFixed(0),
      `${throughput.emptyPerSecond.toFixed(0)} × 3 empty requests`,
      `ratio ${throughput.ratio.toFixed(2)} (goal: 0.5)`,
    ],
    [
      `cost of a login, ${growth.many} waiting : ${growth.few} waiting`,
      growth.ratio.toFixed(2),
      '',
      'goal: about 1',
    ],
    [
      'answer of the backend → QR code on screen, median',
      `${firstPaint.framesMedian} frames`,
      '',
      `goal: 2; layout shift ${firstPaint.layoutShift.toFixed(3)}`,
    ],
  ];
}

if (process.argv.includes('--json')) console.log(JSON.stringify(results));
else {
  const widths = [51, 12, 28, 0];
  for (const row of rowsOf(results)) {
    console.log(row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' '));
  }
}
// Connections that `fetch` keeps alive would hold the process until they time out.
process.exit(0);
