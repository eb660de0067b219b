/** The load client of the benchmark: what it counts, and whom it takes for signed in. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { addressOf, networkCount } from '../../bench/load/addresses.js';
import { startCast, together, type Cast, type Instances } from '../../bench/load/cast.js';
import { atRate, inLanes } from '../../bench/load/client/pace.js';
import { median, percentile } from '../../bench/load/percentiles.js';
import { createTally, requireAll, sumOutcomes } from '../../bench/load/tally.js';
import { isPrivateAddress, truncatedAddress } from '../../src/server/base/limits/address-group.js';
import { listen, stop } from '../support/server/http-server.js';

const created = {
  ...{ protocol: 1, levels: ['core'], state: 'pending', rev: 0, expiresIn: 180, interval: 2 },
  officialAccount: { key: 'default', name: 'Load', kind: 'service' },
  present: { type: 'qr', url: 'http://weixin.qq.com/q/scene' },
};

test('percentiles and medians', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.equal(percentile(hundred, 0.5), 50);
  assert.equal(percentile(hundred, 0.99), 99);
  assert.equal(percentile(hundred, 1), 100);
  assert.equal(percentile([7], 0.99), 7);
  assert.equal(percentile([], 0.5), NaN);
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.equal(median([]), NaN);
});

test('each visitor comes from a public network of their own', () => {
  const networks = new Set<string>();
  const visitors = [...Array(20_000).keys(), networkCount - 1].map(addressOf);
  for (const address of visitors) {
    assert.equal(isPrivateAddress(address), false, address);
    networks.add(truncatedAddress(address));
  }
  assert.equal(networks.size, visitors.length);
  assert.notEqual(addressOf(networkCount), addressOf(0));
});

test('a job that takes long moves none of the times at which others start', async () => {
  const intended: number[] = [];
  let release = (): void => undefined;
  const slow = new Promise<void>((resolve) => (release = resolve));
  const run = atRate({ perSecond: 1000, count: 20 }, (atMs) => {
    if (intended.push(atMs) === 20) release();
    return slow;
  });
  await run;
  const [first = NaN] = intended;
  assert.deepEqual(
    intended.map((atMs) => Math.round(atMs - first)),
    [...Array(20).keys()],
  );
});

test('lanes do every job once, and no more at a time', async () => {
  let [running, most, done] = [0, 0, 0];
  await inLanes(10, 3, async () => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    done++;
  });
  assert.deepEqual({ most, done }, { most: 3, done: 10 });
});

test('an error is counted by its name, and no run with one passes', () => {
  const tally = createTally();
  tally.signedIn();
  tally.failed(new TypeError('no body'));
  tally.failed(new TypeError('no body'));
  tally.took('login', 5);
  const outcome = sumOutcomes([tally.take(), tally.take()]);
  assert.deepEqual(outcome.failed, { 'TypeError: no body': 2 });
  assert.deepEqual(outcome.latenciesMs, { login: [5] });
  assert.throws(() => requireAll(outcome, 1, 'logins'), /1 of 1.*no body":2/);
  assert.throws(() => requireAll({ ...outcome, failed: {} }, 2, 'logins'), /1 of 2/);
});

describe('against a backend in a process of its own', () => {
  let cast: Cast;
  let memory: Instances;
  before(async () => {
    cast = await startCast({ clients: 2, connections: 8 });
    memory = await cast.start([0], { store: { type: 'memory' }, limits: 'default' });
  });
  after(() => cast.close());

  test('five are signed in among ten who wait, each as the one who has scanned', async () => {
    const { clients } = cast;
    const target = { ...memory.target, usesSessions: true };
    await Promise.all(clients.map((client) => client.ask('aim', target)));
    requireAll(await together(clients, (client) => client.ask('hold', 5)), 0, 'waiting');
    const [client] = clients;
    const outcome = await client!.ask('loginsAtRate', { perSecond: 50, count: 5 });
    requireAll(outcome, 5, 'logins');
    const { 'push to page': pushes = [], login: logins = [] } = outcome.latenciesMs;
    assert.deepEqual([pushes.length, logins.length], [5, 5]);
    assert.ok([...pushes, ...logins].every((ms) => Number.isFinite(ms) && ms > 0));
    const { rss, heap } = await memory.children[0]!.ask('memory');
    assert.ok(rss > heap && heap > 0);
    assert.ok((await memory.children[0]!.ask('cpuMs')) > 0);
    assert.deepEqual(await memory.children[0]!.ask('logged'), {});
  });

  test('a request that is refused fails the login, by the name of the problem', async () => {
    const [client] = cast.clients;
    await client!.ask('aim', { ...memory.target, callbackPath: '/wechat-login/wechat/nobody' });
    const outcome = await client!.ask('loginsInLanes', { count: 2, lanes: 2 });
    assert.equal(outcome.signedIn, 0);
    assert.deepEqual(outcome.failed, { 'push: 404 not_found': 2 });
  });

  test('a visitor who is signed in as somebody else is no success', async () => {
    const answers: Record<string, object> = {
      '/attempts': { ...created, id: 'A'.repeat(22) },
      '/callback': {},
      [`/attempts/${'A'.repeat(22)}/redeem`]: { result: 'authenticated', account: { name: 'Eve' } },
    };
    const server = createServer((request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      response.statusCode = path === '/attempts' ? 201 : 200;
      request.resume().once('end', () => response.end(JSON.stringify(answers[path])));
    });
    const { port, hostname: host } = new URL(await listen(server));
    const servers = [{ host, port: Number(port) }];
    const [client] = cast.clients;
    await client!.ask('aim', { servers, origin: '', basePath: '', callbackPath: '/callback' });
    const outcome = await client!.ask('loginsInLanes', { count: 1, lanes: 1 });
    await stop(server);
    assert.deepEqual(outcome.failed, { 'redeem: signed in as somebody else': 1 });
    assert.equal(outcome.signedIn, 0);
  });

  test('a stream that is refused is tried again once, and not as a stream that has ended too', async () => {
    let refused = 0;
    const server = createServer((request, response) => {
      request.resume();
      if (request.method === 'GET') response.writeHead(refused++ < 3 ? 404 : 200).end('{}');
      else response.writeHead(201).end(JSON.stringify({ ...created, id: 'A'.repeat(22) }));
    });
    const { port, hostname: host } = new URL(await listen(server));
    const servers = [{ host, port: Number(port) }];
    const [client] = cast.clients;
    const target = { servers, origin: '', basePath: '', callbackPath: '', patienceMs: 1000 };
    await client!.ask('aim', target);
    const outcome = await client!.ask('hold', 1);
    await stop(server);
    assert.deepEqual([outcome.failed, outcome.retried, refused], [{ 'stream: 404': 1 }, {}, 1]);
  });

  test('a visitor with patience tries again where an instance is gone', async () => {
    const other = await cast.start([0], { store: { type: 'memory' }, limits: 'default' });
    await other.children[0]!.kill();
    const servers = [...other.target.servers, ...memory.target.servers];
    const [client] = cast.clients;
    await client!.ask('aim', { ...memory.target, servers });
    const impatient = await client!.ask('loginsInLanes', { count: 1, lanes: 1 });
    assert.deepEqual(impatient.failed, { 'create: ECONNREFUSED': 1 });
    await client!.ask('aim', { ...memory.target, servers, patienceMs: 20_000 });
    const outcome = await client!.ask('loginsInLanes', { count: 2, lanes: 1 });
    requireAll(outcome, 2, 'logins');
    assert.ok((outcome.retried['create: ECONNREFUSED'] ?? 0) > 0);
  });
});
