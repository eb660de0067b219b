/** The command: its arguments, its reports, and its exit code. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { freePort } from '../../src/cli/free-port.js';
import { readArguments, UsageError } from '../../src/conformance/command/arguments.js';
import { check } from '../../src/conformance/command/check.js';
import { help } from '../../src/conformance/command/help.js';
import { NotReady } from '../../src/conformance/discover.js';
import { createFixture, environmentOf } from '../../src/conformance/fixture.js';
import { createFakeMachine, type FakeMachine } from '../support/conformance/machine.js';
import { startReference, type ReferenceOptions } from '../support/conformance/reference.js';
import { readDocument } from '../support/documentation/documents.js';

const url = 'http://localhost:8080/wechat-login';

const mistakes: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [[], /^URL must begin with http:\/\/ or https:\/\/, such as http/],
  [['localhost:8080'], /^URL must begin with http/],
  [[url, url], /more than one URL/],
  [[url, '--levels', 'core'], /option --levels is unknown/],
  [[url, '--level'], /--level needs a value: --level LEVEL/],
  [[url, '--level', 'all'], /--level must be one of core, stream, binding, confirm/],
  [[url, '--confirm=maybe'], /--confirm must be one of auto, tap, digits, none/],
  [[url, '--wechat', '9870'], /--wechat must be HOST:PORT/],
  [[url, '--timeout', '0'], /--timeout must be a number from 1 to 3600/],
  [[url, '--lanes', 'many'], /--lanes must be a number/],
  [[url, '--clock', 'now'], /--clock must begin with http/],
  [[url, '--verbose=yes'], /--verbose takes no value/],
];

test('a wrong argument is named, with the way to write it', () => {
  for (const [args, message] of mistakes) {
    assert.throws(
      () => readArguments(args),
      (error) => {
        assert.ok(error instanceof UsageError, args.join(' '));
        assert.match(error.message, message);
        return true;
      },
    );
  }
});

test('an unknown case is refused before the backend is asked', async () => {
  await assert.rejects(check([url, '--case', 'no-such-case'], createFakeMachine()), (error) => {
    assert.ok(error instanceof UsageError);
    assert.match(error.message, /no case "no-such-case".*--list/);
    return true;
  });
});

test('what follows -- is the command of the backend', () => {
  const args = readArguments([url, '--level=core', '--', 'python3', 'backend.py', '--verbose']);
  assert.deepEqual(args.command, ['python3', 'backend.py', '--verbose']);
  assert.deepEqual([args.levels, args.verbose], [['core'], false]);
});

test('--list and --env print without a backend', async () => {
  const machine = createFakeMachine();
  assert.equal(await check(['--list', '--level', 'stream'], machine), 0);
  assert.match(machine.written(), /^stream {2}stream-first-event {2}An event stream begins/m);
  const shell = createFakeMachine();
  assert.equal(await check([url, '--env', '--confirm', 'tap'], shell), 0);
  assert.match(shell.written(), /^export CHECK_CONFIRM='tap'$/m);
  assert.match(shell.written(), /^export PORT='8080'$/m);
});

/** A reference backend that uses the WeChat of this machine, as one with the fixture would. */
async function withBackend(
  machine: FakeMachine,
  options: ReferenceOptions,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const { rig, close } = await startReference({
    ...options,
    change: (given) => ({
      ...given,
      officialAccounts: given.officialAccounts.map((each) => ({
        ...each,
        wechat: { ...each.wechat, fetch: machine.fetch },
      })),
    }),
  });
  try {
    await use(rig.url);
  } finally {
    await close();
  }
}

const args = ['--confirm', 'none', '--case', 'redeem-again', '--case', 'redeem-late'];
const files = ['--json', 'report.json', '--junit', 'report.xml'];

