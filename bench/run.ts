/**
 * `npm run bench` measures this package beside others, all in the same run, and writes the figures into
 * docs/benchmarks.md. `-- page` and `-- backend` run one half. `-- --json` prints only the figures, and
 * `-- --quick` shows in a minute that the benchmark runs; neither writes anything.
 */
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureBackend } from './backend/index.js';
import { measurePage } from './page/index.js';
import type { MeasureOptions, Measurement, Report } from './report/measurement.js';
import { textTable } from './report/table.js';
import { halves, writeReport, type Half } from './report/write.js';

const measure: Readonly<Record<Half, (options: MeasureOptions) => Promise<Measurement[]>>> = {
  page: measurePage,
  backend: measureBackend,
};

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !halves.some((half) => half === name));
if (unknown.length > 0) {
  console.error(
    `There is no half "${unknown.join(' ')}": use ${halves.join(' or ')}, or neither for both.`,
  );
  process.exit(1);
}

async function report(half: Half): Promise<Report> {
  const startedAt = new Date();
  // The package's own description has a version.
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const versions: Record<string, string> = {
    'wechat-mp-login': version,
    'Node.js': process.version,
  };
  const measurements = await measure[half]({
    isQuick: values.quick,
    tell: (progress) => console.error(progress),
    addVersion: (name, of) => (versions[name] = of),
  });
  const cores = cpus();
  return {
    command: `npm run bench -- ${half}`,
    measuredAt: startedAt.toISOString(),
    versions,
    machine: `${cores[0]?.model ?? 'an unknown processor'}, ${cores.length} cores`,
    measurements,
  };
}

const reports: Partial<Record<Half, Report>> = {};
for (const half of halves) {
  if (positionals.length > 0 && !positionals.includes(half)) continue;
  const made = await report(half);
  reports[half] = made;
  if (values.json) continue;
  console.log(`\n${textTable(made.measurements)}\n`);
  if (!values.quick) await writeReport(half, made);
}
if (values.json) console.log(JSON.stringify(reports, undefined, 2));
// Connections that `fetch` keeps alive would hold the process until they time out.
process.exit(0);
