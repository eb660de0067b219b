/** `npm run bench`: our speed beside something else in the same run. `--json` prints figures alone. */
import { latency } from './latency.js';
import { page } from './page.js';
import { growth, throughput } from './throughput.js';
import { waiting } from './waiting.js';
import { createWorld } from './world.js';

const world = await createWorld();
const results = {
  latency: await latency(world, 9),
  waiting: await waiting(world, 10_000),
  throughput: await throughput(400),
  growth: await growth(10, 8000, 100),
  page: await page(7),
};
await world.close();

if (process.argv.includes('--json')) console.log(JSON.stringify(results));
else {
  const { latency, waiting, throughput, growth, page } = results;
  const rows: readonly (readonly [what: string, ours: string, beside: string, aim: string])[] = [
    [
      'push accepted → success in the page, median',
      `${latency.oursMs.toFixed(1)} ms`,
      `${latency.pollMs.toFixed(0)} ms by a 1 s poll`,
      `${(latency.pollMs / Math.max(latency.oursMs, 0.1)).toFixed(0)} × sooner (aim 20)`,
    ],
    [
      'requests of a page that waits 3 minutes',
      waiting.ours.toFixed(0),
      `${waiting.poll} by a 1 s poll`,
      `1 stream (seen: ${waiting.during} in ${waiting.windowMs / 1000} s)`,
    ],
    [
      'logins a second (create, push, redeem)',
      throughput.loginsPerSecond.toFixed(0),
      `${throughput.emptyPerSecond.toFixed(0)} × 3 empty requests`,
      `ratio ${throughput.ratio.toFixed(2)} (aim 0.5)`,
    ],
    [
      `cost of a login, ${growth.many} waiting : ${growth.few} waiting`,
      growth.ratio.toFixed(2),
      '',
      'aim about 1',
    ],
    [
      "backend's answer → code on the screen, median",
      `${page.framesMedian} frames`,
      '',
      `aim 2; layout shift ${page.layoutShift.toFixed(3)}`,
    ],
  ];
  for (const row of rows) {
    console.log(row.map((cell, i) => cell.padEnd([47, 12, 26, 0][i] ?? 0)).join(' '));
  }
}
// Sockets that are kept alive by fetch would hold the process for their own time-out.
process.exit(0);
