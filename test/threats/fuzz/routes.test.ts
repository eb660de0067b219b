/**
 * Random requests to every route: each answer is one that docs/openapi.json describes, none is an
 * internal error, whatever its path, query, headers, cookies and body.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mutated, validBodies, type BodyName } from '../../support/protocol/bodies.js';
import { assertDocumented } from '../../support/protocol/openapi.js';
import { createBindingHarness } from '../../support/server/binding-harness.js';
import { baseUrl, page, type Tab } from '../../support/server/harness.js';

type Harness = ReturnType<typeof createBindingHarness>;

/** Attempts in different states, whose proofs a request may have. */
async function openTabs(harness: Harness, openid: string): Promise<Tab[]> {
  const { tab: binding } = await harness.startBinding({ openid });
  const [waiting, approved, cancelled, byMessage] = [
    await harness.open(),
    await harness.open(),
    await harness.open(),
    await harness.open({ method: 'message' }),
  ];
  const { digits } = byMessage.created.body['present'] as { digits: string };
  await harness.type(digits, { openid: `${openid}-3` });
  await harness.scan(approved.scene, { openid: `${openid}-2` });
  await harness.call(
    'DELETE',
    `/attempts/${cancelled.id}`,
    undefined,
    harness.bearer(cancelled.chain.key),
  );
  return [binding, waiting, approved, cancelled, byMessage];
}

