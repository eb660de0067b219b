/**
 * `npm run load` signs visitors in at a given rate while others wait, and prints what happened:
 *
 *     npm run load -- --store redis --instances 2 --nginx --waiting 5000 --rate 200 --seconds 60 --kill-at 30 --search
 *
 * `--nginx` starts nginx before the instances, with the configuration of the sample deployment. With
 * `--ports 3001,3002 --proxy 127.0.0.1:8080`, the instances listen on these ports, and visitors go to a
 * proxy of yours. `--kill-at 30` ends the last instance after 30 s, as `kill -9` does. `--search` looks for
 * the highest rate that the machine sustains, if it does not sustain the wanted one. `--write` writes the
 * figures to docs/benchmarks. Other options are in options.ts.
 *
 * Each visitor comes from a network of their own, so all limits keep their defaults but two: the creates
 * of a minute and the QR codes of a day are set as a larger site sets them, because they stand for WeChat's
 * quota, which the simulated WeChat does not have. Accounts and sessions are in a process of their own,
 * which is not killed. It counts for itself who was signed in.
 *
 * The exit status is 1 unless everybody was signed in, nobody twice, and nobody as somebody else.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { format } from 'prettier';
import { hold, idle, logins } from './measure.js';
import { readOptions, type LoadOptions } from './options.js';
import { describe, figuresOf, judgeRun, type Run } from './report.js';
import { search } from './search.js';
import { openSite, type Site } from './site.js';
import { sumOutcomes, type Outcome } from './tally.js';

const idleSeconds = 10;
const trialSeconds = 10;

const options = readOptions(process.argv.slice(2));
const startedAt = new Date();
const site = await openSite(options);
if (typeof site === 'string') {
  console.error(site);
  process.exit(1);
}
try {
  const run = await runLoad(site, options);
  if (!judgeRun(run).isGood && site.nginx) console.error(site.nginx.log());
  console.log(options.isJson ? JSON.stringify(figuresOf(run)) : describe(run));
  if (options.isWritten) await write(run);
  if (!judgeRun(run).isGood) process.exitCode = 1;
} finally {
  await site.close();
}

async function runLoad(open: Site, given: LoadOptions): Promise<Run> {
  const { waiting, rate, seconds, killAt } = given;
  const before: Outcome[] = [await hold(open, waiting)];
  console.error(`${waiting} visitors wait`);
  const waited = await idle(open, idleSeconds);
  const trials = given.isSearch
    ? await search(rate, async (tried) => {
        const pace = { rate: tried, seconds: Math.min(seconds, trialSeconds) };
        const { outcome } = await logins(open, pace);
        before.push(outcome);
        console.error(`tried ${tried.toFixed(1)} logins a second`);
        return outcome;
      })
    : [];
  const found = trials.at(-1)?.rate ?? rate;
  const main = await logins(open, { rate: found, seconds, killAt });
  const { database, nginx, application } = open;
  return {
    ...{ options: given, rate: found, trials, idle: waited, main },
    before: sumOutcomes(before),
    seen: await application.ask('seen'),
    versions: {
      'Node.js': process.version,
      ...(database && { [database.store.type]: database.version }),
      ...(nginx && { nginx: nginx.version }),
    },
  };
}

async function write(run: Run): Promise<void> {
  const folder = new URL('../../docs/benchmarks/', import.meta.url);
  const cores = cpus();
  const machine = `${cores[0]?.model ?? 'an unknown processor'}, ${cores.length} cores`;
  const all = { measuredAt: startedAt.toISOString(), machine, ...figuresOf(run) };
  await mkdir(folder, { recursive: true });
  const json = await format(JSON.stringify(all), { parser: 'json', printWidth: 100 });
  await writeFile(new URL(`load-${options.store}.json`, folder), json);
}
