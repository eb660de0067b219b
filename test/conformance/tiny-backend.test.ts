/** The tiny backend of the examples keeps every rule of level core. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { start } from '../../examples/tiny-backend.js';
import { createFixture, environmentOf } from '../../src/conformance/fixture.js';
import { createRig, type Rig } from '../../src/conformance/rig.js';
import { assertGreen, check, named } from '../support/conformance/verdicts.js';

test('the tiny backend keeps every rule of level core', async () => {
  const wechatUrl = 'http://checker.example';
  const fixture = createFixture({ wechatUrl, confirm: 'none', openPlatform: false });
  // Its origin does not name the port, which is not known before it listens.
  const publicUrl = 'http://localhost/wechat-login';
  const env = environmentOf(fixture, publicUrl);
  const server = await start({ port: 0, env, fetch: (input, init) => rig.fetch(input, init) });
  if (!server.listening) await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/wechat-login`;
  const rig: Rig = createRig({
    url,
    fixture,
    timeoutMs: 60_000,
    origin: new URL(publicUrl).origin,
  });
  try {
    const results = await check(rig, ({ slow }) => slow !== true);
    assertGreen(results);
    assert.ok(named(results, 'pass').length >= 60, 'most cases of level core apply');
  } finally {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  }
});