const odd = fc.oneof(
  fc.constantFrom('', '.', '..', '%2e%2e', '%', '%00', '%ff', '__proto__', ' ', 'a'.repeat(300)),
  fc.string({ maxLength: 20 }),
);
const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constant('ID') },
  { weight: 1, arbitrary: odd },
);
const path = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('/attempts', '/identities', '/token') },
  { weight: 3, arbitrary: segment.map((id) => `/attempts/${id}`) },
  {
    weight: 9,
    arbitrary: fc
      .tuple(segment, fc.constantFrom('redeem', 'bind', 'codes'))
      .map(([id, action]) => `/attempts/${id}/${action}`),
  },
  { weight: 1, arbitrary: segment.map((id) => `/identities/${id}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('/wechat/default', '/wechat/other', '//wechat/DEFAULT/'),
  },
  {
    weight: 1,
    arbitrary: fc.array(odd, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
  },
);
const method = fc.oneof(
  { weight: 3, arbitrary: fc.constant('GET') },
  { weight: 12, arbitrary: fc.constant('POST') },
  { weight: 1, arbitrary: fc.constantFrom('DELETE', 'PUT', 'PATCH', 'OPTIONS', 'QUERY', 'get') },
);
const bodyNames = Object.keys(validBodies) as BodyName[];
const body = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .constantFrom<BodyName>('CreateRequest', 'RedeemRequest', 'BindRequest', 'CodesRequest')
      .chain((name) => fc.oneof(validBodies[name], mutated(name))),
  },
  { weight: 1, arbitrary: fc.constantFrom(...bodyNames).chain((name) => mutated(name)) },
  { weight: 1, arbitrary: fc.jsonValue() },
);
const headerText = fc.stringMatching(/^[!-~ ]{0,60}$/).map((text) => text.trim());
const requests = fc.record({
  method,
  path,
  body,
  tab: fc.nat(4),
  query: fc.oneof(
    fc.constantFrom('', '?rev=1&wait=0', '?rev=x', '?wait=1e9', '?rev=1&rev=2'),
    fc.constantFrom('?signature=a&timestamp=1&nonce=2', '?echostr=<script>', '?__proto__=1'),
    odd.map((text) => `?${encodeURIComponent(text)}=${encodeURIComponent(text)}`),
  ),
  /** Whether the request has the proofs of the attempt that it names. */
  isProven: fc.integer({ min: 0, max: 9 }).map((number) => number > 1),
  /** Sent as it is, in place of the body. */
  raw: fc.option(fc.oneof(fc.string(), fc.constant('x'.repeat(70_000))), {
    freq: 9,
    nil: undefined,
  }),
  type: fc.oneof(
    { weight: 9, arbitrary: fc.constant('application/json') },
    {
      weight: 1,
      arbitrary: fc.oneof(fc.constantFrom('', 'text/plain', 'multipart/form-data'), headerText),
    },
  ),
  more: fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.dictionary(
        fc.constantFrom('authorization', 'wechat-login-key', 'accept', 'range', 'x-forwarded-for'),
        headerText,
        { maxKeys: 2 },
      ),
    },
  ),
  cookie: fc.oneof(
    { weight: 5, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: headerText.map((text) => `__Host-wml-device=${text}; ${text}`) },
  ),
  origin: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(page, null) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('null', 'https://evil.example', `${page}.evil.example`),
    },
  ),
});

test('any request gets an answer that the protocol documents, and nothing fails inside', async () => {
  const harness = createBindingHarness({
    limits: {
      ...{ createsPerAddressPerMinute: 100_000, createsPerMinute: 1_000_000 },
      ...{ badProofsPerIdentityPer15Minutes: 1000, verificationCodesPerTargetPerHour: 1000 },
      verificationCodesPerHour: 10_000,
    },
  });
  const statuses = new Map<number, number>();
  let [tabs, uses] = [await openTabs(harness, 'oPerson0'), 0];
  await fc.assert(
    fc.asyncProperty(requests, async (sent) => {
      if (++uses % 40 === 0) tabs = await openTabs(harness, `oPerson${uses}`);
      // Below the limits of one attempt, which have tests of their own.
      harness.clock.nowMs += 1000;
      const tab = tabs[sent.tab] ?? assert.fail();
      const { status, headers, text } = await send(harness, tab, sent);
      if (sent.origin !== page && sent.origin !== null) {
        // Before anything else is read.
        assert.deepEqual([status, codeIn(text)], [403, 'origin_denied']);
      } else if (sent.method !== 'OPTIONS') {
        const { pathname } = new URL(urlOf(tab, sent));
        const below = normal(pathname.slice(new URL(baseUrl).pathname.length));
        assertDocumented(sent.method.toUpperCase(), below, { status, headers, body: text });
      }
      assert.notEqual(status, 500);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }),
    { numRuns: 600 },
  );
  const failed = harness.log.filter(({ event }) => event === 'internal_error');
  assert.deepEqual(failed, []);
  for (const status of [200, 400, 403, 404, 405, 413, 415]) {
    assert.ok(statuses.has(status), `${status} was met, among ${[...statuses].join(' ')}`);
  }
});

/** A space at the end of an address goes away, but not before a query. */
const urlOf = ({ id }: Tab, sent: { readonly path: string; readonly query: string }): string =>
  `${baseUrl}${sent.path.replace('ID', id)}${sent.query}`;

const codeIn = (text: string): unknown => (JSON.parse(text) as { code?: unknown }).code;

/** As the router reads it: the callback URL in any case and with doubled slashes, other paths as they are. */
function normal(path: string): string {
  const typed = path
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    .toLowerCase();
  return typed === '/wechat/default' ? typed : path.replace(/\/$/, '');
}

async function send(
  { request }: Harness,
  tab: Tab,
  sent: typeof requests extends fc.Arbitrary<infer Sent> ? Sent : never,
) {
  const { isProven, body: json, raw } = sent;
  const proven =
    isProven && typeof json === 'object' && json !== null && !Array.isArray(json)
      ? { ...json, verifier: tab.chain.verifier }
      : json;
  const hasBody = !/^(GET|get|OPTIONS)$/.test(sent.method);
  const response = await request(
    urlOf(tab, sent),
    { method: sent.method, ...(hasBody ? { body: raw ?? JSON.stringify(proven) } : {}) },
    {
      headers: {
        ...(sent.type === '' ? {} : { 'content-type': sent.type }),
        ...(isProven ? { authorization: `Bearer ${tab.chain.key}` } : {}),
        ...sent.more,
      },
      cookie: `${isProven ? tab.cookie : ''}; ${sent.cookie}`,
      origin: sent.origin,
    },
  );
  const stream = /event-stream/.test(response.headers.get('content-type') ?? '');
  if (stream) await response.body?.cancel();
  const text = stream ? '' : await response.text();
  return { status: response.status, headers: response.headers, text };
}