test('a green run ends with 0, and writes the table and both files', async () => {
  const machine = createFakeMachine();
  await withBackend(machine, {}, async (backendUrl) => {
    assert.equal(await check([backendUrl, ...args, ...files], machine), 0);
  });
  const table = machine.written();
  assert.match(table, /^Level core: 1 pass, 1 not applicable$/m);
  assert.match(table, /^ {2}pass +redeem-again .* \[docs\/protocol\.md#redeem\]$/m);
  assert.match(table, /^ {6}the backend has no hook for its clock$/m);
  assert.match(table, /^Green: 1 pass, 1 not applicable\.$/m);
  assert.ok(!table.includes('\u001b') && !table.includes('\r'), 'no colours, no progress');
  const json = JSON.parse(machine.files.get('report.json') ?? '') as Record<string, unknown>;
  assert.equal(json['green'], true);
  const xml = machine.files.get('report.xml') ?? '';
  assert.match(xml, /<testsuite name="core" tests="2" failures="0" errors="0" skipped="1"/);
});

test('a red run ends with 1, and says what was sent and seen', async () => {
  const machine = createFakeMachine();
  const forgetful: ReferenceOptions = {
    // Each redeem opens a session with another id.
    wrap: (answer) => async (request, caller) => {
      const response = await answer(request, caller);
      if (request.url.endsWith('/redeem')) {
        response.headers.append('set-cookie', `extra=${crypto.randomUUID()}; Path=/`);
      }
      return response;
    },
  };
  await withBackend(machine, forgetful, async (backendUrl) => {
    assert.equal(await check([backendUrl, ...args, ...files], machine), 1);
  });
  assert.match(machine.written(), /^ {2}fail +redeem-again /m);
  assert.match(machine.written(), /^ {6}The second redeem has opened another session\.$/m);
  assert.match(machine.written(), /^ {6}page +POST \/attempts\/\(id\)\/redeem again {2}→ {2}200 /m);
  assert.match(machine.files.get('report.xml') ?? '', /<failure message="The second redeem has/);
});

test('a report has no secrets: no id, cookie, key, token or content of a QR code', async () => {
  const machine = createFakeMachine();
  const secrets: string[] = [];
  const listening: ReferenceOptions = {
    wrap: (answer) => async (request, caller) => {
      const sent = await request.clone().text();
      const response = await answer(request, caller);
      const seen = await response.clone().text();
      const lines = [...request.headers.values(), ...response.headers.getSetCookie(), sent, seen];
      secrets.push(...(lines.join(' ').match(/[\w-]{22,}/g) ?? []));
      return response;
    },
  };
  await withBackend(machine, listening, async (backendUrl) => {
    await check([backendUrl, ...args, ...files], machine);
  });
  assert.ok(secrets.length > 20, 'secrets were sent');
  const printed = [machine.written(), ...machine.files.values()].join('\n');
  const known = /^(application|access-control|wechat-mp-login|urn|text)/;
  assert.deepEqual(
    secrets.filter((text) => !known.test(text) && printed.includes(text)),
    [],
  );
});

test('progress and colours are for a terminal', async () => {
  const machine = createFakeMachine(true);
  await withBackend(machine, {}, async (backendUrl) => {
    await check([backendUrl, ...args], machine);
  });
  assert.match(machine.written(), /\r2 of 2 cases/);
  assert.ok(machine.written().includes('\u001b[32m'));
});

test('a backend without the fixture is named as such', async () => {
  const { rig, close } = await startReference({});
  try {
    const running = check(
      [rig.url, '--confirm', 'none', '--origin', 'https://other.example'],
      createFakeMachine(),
    );
    await assert.rejects(running, (error) => {
      assert.ok(error instanceof NotReady);
      assert.match(
        error.message,
        /403.*Does the backend allow the origin https:\/\/other\.example/,
      );
      return true;
    });
  } finally {
    await close();
  }
});

function run(...given: readonly string[]) {
  const all = ['--import', 'tsx', 'src/cli/command.ts', ...given];
  return spawnSync(process.execPath, all, { encoding: 'utf8', timeout: 120_000 });
}

test('the program starts a backend, checks it, and stops it', async () => {
  const port = await freePort();
  const backend = ['--', process.execPath, '--import', 'tsx', 'examples/tiny-backend.ts'];
  const own = [
    `http://localhost:${port}/wechat-login`,
    '--wechat',
    `127.0.0.1:${await freePort()}`,
  ];
  const { status, stdout, stderr } = run(
    'check',
    ...own,
    '--case',
    'login',
    '--json',
    '-',
    ...backend,
  );
  assert.equal(status, 0, stderr);
  const { green, results } = JSON.parse(stdout) as { green: boolean; results: unknown[] };
  assert.deepEqual([green, results.length], [true, 1]);
});

test('the program ends with 2 if it is used wrongly or finds no backend, and helps', () => {
  const wrong = run('chek', url);
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /"chek" is no command\.\nwechat-mp-login --help shows/);
  const gone = run('check', url, '--wechat', '127.0.0.1:0', '--', process.execPath, '-e', '0');
  assert.equal(gone.status, 2);
  assert.match(gone.stderr, /The command has ended with exit code 0/);
  const helped = run('check', '--help');
  assert.deepEqual([helped.status, helped.stdout], [0, help]);
});

test('the help and docs/conformance.md name every option and every variable', () => {
  const page = readDocument('docs/conformance.md');
  const options = [...help.matchAll(/--[a-z-]+/g)].map(([option]) => option);
  const documented = [...page.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option);
  assert.deepEqual(new Set(documented), new Set(options));
  const fixture = createFixture({ wechatUrl: 'http://127.0.0.1:9870' });
  for (const name of Object.keys(environmentOf(fixture, url))) {
    assert.ok(page.includes(`\`${name}\``), name);
  }
});
