/** The benchmark's own code: what it prints and draws, from made-up figures. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import type { Measurement, Report } from '../../bench/report/measurement.js';
import { svgOf } from '../../bench/report/svg.js';
import { formatNumber, markdownTable, textTable } from '../../bench/report/table.js';
import { withReport } from '../../bench/report/write.js';

const bytes: Measurement = {
  name: 'what a page loads | until the QR code',
  unit: 'KiB',
  ours: { name: 'wechat-mp-login', value: 23.97 },
  peers: [
    { name: 'authing-js-sdk', value: 95.4 },
    { name: 'Hanko & others', value: 43.6, citedFrom: 'https://example.com/' },
  ],
  goal: { text: 'at most 24 KiB', isMet: true },
  note: 'compressed with gzip.',
};

const push = (waiting: number, value: number): Measurement => ({
  name: 'push to page, p99',
  unit: 'ms',
  ours: { name: 'wechat-mp-login', value, samples: [value, value * 2] },
  peers: [{ name: 'a bare stream <node:http>', value: value / 2 }],
  goal: { text: 'at most 3 × a bare stream', isMet: false },
  at: { axis: 'visitors waiting', value: waiting },
});
const measurements = [bytes, push(10, 2), push(1000, 3), push(10_000, 12_000)];

const report: Report = {
  command: 'npm run bench -- page',
  measuredAt: '2026-11-27T03:00:00.000Z',
  versions: { 'Node.js': 'v20.20.2' },
  machine: 'a processor, 2 cores',
  measurements,
};

const folder = 'docs/benchmarks';

const figure = {
  type: 'object',
  required: ['name', 'value'],
  properties: {
    name: { type: 'string', minLength: 1 },
    value: { type: 'number' },
    samples: { type: 'array', items: { type: 'number' } },
    citedFrom: { type: 'string' },
  },
  additionalProperties: false,
} as const;

/** docs/benchmarks/*.json, for programs that read them. */
const isReport = new Ajv().compile({
  type: 'object',
  required: ['command', 'measuredAt', 'versions', 'machine', 'measurements'],
  properties: {
    command: { type: 'string', pattern: '^npm run bench' },
    measuredAt: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT' },
    versions: { type: 'object', required: ['Node.js'], additionalProperties: { type: 'string' } },
    machine: { type: 'string' },
    measurements: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['name', 'unit', 'ours', 'peers'],
        properties: {
          name: { type: 'string', minLength: 1 },
          unit: { type: 'string' },
          ours: figure,
          peers: { type: 'array', items: figure },
          goal: {
            type: 'object',
            required: ['text', 'isMet'],
            properties: { text: { type: 'string' }, isMet: { type: 'boolean' } },
            additionalProperties: false,
          },
          at: {
            type: 'object',
            required: ['axis', 'value'],
            properties: { axis: { type: 'string' }, value: { type: 'number' } },
            additionalProperties: false,
          },
          note: { type: 'string' },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
});

/** Tags that are not closed in order, and characters that XML does not allow in text. */
function unbalanced(xml: string): string[] {
  const open: string[] = [];
  const tag = /<(\/?)([a-z]+)(?: [a-zA-Z-]+="[^"<]*")*( \/)?>/g;
  const wrong = [...xml.matchAll(tag)].filter(([, closes, name = '', isEmpty]) => {
    if (closes) return open.pop() !== name;
    if (!isEmpty) open.push(name);
    return false;
  });
  const rest = xml.replace(tag, '');
  const stray = rest.match(/[<>]|&(?!(?:amp|lt|gt|quot);)/g) ?? [];
  return [...open, ...wrong.map(([text]) => text), ...stray];
}

for (const [value, expected] of [
  [0, '0'],
  [0.01234, '0.0123'],
  [2, '2'],
  [23.97, '23.97'],
  [416.7, '417'],
  [1234567, '1 234 567'],
  [NaN, '?'],
] as const) {
  test(`${value} is written as ${expected}`, () => {
    assert.equal(formatNumber(value), expected);
  });
}

test('the table for a terminal has a line for each peer, and says which goals are missed', () => {
  const lines = textTable(measurements).split('\n');
  assert.equal(lines.length, 1 + 2 + 3);
  assert.match(lines[1] ?? '', /23\.97 KiB +authing-js-sdk: 95\.4 KiB +at most 24 KiB: met$/);
  assert.match(lines[2] ?? '', /^ +Hanko & others: 43\.6 KiB \(published\)$/);
  assert.match(lines[5] ?? '', /^push to page, p99, 10 000 visitors waiting .*: missed$/);
});

test('the table in Markdown has four columns, whatever a name contains', () => {
  const rows = markdownTable(measurements).split('\n');
  assert.equal(rows.length, 2 + measurements.length);
  for (const row of rows) assert.equal(row.match(/(?<!\\)\|/g)?.length, 5, row);
});

test('the picture is well-formed, has a title, colours for light and dark, and every name and figure', () => {
  const svg = svgOf('A title & more', measurements);
  assert.deepEqual(unbalanced(svg), []);
  assert.match(svg, /<title id="title">A title &amp; more<\/title>/);
  assert.match(svg, /role="img" aria-labelledby="title"/);
  assert.match(svg, /@media \(prefers-color-scheme: dark\)/);
  for (const part of ['a bare stream &lt;node:http&gt;', 'Hanko &amp; others', '23.97 KiB']) {
    assert.ok(svg.includes(part), part);
  }
  assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
});

test('a picture that is not well-formed is found', () => {
  assert.deepEqual(unbalanced('<svg><a></svg>'), ['svg', '</svg>']);
  assert.deepEqual(unbalanced('<svg>a & b < c</svg>'), ['&', '<']);
});

test('lines stand over a logarithmic axis, with a line for each peer', () => {
  const svg = svgOf('Lines', measurements.slice(1));
  const lines = [...svg.matchAll(/<polyline points="([^"]+)"/g)].map(([, points = '']) =>
    points.split(' ').map((point) => Number(point.split(',')[0])),
  );
  assert.equal(lines.length, 2);
  const [first = 0, second = 0, third = 0] = lines[0] ?? [];
  // From 10 to 1000 are two powers of ten, from 1000 to 10 000 is one.
  assert.ok(Math.abs((second - first) / (third - second) - 2) < 0.01);
});

test('a half replaces its own part of the document alone', () => {
  const document =
    '# A\n<!-- page -->\nold\n<!-- end of page -->\nB\n<!-- backend -->\nkept\n<!-- end of backend -->\n';
  const updated = withReport(document, 'page', report);
  assert.match(updated, /^# A\n/);
  assert.match(updated, /\nB\n<!-- backend -->\nkept\n<!-- end of backend -->\n$/);
  assert.match(updated, /23\.97 KiB/);
  assert.match(updated, /- \*\*what a page loads[^*]+\*\*: compressed/);
  assert.doesNotMatch(updated, /old/);
  assert.throws(() => withReport('# A\n', 'page', report), /<!-- page -->/);
});

const goodVerdict = (figures: unknown): unknown =>
  (figures as { readonly verdict?: { readonly isGood?: unknown } }).verdict?.isGood;

test('the raw figures have the published form', () => {
  assert.ok(isReport(report), JSON.stringify(isReport.errors));
  assert.ok(!isReport({ ...report, measurements: [{ ...bytes, ours: { name: 'x' } }] }));
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    const figures: unknown = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
    // `npm run load -- --write` writes others than `npm run bench`.
    if (name.startsWith('load-')) assert.equal(goodVerdict(figures), true, name);
    else assert.ok(isReport(figures), name);
  }
});
