/** What the question says about the browser that shows the QR code. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigurationError } from '../../../../../src/server/index.js';
import { createHarness, type HarnessOptions } from '../../../../support/server/harness.js';
import { lin, mei } from '../../../../support/accounts/sessions-contract.js';

const accounts = { find: () => Promise.resolve(lin), create: () => Promise.resolve(mei) };
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

/** The second line of the question for this browser. */
async function details(options: HarnessOptions, userAgent = chrome, address = '203.0.113.7') {
  const { open, scan } = createHarness({ confirm: 'tap', accounts, ...options });
  const { scene } = await open({ lang: 'en' }, { userAgent, address });
  return (await scan(scene)).split('\n')[1];
}

const browsers: readonly [userAgent: string, name: string][] = [
  [chrome, 'Chrome · Windows'],
  [`${chrome} Edg/130.0.0.0`, 'Edge · Windows'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    'Safari · macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1',
    'Chrome · iPhone',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox · Linux'],
  [
    'Mozilla/5.0 (Linux; U; Android 14; zh-cn) AppleWebKit/537.36 Version/4.0 Chrome/109.0 MQQBrowser/15.0 Mobile Safari/537.36',
    'QQ Browser · Android',
  ],
  ['', 'unknown browser'],
  ['<a href="http://evil.example">Chrome</a>', 'unknown browser'],
  [`Chrome/${'x'.repeat(2000)}`, 'unknown browser'],
];

test('the browser and its system are named by words of a list, whatever the visitor sends', async () => {
  for (const [userAgent, name] of browsers) {
    assert.equal(await details({}, userAgent), `${name} · 16:00`, userAgent.slice(0, 100));
  }
});

test('the time is that of the QR code, in the time zone of the options', async () => {
  assert.match((await details({ timeZone: 'Europe/Berlin' })) ?? '', / · 09:00$/);
  assert.throws(() => createHarness({ timeZone: 'Berlin' }), {
    name: ConfigurationError.name,
    message: /^`timeZone` must be the name of a time zone, such as "Asia\/Shanghai"/,
  });
});

/** What an application's `cityOf` returns, and what the question shows of it. */
const cities: readonly [given: unknown, shown: string][] = [
  ['上海', ' · 上海'],
  ['St. John’s (NL)', ' · St. John’s (NL)'],
  ['<a href="http://evil.example">x</a>', ' · a href http evil example x a'],
  ['evil.example', ' · evil example'],
  ['A\u202eB\nC\u0000{digits}', ' · A B C digits'],
  ['京'.repeat(200), ` · ${'京'.repeat(40)}`],
  [`e${'\u0301'.repeat(500)}`, ''],
  ['  ', ''],
  [undefined, ''],
  [null, ''],
  [42, ''],
];

test('the city of the application is shown without anything that the chat could take for a link', async () => {
  for (const [given, shown] of cities) {
    // JavaScript may return anything.
    const cityOf = () => given as string;
    assert.equal(await details({ cityOf }), `Chrome · Windows${shown} · 16:00`);
  }
});

test('a city that fails or is late is left out, and the QR code does not wait for it', async () => {
  const asked: string[] = [];
  const fail = (address: string): never => {
    asked.push(address);
    throw new Error('no city of 203.0.113.7');
  };
  assert.equal(await details({ cityOf: fail }), 'Chrome · Windows · 16:00');
  assert.equal(await details({ cityOf: fail }, chrome, ''), 'Chrome · Windows · 16:00');
  assert.deepEqual(asked, ['203.0.113.7']);
  const never = () => new Promise<undefined>(() => undefined);
  assert.equal(await details({ cityOf: never }), 'Chrome · Windows · 16:00');
});
