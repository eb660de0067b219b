/** The metrics of whole logins, as a monitoring system reads them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Registry, type OpenMetricsContentType } from 'prom-client';
import { createMemoryAccounts } from '../../../src/accounts/index.js';
import { ConfigurationError, type Measurement, type Metrics } from '../../../src/server/index.js';
import { createMetrics } from '../../../src/server/metrics.js';
import { settle } from '../../support/clock.js';
import {
  baseUrl,
  createHarness,
  readEvents,
  type HarnessOptions,
} from '../../support/server/harness.js';

function createRegistry(): Registry<OpenMetricsContentType> {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  return registry;
}

function createMeasured(options: HarnessOptions = {}) {
  const registry = createRegistry();
  const harness = createHarness({ metrics: createMetrics({ registry }), ...options });
  /** The value of each series, by its line without the value. */
  const scrape = async (): Promise<ReadonlyMap<string, number>> =>
    new Map(checkOpenMetrics(await registry.metrics()));
  return { ...harness, registry, scrape };
}

const labels = String.raw`(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*")`;
const grammar = {
  help: /^# HELP ([a-z_]+) \S.*$/,
  type: /^# TYPE ([a-z_]+) (counter|gauge|histogram)$/,
  sample: new RegExp(`^([a-z_]+)(\\{${labels}(?:,${labels})*\\})? (-?[0-9.e+-]+)$`),
};
const suffixes = { counter: ['_total'], gauge: [''], histogram: ['_bucket', '_sum', '_count'] };

/**
 * Checks a text against the grammar of OpenMetrics: each family once, with its type before its samples, names
 * that fit the type, no sample twice, and the end.
 * @see https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
 */
function checkOpenMetrics(text: string): [series: string, value: number][] {
  const lines = text.split('\n');
  assert.deepEqual(lines.splice(-2), ['# EOF', '']);
  const types = new Map<string, keyof typeof suffixes>();
  let family = '';
  const samples = lines.flatMap((line): [string, number][] => {
    if (grammar.help.test(line)) return [];
    const [, name, type] = grammar.type.exec(line) ?? [];
    if (name !== undefined) {
      assert.ok(!types.has(name), `${name} twice`);
      assert.ok(!name.endsWith('_total'), name);
      types.set(name, type as keyof typeof suffixes);
      family = name;
      return [];
    }
    const [, sample = '', labelText = '', value = ''] =
      grammar.sample.exec(line) ?? assert.fail(`not OpenMetrics: ${line}`);
    const allowed = suffixes[types.get(family) ?? assert.fail(line)];
    assert.ok(
      allowed.some((suffix) => sample === family + suffix),
      line,
    );
    return [[sample + labelText, Number(value)]];
  });
  assert.equal(new Set(samples.map(([series]) => series)).size, samples.length);
  return samples;
}

