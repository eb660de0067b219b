/** `init`: what it writes for each framework, and a sign-in at what it has written. */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { createSimulator } from 'wechat-mp-login/simulator';
import { freePort } from '../../src/cli/free-port.js';
import { checkAnswers, readArguments, type Answers } from '../../src/cli/init/arguments.js';
import { detectFramework, frameworkNames, type FrameworkName } from '../../src/cli/init/detect.js';
import { init } from '../../src/cli/init/index.js';
import { recipes } from '../../src/cli/init/recipes/index.js';
import { texts } from '../../src/cli/init/texts/index.js';
import { UsageError } from '../../src/conformance/command/arguments.js';
import { signIn } from '../support/frameworks/sign-in.js';
import { listen, stop } from '../support/server/http-server.js';

const usual: Answers = {
  url: 'http://localhost:3000',
  name: "Mei's “Shop”",
  newAccounts: 'create',
  store: 'memory',
};

async function inFolder(use: (folder: string) => Promise<void> | void): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'init-')));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(folder: string, framework?: FrameworkName, answers = usual): string {
  let output = '';
  init(
    folder,
    { ...(framework ? { framework } : {}), language: 'en' },
    answers,
    (text) => (output += text),
  );
  return output;
}

const tsx = pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href;

/** Asks until the program answers, or has ended. */
async function firstPage(url: string, program: ChildProcess): Promise<string> {
  for (;;) {
    try {
      return await (await fetch(url)).text();
    } catch (error) {
      if (program.exitCode !== null) throw error;
      await new Promise((resolveWait) => setTimeout(resolveWait, 20));
    }
  }
}

async function signInAt(folder: string, port: number): Promise<void> {
  const simulator = createSimulator();
  const { account } = simulator;
  const platform = createServer(toNodeListener(simulator));
  const url = `http://localhost:${port}`;
  const program = spawn(process.execPath, ['--import', tsx, 'server.mjs'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: resolve('tsconfig.json'),
      PORT: String(port),
      PUBLIC_URL: url,
      WECHAT_APP_ID: account.appId,
      WECHAT_APP_SECRET: account.appSecret,
      WECHAT_TOKEN: account.token,
      WECHAT_AES_KEY: account.encodingAesKey,
      WECHAT_API_BASE_URL: await listen(platform),
    },
  });
  try {
    account.callbackUrl = `${url}/wechat-login/wechat/default`;
    assert.match(await firstPage(url, program), /<wechat-mp-login backend="\/wechat-login">/);
    await signIn(simulator, `${url}/wechat-login`);
  } finally {
    const ended = once(program, 'exit');
    if (program.exitCode === null && program.kill()) await ended;
    await stop(platform);
  }
}

for (const framework of ['html', 'hono'] as const) {
  test(`somebody signs in at what it writes for ${framework}`, async () => {
    await inFolder(async (folder) => {
      symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
      write(folder, framework);
      await signInAt(folder, await freePort());
    });
  });
}

test('what it writes starts with each policy, as a test account, and with a slash behind PUBLIC_URL', async () => {
  await inFolder((folder) => {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
    const names = ['create', 'ask', 'existing-only'] as const;
    for (const newAccounts of names) {
      write(folder, 'html', { ...usual, newAccounts });
      renameSync(join(folder, 'wechat-login.mjs'), join(folder, `${newAccounts}.mjs`));
    }
    const code = names.map(
      (name) => `console.log((await import('./${name}.mjs')).login.callbackUrl);`,
    );
    writeFileSync(join(folder, 'all.mjs'), code.join('\n'));
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, 'all.mjs'], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        TSX_TSCONFIG_PATH: resolve('tsconfig.json'),
        PUBLIC_URL: 'https://example.com/',
        WECHAT_APP_ID: 'wx0123456789abcdef',
        WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
        WECHAT_TOKEN: 'pK7wZ2vQ9xR4mT6nB3sD5fG8hJ1kL0cV',
        WECHAT_AES_KEY: '',
        WECHAT_MODE: 'plain',
      },
    });
    const callbackUrl = 'https://example.com/wechat-login/wechat/default';
    assert.equal(stdout, `${callbackUrl}\n`.repeat(3), stderr);
  });
});

