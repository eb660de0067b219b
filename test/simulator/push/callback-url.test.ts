/** Which callback URLs and Tokens the simulator pushes to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimulatorHarness, scanByFollower } from '../../support/simulator/harness.js';

const refused: readonly (readonly [account: object, message: RegExp])[] = [
  [{ callbackUrl: 'http://127.0.0.1/push' }, /the IP address 127\.0\.0\.1; use a domain name/],
  [{ callbackUrl: 'http://2130706433/push' }, /the IP address 127\.0\.0\.1/],
  [{ callbackUrl: 'https://203.0.113.7/push' }, /the IP address/],
  [{ callbackUrl: 'http://[::1]/push' }, /the IP address \[::1\]/],
  [{ callbackUrl: 'http://shop.example:8080/push' }, /the port 8080; use 80 or 443/],
  [{ callbackUrl: 'https://shop.example:8443/push' }, /the port 8443/],
  [{ callbackUrl: 'ftp://shop.example/push' }, /http and https/],
  [{ token: '!' }, /account\.token: WeChat wants 3 to 32 letters and digits/],
  [{ token: 'ab' }, /account\.token/],
  [{ token: 'a'.repeat(33) }, /account\.token/],
  [{ token: 'with-hyphen' }, /account\.token/],
];

const accepted = [
  'http://shop.example/push',
  'https://shop.example/push',
  'http://shop.example:80/push',
  'https://shop.example:80/push',
  'http://shop.example:443/push',
];

test('the strict mode refuses what the settings page of WeChat refuses', async () => {
  for (const [account, message] of refused) {
    const { simulator, received } = createSimulatorHarness({
      account,
      settings: { strictCallback: true },
    });
    const expected = (error: Error): boolean =>
      message.test(error.message) && error.message.includes('settings.strictCallback');
    await assert.rejects(simulator.verifyCallback(), expected);
    await assert.rejects(simulator.phone.send('person-2', 'hello'), expected);
    await simulator.idle();
    assert.equal(received.length, 0);
  }
});

test('the strict mode accepts both ports, with and without TLS', async () => {
  for (const callbackUrl of accepted) {
    const harness = createSimulatorHarness({
      account: { callbackUrl },
      settings: { strictCallback: true },
    });
    await scanByFollower(harness);
    await harness.simulator.idle();
    assert.equal(harness.received.length, 1, callbackUrl);
  }
});

test('without the strict mode, a server on this machine is fine', async () => {
  for (const [account] of refused) {
    const harness = createSimulatorHarness({ account });
    await scanByFollower(harness);
    await harness.simulator.idle();
    assert.equal(harness.received.length, 1);
  }
});

test('a callback URL that is not absolute is refused in every mode', async () => {
  for (const strictCallback of [true, false]) {
    const { simulator } = createSimulatorHarness({
      account: { callbackUrl: '/push' },
      settings: { strictCallback },
    });
    await assert.rejects(simulator.verifyCallback(), /must be an absolute URL; "\/push" is not/);
  }
});
