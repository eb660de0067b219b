/** The adapter of docs/backends.md, in front of a backend that only creates and answers polls. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { ownBackend } from '../../examples/own-adapter.js';
import { createAdapterHarness, type AdapterHarness } from '../support/backends/harness.js';
import { listen, stop } from '../support/e2e/site.js';
import { until } from '../support/until.js';

type Status = 'waiting' | 'signed-in' | 'expired' | 'unknown' | 'broken';
let status: Status = 'waiting';
let server: Server;
let base = '';

before(async () => {
  server = createServer((request, response) => {
    const isKnown = request.method === 'POST' || status !== 'unknown';
    response.writeHead(status === 'broken' ? 500 : isKnown ? 200 : 404);
    const account = status === 'signed-in' ? { name: '林溪' } : undefined;
    response.end(
      JSON.stringify({ id: 'a1', url: 'http://weixin.qq.com/q/02own', status, account }),
    );
  });
  base = `http://localhost:${await listen(server)}`;
});

after(() => stop(server));

test('has 30 lines of code at most', () => {
  const lines = readFileSync('examples/own-adapter.ts', 'utf8').split('\n');
  const code = lines.filter((line) => !/^\s*(\/?\*|\/\/|$)/.test(line));
  assert.ok(code.length <= 30, `${code.length} lines`);
});

const start = (): AdapterHarness =>
  createAdapterHarness(
    () => Promise.reject(new Error('unused')),
    () => ownBackend(base, '茶马古道'),
  );

describe('A backend that answers', () => {
  for (const [answer, wanted] of [
    ['signed-in', 'success'],
    // As after an expiry, there is another QR code.
    ['expired', 'loading'],
    ['unknown', 'loading'],
  ] as const) {
    test(`${answer} leads to ${wanted}`, async () => {
      status = 'waiting';
      const { login, states, clock, ready } = start();
      await ready();
      const before = states.length;
      status = answer;
      await clock.advance(2000);
      await until(() => states.slice(before).some(({ type }) => type === wanted), wanted);
      if (login.state.type === 'success') assert.equal(login.state.account.name, '林溪');
      login.dispose();
    });
  }

  test('with an error is asked again, and the page shows that', async () => {
    status = 'waiting';
    const { login, clock, ready } = start();
    await ready();
    status = 'broken';
    const isReconnecting = (): boolean => login.state.type === 'ready' && login.state.reconnecting;
    for (let tries = 0; tries < 50 && !isReconnecting(); tries++) {
      await clock.advance(1000);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.ok(isReconnecting(), login.state.type);
    status = 'signed-in';
    for (let tries = 0; tries < 50 && login.state.type !== 'success'; tries++) {
      await clock.advance(1000);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.equal(login.state.type, 'success');
    login.dispose();
  });
});
