/** `init`, `dev` and `doctor` in folders and environments that are not as they should be. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { init } from '../../src/cli/init/index.js';
import { NotReady } from '../../src/conformance/discover.js';
import { keys } from '../support/cli/keys.js';

const tsx = pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href;

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function command(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Ran {
  return spawnSync(process.execPath, ['--import', tsx, resolve('src/cli/command.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, TSX_TSCONFIG_PATH: resolve('tsconfig.json'), LC_ALL: 'C', ...env },
  });
}

function inFolder(use: (folder: string) => void): void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'input-')));
  try {
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A message for a person: no stack, and exit code 2. */
function assertSaid({ status, stderr }: Ran, message: RegExp): void {
  assert.match(stderr, message);
  assert.doesNotMatch(stderr, /^\s+at /m);
  assert.equal(status, 2);
}

const usual = ['init', '--yes', '--no-install'] as const;

const brokenManifests: Readonly<Record<string, string>> = {
  'not JSON': '{ "name": "shop", }',
  'an array': '[]',
  'scripts that are a text': '{ "scripts": "dev" }',
  'packages that are an array': '{ "dependencies": ["express"] }',
};

for (const [name, text] of Object.entries(brokenManifests)) {
  test(`init leaves a package.json that is ${name}, and writes nothing`, () => {
    inFolder((folder) => {
      writeFileSync(join(folder, 'package.json'), text);
      assertSaid(
        command(folder, [...usual, '--framework', 'html']),
        /package\.json is (not JSON|no JSON object).*Nothing was written/,
      );
      assert.deepEqual(readdirSync(folder), ['package.json']);
      assert.equal(readFileSync(join(folder, 'package.json'), 'utf8'), text);
    });
  });
}

test('init keeps what is in package.json, its own scripts and its indentation', () => {
  inFolder((folder) => {
    const file = join(folder, 'package.json');
    writeFileSync(file, '\uFEFF{\n\t"name": "shop",\n\t"scripts": { "start": "mine" }\n}\n');
    assert.equal(command(folder, usual).status, 0);
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    assert.deepEqual(JSON.parse(text), { name: 'shop', scripts: { start: 'mine' } });
    assert.equal(command(folder, [...usual, '--framework', 'vue']).status, 0);
    const after = readFileSync(file, 'utf8');
    assert.match(
      after,
      /^\{\n\t"name": "shop",\n\t"scripts": \{\n\t\t"start": "mine",\n\t\t"dev": "vite"/,
    );
  });
});

test('init never writes outside of the folder', () => {
  inFolder((folder) => {
    const [project, outside] = [join(folder, 'project'), join(folder, 'outside')];
    for (const each of [project, outside]) mkdirSync(each);
    symlinkSync(outside, join(project, 'public'), 'junction');
    assertSaid(
      command(project, [...usual, '--framework', 'express']),
      /public\/index\.html would be outside of this folder/,
    );
    assert.deepEqual(readdirSync(outside), []);
    assert.deepEqual(readdirSync(project), ['public']);
  });
});

test(
  'a link that leads nowhere counts as a file that exists',
  { skip: process.platform === 'win32' && 'links to files need rights there' },
  () => {
    inFolder((folder) => {
      const target = join(folder, 'elsewhere');
      symlinkSync(target, join(folder, 'server.mjs'));
      const { status, stdout } = command(folder, usual);
      assert.equal(status, 0);
      assert.match(stdout, /exists {3}server\.mjs/);
      assert.ok(!readdirSync(folder).includes('elsewhere'));
    });
  },
);

test('a folder on the way that is a file is named before anything is written', () => {
  inFolder((folder) => {
    writeFileSync(join(folder, 'public'), 'mine');
    assertSaid(
      command(folder, [...usual, '--framework', 'express']),
      /public\/index\.html cannot be written/,
    );
    assert.deepEqual(readdirSync(folder), ['public']);
    assert.equal(readFileSync(join(folder, 'public'), 'utf8'), 'mine');
  });
});

test(
  'a folder that this user may not write to is named',
  { skip: process.platform === 'win32' && 'permissions differ there' },
  () => {
    inFolder((folder) => {
      const answers = { url: 'http://localhost:3000', name: 'Shop', store: 'memory' } as const;
      chmodSync(folder, 0o555);
      // Nothing is forbidden to root.
      const isRoot = process.geteuid?.() === 0;
      if (isRoot) process.seteuid?.('nobody');
      try {
        assert.throws(
          () =>
            init(
              folder,
              { language: 'en' },
              { ...answers, newAccounts: 'create' },
              () => undefined,
            ),
          (error) => error instanceof NotReady && /cannot be written/.test(error.message),
        );
        assert.deepEqual(readdirSync(folder), []);
      } finally {
        if (isRoot) process.seteuid?.(0);
        chmodSync(folder, 0o700);
      }
    });
  },
);

const wrongOptions: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  ...['-1', '65536', '3e3', '0x50', '', ' 80', '99999999999'].map(
    (port) => [['dev', `--port=${port}`], /--port must be a number from 0/] as const,
  ),
  [['dev', '--prot', '1'], /The option --prot is unknown/],
  [['dev', 'extra'], /"extra" is no option/],
  [['init', '--url'], /--url needs a value/],
  [['init', '--yes=no'], /--yes takes no value/],
  [['init', '--lang', 'fr'], /--lang must be zh or en/],
  [['init', '--frame', 'vue'], /The option --frame is unknown/],
  [['init', '--framework', '../vue'], /--framework must be one of/],
  [['init', '--framework', '__proto__'], /--framework must be one of/],
  [[...usual, '--url', 'file:///etc/passwd'], /--url must be the origin/],
  [[...usual, '--url', 'https://a.example/\nX=1'], /--url must be the origin/],
  [[...usual, '--name', 'Shop\nX=1'], /--name must be/],
  [[...usual, '--store', 'constructor'], /--store must be one of/],
  [['doctor', '--prot'], /The option --prot is unknown/],
  [['doctor', '--wait', '-1'], /--wait/],
  [['doctor', '--url', 'javascript:alert(1)'], /--url/],
  [['dev', '--', 'no-such-program-here'], /no-such-program-here cannot be started/],
  [['__proto__'], /"__proto__" is no command/],
];

for (const [args, message] of wrongOptions) {
  test(`a wrong option is named, and nothing is written: ${JSON.stringify(args)}`, () => {
    inFolder((folder) => {
      assertSaid(command(folder, args), message);
      assert.deepEqual(readdirSync(folder), []);
    });
  });
}

for (const name of [
  'WECHAT_APP_ID',
  'WECHAT_APP_SECRET',
  'WECHAT_TOKEN',
  'WECHAT_AES_KEY',
] as const) {
  test(`a line break inside ${name} is refused by dev and doctor, and no key is printed`, () => {
    inFolder((folder) => {
      const value = `${keys[name].slice(0, 8)}\r\nHost: evil.example`;
      const environment = { ...keys, [name]: value };
      const dev = command(folder, ['dev', '--port', '0'], environment);
      assertSaid(dev, /wechat\./);
      const offline = { ...environment, WECHAT_API_BASE_URL: 'http://127.0.0.1:9' };
      const doctor = command(folder, ['doctor', '--wait', '0'], offline);
      assert.equal(doctor.status, 1);
      assert.match(doctor.stdout, new RegExp(name));
      const shown = `${dev.stdout}${dev.stderr}${doctor.stdout}${doctor.stderr}`;
      assert.ok(!shown.includes(keys.WECHAT_APP_SECRET));
    });
  });
}
