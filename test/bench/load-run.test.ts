/** A short load run with everything that a long one has, and the oracle that judges it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { difference, hold, idle, logins } from '../../bench/load/measure.js';
import { readOptions } from '../../bench/load/options.js';
import { describe as tell, figuresOf, judgeRun, type Run } from '../../bench/load/report.js';
import { judge, search } from '../../bench/load/search.js';
import { readCommands } from '../../bench/load/servers/databases.js';
import { configurationFor } from '../../bench/load/servers/nginx.js';
import { openSite } from '../../bench/load/site.js';
import type { Outcome } from '../../bench/load/tally.js';

const nothing: Outcome = { signedIn: 0, failed: {}, retried: {}, latenciesMs: {}, elapsedMs: 1 };

test('two instances, one of them killed: everybody is signed in once, as themselves', async (t) => {
  const options = readOptions([
    ...['--store', 'redis', '--instances', '2', '--nginx', '--clients', '1'],
    ...['--waiting', '30', '--rate', '5', '--seconds', '3', '--kill-at', '1'],
  ]);
  const site = await openSite(options);
  if (typeof site === 'string') {
    t.skip(site);
    return;
  }
  try {
    const run: Run = {
      ...{ options, rate: 5, trials: [] },
      before: await hold(site, 30),
      idle: await idle(site, 0.5),
      main: await logins(site, { rate: 5, seconds: 3, killAt: 1 }),
      seen: await site.application.ask('seen'),
      versions: {},
    };
    const verdict = judgeRun(run);
    assert.deepEqual(
      { ...verdict, isGood: true },
      { expected: 15, signedIn: 15, failed: {}, sessions: 15, twice: 0, isGood: true },
    );
    assert.match(tell(run), /^Good: 15 of 15.*\nfailed: none\n/);
    const { redisCommands, cpuPercentOfACore } = figuresOf(run);
    // A command that those who wait never need: their share is an estimate from half a second.
    assert.ok((redisCommands.perLogin['publish'] ?? 0) > 0);
    assert.ok('nginx' in cpuPercentOfACore.signingIn && 'redis' in cpuPercentOfACore.waiting);
  } finally {
    await site.close();
  }
});

test('a run is bad if anybody is missing, was signed in twice, or is unknown to the application', () => {
  const options = readOptions(['--rate', '5', '--seconds', '2', '--clients', '1']);
  const measured = { elapsedMs: 1, cpuMs: {}, commands: {} };
  const isGood = (
    outcome: Partial<Outcome> = {},
    seen: { signedIn?: number; twice?: string[] } = {},
  ): boolean =>
    judgeRun({
      ...{ options, rate: 5, trials: [], before: nothing, versions: {} },
      idle: { ...measured, outcome: nothing },
      main: { ...measured, outcome: { ...nothing, signedIn: 10, ...outcome } },
      seen: { accounts: 10, signedIn: 10, twice: [], ...seen },
    }).isGood;
  assert.equal(isGood(), true);
  assert.equal(isGood({ signedIn: 9 }), false);
  assert.equal(isGood({ failed: { 'redeem: signed in as somebody else': 1 } }), false);
  assert.equal(isGood({}, { signedIn: 11 }), false);
  assert.equal(isGood({}, { twice: ['oX'] }), false);
});

test('a rate is sustained if nobody fails or waits long, and logins end as fast as they begin', async () => {
  const outcome = (signedIn: number, p99Ms = 50): Outcome => ({
    ...{ ...nothing, signedIn, elapsedMs: 1000 },
    latenciesMs: { login: [p99Ms] },
  });
  assert.equal(judge(100, outcome(100)).isSustained, true);
  assert.equal(judge(100, outcome(90)).isSustained, false);
  assert.equal(judge(100, outcome(100, 5000)).isSustained, false);
  assert.equal(judge(100, { ...outcome(100), failed: { late: 1 } }).isSustained, false);
  const capacity = 60;
  const trials = await search(100, (rate) => Promise.resolve(outcome(Math.min(rate, capacity))));
  assert.deepEqual(
    trials.map(({ rate, isSustained }) => [rate, isSustained]),
    [[100, false], [75, false], [56.25, true]], // prettier-ignore
  );
  const never = await search(100, () => Promise.resolve(nothing));
  assert.equal(never.length, 10);
});

test('nginx gets the sample configuration, with these instances and the addresses of the clients', async () => {
  const conf = await readFile('examples/deployment/nginx.conf', 'utf8');
  const servers = [3001, 3002, 3003].map((port) => ({ host: '127.0.0.1', port }));
  const local = configurationFor(conf, servers, 8080);
  assert.equal(local.match(/server 127\.0\.0\.1:300\d max_fails=/g)?.length, 3);
  assert.match(local, /listen 127\.0\.0\.1:8080 /);
  assert.match(local, /X-Forwarded-For \$http_x_forwarded_for;/);
  assert.doesNotMatch(local, /instance-\d|listen 80;/);
});

test('the commands of Redis are counted between two readings', () => {
  const info =
    '# Commandstats\r\ncmdstat_get:calls=3,usec=9\r\ncmdstat_client|list:calls=1,usec=2\r\n';
  assert.deepEqual(readCommands(info), { get: 3, 'client|list': 1 });
  assert.deepEqual(difference({ get: 5, set: 1, info: 2 }, { get: 3, info: 2 }), {
    get: 2,
    set: 1,
    info: 0,
  });
});