describe('the metrics of prom-client', () => {
  test('tell of a whole login, from the QR code to the session', async () => {
    const { open, scan, redeem, request, bearer, clock, scrape, registry } = createMeasured();
    const tab = await open();
    const stream = await request(
      `${baseUrl}/attempts/${tab.id}`,
      {},
      { headers: { ...bearer(tab.chain.key).headers, accept: 'text/event-stream' } },
    );
    assert.equal((await scrape()).get('wechat_login_waiting{as="stream"}'), 1);
    clock.nowMs += 3000;
    await scan(tab.scene);
    clock.nowMs += 1000;
    assert.equal((await redeem(tab)).status, 200);
    await readEvents(stream);
    assert.match(registry.contentType, /^application\/openmetrics-text/);
    const series = await scrape();
    const expected = {
      'attempts_total{event="created",method="scan",reason=""}': 1,
      'attempts_total{event="approved",method="scan",reason=""}': 1,
      'attempts_total{event="completed",method="scan",reason=""}': 1,
      'stage_seconds_sum{stage="scan"}': 3,
      'stage_seconds_sum{stage="redeem"}': 1,
      'requests_total{endpoint="create",result="ok"}': 1,
      'requests_total{endpoint="redeem",result="ok"}': 1,
      'requests_total{endpoint="push",result="ok"}': 1,
      'waiting{as="stream"}': 0,
      under_way: 0,
      closing: 0,
      'wechat_calls_total{endpoint="/cgi-bin/stable_token",result="ok",errcode=""}': 1,
      'wechat_calls_total{endpoint="/cgi-bin/qrcode/create",result="ok",errcode=""}': 1,
      'qr_codes_total{official_account="default",share="open"}': 1,
      'qr_codes_used_ratio{official_account="default",share="open"}': 1 / 60_000,
      'pushes_total{kind="scan",of="login"}': 1,
      'call_seconds_count{to="accounts",name="create"}': 1,
      'call_seconds_count{to="sessions",name="open"}': 1,
      'call_seconds_count{to="store",name="create"}': 1,
    };
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(series.get(`wechat_login_${name}`), value, name);
    }
  });

  test('tell of refusals, failures and limits', async () => {
    const { open, scan, call, redeem, clock, scrape, login, push, scanXml } = createMeasured({
      accounts: {
        ...createMemoryAccounts(),
        create: () => Promise.reject(new Error('The database is away')),
      },
      limits: { createsPerAddressPerMinute: 2 },
      api: (path) =>
        path === '/cgi-bin/user/info' ? { errcode: 48001, errmsg: 'unauthorized' } : undefined,
      onEvent: () => undefined,
    });
    const address = '203.0.113.9';
    const tab = await open({}, { address });
    await open({}, { address });
    const body = { challenge: 'x'.repeat(43), purpose: 'login', method: 'scan' };
    assert.equal((await call('POST', '/attempts', body, { address })).status, 429);
    assert.equal((await call('POST', '/attempts', {}, {})).status, 400);
    await scan(tab.scene);
    assert.equal((await redeem(tab)).status, 503);
    await push(scanXml('', { event: 'subscribe' }), { token: 'anotherToken' });
    clock.nowMs += 1_000_000;
    await login.close();
    await settle();
    const series = await scrape();
    const expected = {
      'limit_hits_total{limit="createsPerAddressPerMinute"}': 1,
      'security_events_total{event="limit_hit"}': 1,
      'security_events_total{event="forged_push"}': 1,
      'push_refusals_total{reason="signature"}': 1,
      'requests_total{endpoint="create",result="rate_limited"}': 1,
      'requests_total{endpoint="create",result="invalid_request"}': 1,
      'requests_total{endpoint="redeem",result="store_unavailable"}': 1,
      'call_failures_total{to="accounts",name="create"}': 1,
      'wechat_calls_total{endpoint="/cgi-bin/user/info",result="misconfigured",errcode="48001"}': 1,
      'call_seconds_count{to="onEvent",name="limit_hit"}': 1,
      closing: 1,
    };
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(series.get(`wechat_login_${name}`), value, name);
    }
  });

  test('count an attempt that ends by its time while a page waits, once', async () => {
    const { open, request, bearer, clock, scrape } = createMeasured();
    const tab = await open();
    const headers = { ...bearer(tab.chain.key).headers, accept: 'text/event-stream' };
    const streams = await Promise.all(
      [0, 1].map(() => request(`${baseUrl}/attempts/${tab.id}`, {}, { headers })),
    );
    clock.nowMs += 300_000;
    await Promise.all(streams.map(readEvents));
    const name = 'wechat_login_attempts_total{event="expired",method="scan",reason=""}';
    assert.equal((await scrape()).get(name), 1);
  });

  test('have no more series after many logins of many people than after a few', async () => {
    const { open, scan, redeem, watch, scrape, call } = createMeasured();
    const counts: number[] = [];
    const errcodes = [40001, 1, 2, 3];
    for (const [round, logins] of [3, 30].entries()) {
      for (let each = 0; each < logins; each++) {
        const address = `198.51.${each}.${round}`;
        const tab = await open({ lang: `x-${each}` }, { address, userAgent: `Browser ${each}` });
        await watch(tab);
        await scan(tab.scene, { openid: `oPerson${round}x${each}` });
        assert.equal((await redeem(tab, { address })).status, 200);
        await call('GET', `/attempts/unknown-${round}-${each}`);
        await call('POST', `/wechat/default?signature=${errcodes[each % 4]}&nonce=${each}`);
      }
      counts.push((await scrape()).size);
    }
    assert.equal(counts[1], counts[0]);
  });

  test('give one name to an errcode and a path that nobody knows', async () => {
    const registry = createRegistry();
    const metrics = createMetrics({ registry });
    for (let errcode = 700_000; errcode < 700_100; errcode++) {
      const result = 'request' as const;
      metrics({ type: 'wechat', endpoint: `/proxy/${errcode}`, result, errcode, ms: 1 });
    }
    const series = new Map(checkOpenMetrics(await registry.metrics()));
    const name =
      'wechat_login_wechat_calls_total{endpoint="other",result="request",errcode="other"}';
    assert.equal(series.get(name), 100);
  });

  test('may be made again for one registry, and shared by several backends', async () => {
    const registry = new Registry();
    for (const metrics of [createMetrics({ registry }), createMetrics({ registry })]) {
      await createHarness({ metrics }).open();
    }
    assert.match(await registry.metrics(), /attempts_total\{event="created".*\} 2$/m);
    assert.throws(() => createMetrics({ registry: {} as Registry }), ConfigurationError);
    assert.throws(() => createMetrics({} as { registry: Registry }), /must be a Registry/);
  });
});

test('a function of the application gets the measurements, and fails no login if it throws', async () => {
  const seen: Measurement['type'][] = [];
  const metrics: Metrics = ({ type }) => {
    seen.push(type);
    throw new Error('full disk');
  };
  const { open, scan, redeem, log } = createHarness({ metrics });
  const tab = await open();
  await scan(tab.scene);
  assert.equal((await redeem(tab)).status, 200);
  assert.ok(seen.includes('stage'));
  assert.equal(log.filter(({ event }) => event === 'metrics_failed').length, 1);
});
