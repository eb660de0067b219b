/** `wechat-mp-login/server/metrics`: the backend's measurements as metrics of prom-client, its optional peer. */
import { Counter, Gauge, Histogram } from 'prom-client';
import type { OpenMetricsContentType, Registry } from 'prom-client';
import { errcodeTable } from '../wechat/api/error-codes.js';
import { requireOption } from './base/configuration-error.js';
import type { Measurement, Metrics } from './base/operation/metrics.js';

export type { Measurement, Metrics } from './base/operation/metrics.js';

export interface MetricsOptions {
  /** Where the metrics are registered. Your application serves it, with metrics of its own if it has some. */
  readonly registry: Registry | Registry<OpenMetricsContentType>;
}

/** Most people need seconds to a minute for each. */
const stageBuckets = [0.5, 1, 2, 5, 10, 20, 40, 80, 160, 320];
const callBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** The calls of WeChat's API, by the end of their paths: a proxy may add to the beginning. */
const wechatEndpoints = [
  '/cgi-bin/stable_token',
  '/cgi-bin/qrcode/create',
  '/cgi-bin/user/info',
  '/cgi-bin/changeopenid',
  '/sns/oauth2/access_token',
];

/**
 * Creates the option `metrics` of `createWechatMpLogin`. docs/operation.md#metrics lists the metrics. No label
 * has a value that somebody sends, so the number of series has a bound. Several backends of one process may
 * share what it returns, and a second call for the same registry goes on with the same metrics.
 *
 * @param options - `registry`: a `Registry` of prom-client
 * @throws ConfigurationError if `registry` is no registry
 * @example
 * ```ts
 * import { Registry, type OpenMetricsContentType } from 'prom-client';
 * import { createWechatMpLogin, type Options } from 'wechat-mp-login/server';
 *
 * declare const options: Options;
 * const registry = new Registry<OpenMetricsContentType>();
 * registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
 * const login = createWechatMpLogin({ ...options, metrics: createMetrics({ registry }) });
 * // For your monitoring, at an address that visitors do not reach:
 * const response = new Response(await registry.metrics(), {
 *   headers: { 'Content-Type': registry.contentType },
 * });
 * console.log(typeof login, response.status);
 * ```
 */
export function createMetrics({ registry }: MetricsOptions): Metrics {
  requireOption(
    typeof (registry as Partial<MetricsOptions['registry']> | undefined)?.registerMetric ===
      'function',
    'createMetrics: `registry` must be a Registry of prom-client, such as `new Registry()`.',
  );
  return record(createCollectors(registry));
}

type Collectors = ReturnType<typeof createCollectors>;

/** Functions that register a metric, or find it. */
function createFamilies(registry: MetricsOptions['registry']) {
  const about = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ) => ({ name: `wechat_login_${name}`, help, labelNames: [...labelNames], registers: [registry] });
  // A module that is loaded again, as by a development server, finds the metrics that it has registered.
  const known = (name: string): unknown => registry.getSingleMetric(`wechat_login_${name}`);
  return {
    counter: <Label extends string>(name: string, help: string, ...labels: Label[]) =>
      (known(name) as Counter<Label> | undefined) ?? new Counter(about(name, help, labels)),
    gauge: <Label extends string>(name: string, help: string, ...labels: Label[]) =>
      (known(name) as Gauge<Label> | undefined) ?? new Gauge(about(name, help, labels)),
    histogram: <Label extends string>(
      name: string,
      help: string,
      buckets: number[],
      ...labels: Label[]
    ) =>
      (known(name) as Histogram<Label> | undefined) ??
      new Histogram({ ...about(name, help, labels), buckets }),
  };
}