for (const framework of frameworkNames) {
  test(`what it writes for ${framework} has a mount, the tag and no mistake of syntax`, async () => {
    await inFolder((folder) => {
      for (const store of ['memory', 'redis', 'postgres'] as const) {
        write(folder, framework, { ...usual, store });
        const { status, stderr } = spawnSync(
          process.execPath,
          ['--check', join(folder, 'wechat-login.mjs')],
          { encoding: 'utf8' },
        );
        assert.equal(status, 0, stderr);
        rmSync(join(folder, 'wechat-login.mjs'));
      }
      const { files, add } = recipes[framework]({
        isTyped: false,
        isNew: true,
        sources: '',
        hasLayout: false,
        ...texts.en,
      });
      const paths = Object.keys(files);
      for (const path of paths.filter((each) => each.endsWith('.mjs'))) {
        const { status, stderr } = spawnSync(process.execPath, ['--check', join(folder, path)], {
          encoding: 'utf8',
        });
        assert.equal(status, 0, stderr);
      }
      const all = [...paths.map((path) => readFileSync(join(folder, path), 'utf8')), ...add].join(
        '\n',
      );
      assert.match(all, /wechat-login\.mjs/);
      assert.match(all, /<(wechat-mp-login|WechatMpLogin)\s/);
    });
  });
}

test('the framework is that of package.json', () => {
  const found: readonly (readonly [packages: object, framework: FrameworkName | undefined])[] = [
    [{ lodash: '4' }, undefined],
    [{ next: '16', react: '19' }, 'next'],
    [{ nuxt: '4', vue: '3' }, 'nuxt'],
    [{ '@nestjs/core': '11', express: '5' }, 'nest'],
    [{ express: '5' }, 'express'],
    [{ hono: '4' }, 'hono'],
    [{ react: '19' }, 'react'],
    [{ svelte: '5' }, 'svelte'],
  ];
  for (const [dependencies, framework] of found) {
    assert.equal(detectFramework(new Set(Object.keys(dependencies))), framework);
  }
});

test('a file that exists is left as it is, and its lines are printed', async () => {
  await inFolder((folder) => {
    const file = join(folder, 'server.mjs');
    writeFileSync(file, '// mine');
    const output = write(folder, 'express');
    assert.equal(readFileSync(file, 'utf8'), '// mine');
    assert.match(output, /exists {3}server\.mjs: left as it is\./);
    assert.match(output, /^ {4}app\.use\('\/wechat-login', toNodeListener\(login\)\);$/m);
    assert.match(output, /written {2}wechat-login\.mjs/);
    assert.ok(existsSync(join(folder, '.env.example')));
    assert.doesNotMatch(write(folder, 'express'), /written/);
  });
});

const mistakes: readonly (readonly [change: Partial<Record<keyof Answers, string>>, RegExp])[] = [
  [{ url: 'https://example.com/login' }, /--url must be the origin/],
  [{ newAccounts: 'always' }, /--new-accounts must be one of create, ask, existing-only/],
  [{ store: 'mysql' }, /--store must be one of memory, redis, postgres/],
  [{ name: 'a\nb' }, /--name must be/],
];

test('a wrong answer is named', () => {
  for (const [change, message] of mistakes) {
    assert.throws(() => checkAnswers({ ...usual, ...change }, texts.en), message);
  }
  assert.throws(() => readArguments(['--framework', 'rails'], {}), UsageError);
});

test('without a terminal it names the options that are missing, and --yes is enough', async () => {
  const run = (folder: string, ...args: readonly string[]) =>
    spawnSync(process.execPath, ['--import', tsx, resolve('src/cli/command.ts'), 'init', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    });
  await inFolder((folder) => {
    const missing = run(folder, '--name', 'Shop');
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /Give --url, --new-accounts, --store, or --yes/);
    assert.ok(!existsSync(join(folder, 'wechat-login.mjs')));
    const { status, stdout, stderr } = run(folder, '--yes', '--no-install');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /1\. npm install wechat-mp-login\n/);
    assert.ok(existsSync(join(folder, 'wechat-login.mjs')));
  });
});
