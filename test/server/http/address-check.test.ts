/** The log says once when limits cannot tell visitors apart. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressGroup, isPrivateAddress } from '../../../src/server/base/limits/address-group.js';
import { createHarness, type HarnessOptions } from '../../support/server/harness.js';

interface Visit {
  readonly address?: string;
  readonly headers?: Record<string, string>;
}

/** What the log says about addresses after these visits. */
async function linesAfter(visits: readonly Visit[], options: HarnessOptions = {}) {
  const { call, open, log } = createHarness(options);
  for (const visit of visits) {
    if (options.publicUrl === undefined) await open({}, visit);
    else await call('POST', '/attempts', {}, visit);
  }
  return log.filter(({ event }) => event === 'visitors_share_address');
}

const visitor = '203.0.113.9';
const forwarded = { 'x-forwarded-for': visitor };

for (const [name, visits] of [
  ['X-Forwarded-For', [{ address: '172.18.0.2', headers: forwarded }]],
  ['X-Forwarded-For from a public proxy', [{ address: '198.51.100.4', headers: forwarded }]],
  ['X-Forwarded-For, and no address is passed', [{ headers: forwarded }]],
  ['Forwarded', [{ address: '::1', headers: { forwarded: `for=${visitor};proto=https` } }]],
  ['X-Real-IP', [{ address: '10.0.0.1', headers: { 'x-real-ip': visitor } }]],
  ['CF-Connecting-IP', [{ address: '172.68.1.1', headers: { 'cf-connecting-ip': visitor } }]],
] as const) {
  test(`the log says once how to read a header that arrives and is not read: ${name}`, async () => {
    const lines = await linesAfter([...visits, ...visits, ...visits]);
    assert.deepEqual(
      lines.map(({ level }) => level),
      ['warn'],
    );
    const said = JSON.stringify(lines);
    assert.ok(said.includes(name.split(/[ ,]/)[0] ?? ''));
    assert.ok(said.includes('`trustedProxies`'));
    assert.ok(said.includes('proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;'));
    assert.ok(!said.includes(visitor), 'addresses stay out of the log');
  });
}

for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '172.18.0.2', 'fd00::2']) {
  test(`the log says so if every page comes from one private address under https: ${address}`, async () => {
    const lines = await linesAfter([{ address }, { address }, { address }]);
    assert.equal(lines.length, 1);
    assert.match(JSON.stringify(lines), /one private address.*`trustedProxies`/);
  });
}

test('the log says so if no address is passed for any page', async () => {
  const lines = await linesAfter([{}, {}, {}]);
  assert.equal(lines.length, 1);
  assert.match(JSON.stringify(lines), /No address is passed.*`address` to `login\.fetch`/);
});

const pages = (...addresses: string[]): Visit[] => addresses.map((address) => ({ address }));
for (const [name, visits, options] of [
  [
    'the header is read',
    [{ address: visitor, headers: { 'x-forwarded-for': `198.51.100.66, ${visitor}` } }],
  ],
  [
    'the header is read, and another names a proxy',
    [{ address: visitor, headers: { ...forwarded, 'x-real-ip': '198.51.100.4' } }],
  ],
  [
    'the address is written in another way',
    [{ address: '::ffff:cb00:7109', headers: { forwarded: `for="${visitor}:4711"` } }],
  ],
  ['a public address', pages(visitor, visitor, visitor)],
  ['several private addresses', pages('10.0.0.1', '10.0.0.2', '10.0.0.2', '10.0.0.2')],
  ['a single visit', pages('10.0.0.1')],
  ['plain http on localhost', pages('::1', '::1', '::1'), { publicUrl: 'http://localhost/login' }],
] as const) {
  test(`the log says nothing about addresses for ${name}`, async () => {
    assert.deepEqual(await linesAfter(visits, options), []);
  });
}

test('all ways to write an address are one group, and other visitors are another', () => {
  for (const [group, ...written] of [
    [
      '203.0.113.9',
      ...['203.0.113.9:4711', '::ffff:203.0.113.9', '::FFFF:cb00:7109'],
      ...['0:0:0:0:0:ffff:203.0.113.9', '0000:0000:0000:0000:0000:ffff:cb00:7109'],
      ...['64:ff9b::203.0.113.9', '0064:ff9b::cb00:7109', '[::ffff:203.0.113.9]:4711'],
    ],
    [
      '2001:db8:1:2',
      ...['2001:db8:1:2::1', '2001:0DB8:0001:0002:0:0:0:9', '[2001:db8:1:2::9]:4711'],
      '2001:db8:1:2:3:4:203.0.113.9',
    ],
    ['2001:db8:0:0', '2001:db8::1', '2001:db8::203.0.113.9'],
    ['fe80:0:0:0', 'fe80::1%eth0'],
  ]) {
    for (const each of written) assert.equal(addressGroup(each), group, each);
  }
  assert.notEqual(addressGroup('64:ff9b::203.0.113.8'), addressGroup('64:ff9b::203.0.113.9'));
  assert.ok(addressGroup('x'.repeat(8000)).length < 100, 'no limit keeps a long header');
  assert.ok(addressGroup(`${'x'.repeat(8000)}:::`).length < 100);
});

test('private addresses are told from public ones', () => {
  const privates = ['10.1.2.3', '172.16.0.1', '172.31.9.9', '192.168.0.1', '100.64.0.1'];
  const others = ['127.0.0.1', '::1', '169.254.1.1', 'fc00::1', 'fdab:1::1', 'fe80::1%eth0'];
  const publics = ['11.1.2.3', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2001:db8::1', 'f::1'];
  for (const each of [...privates, ...others]) assert.equal(isPrivateAddress(each), true, each);
  for (const each of ['', 'unknown', ...publics]) assert.equal(isPrivateAddress(each), false, each);
});