function createCollectors(registry: MetricsOptions['registry']) {
  const { counter, gauge, histogram } = createFamilies(registry);
  return {
    attempts: counter(
      'attempts_total',
      'Attempts, by what they reached.',
      'event',
      'method',
      'reason',
    ),
    stages: histogram('stage_seconds', 'How long attempts waited.', stageBuckets, 'stage'),
    requests: counter('requests_total', 'Answered requests.', 'endpoint', 'result'),
    waiting: gauge('waiting', 'Open streams and held reads.', 'as'),
    underWay: gauge('under_way', 'Requests, and what goes on after their answers.'),
    closing: gauge('closing', '1 once close() was called.'),
    calls: histogram(
      'call_seconds',
      'Calls of the store and of the functions of the application.',
      callBuckets,
      'to',
      'name',
    ),
    callFailures: counter('call_failures_total', 'Calls that failed or were late.', 'to', 'name'),
    wechatCalls: counter(
      'wechat_calls_total',
      "Calls of WeChat's API.",
      'endpoint',
      'result',
      'errcode',
    ),
    wechatSeconds: histogram(
      'wechat_call_seconds',
      "How long WeChat's API took.",
      callBuckets,
      'endpoint',
    ),
    qrCodes: counter('qr_codes_total', 'QR codes that WeChat made.', 'official_account', 'share'),
    qrCodesUsed: gauge(
      'qr_codes_used_ratio',
      "The used part of a share of the day's QR codes, when the last one was made.",
      'official_account',
      'share',
    ),
    pushes: counter('pushes_total', 'Pushes of WeChat.', 'kind', 'of'),
    pushRefusals: counter('push_refusals_total', 'Pushes that were refused.', 'reason'),
    securityEvents: counter('security_events_total', 'Security events.', 'event'),
    limitHits: counter('limit_hits_total', 'Requests that a limit refused.', 'limit'),
  };
}

type Type = Measurement['type'];
type Of<Each extends Type> = { [Key in Each]: Measurement & { readonly type: Key } }[Each];
type Recorders = { readonly [Each in Type]: (measurement: Of<Each>) => void };

function record(to: Collectors): Metrics {
  to.closing.set(0);
  const recorders = createRecorders(to);
  return <Each extends Type>(measurement: Of<Each>) => recorders[measurement.type](measurement);
}

function createRecorders(to: Collectors): Recorders {
  return {
    attempt: ({ event, method, reason = '' }) => to.attempts.inc({ event, method, reason }),
    stage: ({ stage, ms }) => to.stages.observe({ stage }, ms / 1000),
    request: ({ endpoint, result }) => to.requests.inc({ endpoint, result }),
    waiting: ({ as, change }) => to.waiting.inc({ as }, change),
    underWay: ({ change }) => to.underWay.inc(change),
    closing: () => to.closing.set(1),
    call({ to: target, name, ms, hasFailed }) {
      to.calls.observe({ to: target, name }, ms / 1000);
      if (hasFailed) to.callFailures.inc({ to: target, name });
    },
    wechat: (measurement) => recordWechat(to, measurement),
    qrCode({ officialAccount, share, used }) {
      const labels = { official_account: officialAccount, share };
      to.qrCodes.inc(labels);
      to.qrCodesUsed.set(labels, used);
    },
    push: ({ kind, of }) => to.pushes.inc({ kind, of }),
    pushRefused: ({ reason }) => to.pushRefusals.inc({ reason }),
    securityEvent({ event, limit }) {
      to.securityEvents.inc({ event });
      if (limit !== undefined) to.limitHits.inc({ limit });
    },
  };
}

function recordWechat(
  { wechatCalls, wechatSeconds }: Collectors,
  { endpoint: path, result, errcode, ms }: Of<'wechat'>,
): void {
  const endpoint = wechatEndpoints.find((each) => path.endsWith(each)) ?? 'other';
  // Something that is not WeChat may answer with any number.
  const known = errcode !== undefined && errcode in errcodeTable ? String(errcode) : 'other';
  wechatCalls.inc({ endpoint, result, errcode: errcode === undefined ? '' : known });
  wechatSeconds.observe({ endpoint }, ms / 1000);
}
