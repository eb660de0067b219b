/** `dev` as a newcomer uses it: the page shows, the phone scans, somebody is signed in. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { init } from '../../../src/cli/init/index.js';
import type { Language } from '../../../src/cli/language.js';
import { follow, scan } from '../../support/e2e/demo/phone.js';
import { launch, openPage, untilState } from '../../support/e2e/page/browser.js';

const command = resolve('dist/cli/command.js');
const view = { width: 1000, height: 700 };
let browser: Browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

interface Started {
  readonly url: string;
  readonly program: ChildProcess;
}

/** Starts the built command, and reads the address that it prints. */
async function startDev(folder: string, ...more: readonly string[]): Promise<Started> {
  const program = spawn(
    process.execPath,
    [command, 'dev', '--port', '0', '--lang', 'en', ...more],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  for await (const text of program.stdout.setEncoding('utf8')) {
    output += String(text);
    const [url] = /http:\/\/localhost:\d+\S*/.exec(output) ?? [];
    if (url) return { url, program };
  }
  return assert.fail(`dev has ended: ${output}`);
}

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dev-')));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function stop({ program }: Started): Promise<void> {
  const ended = once(program, 'exit');
  program.kill();
  assert.deepEqual(await ended, [0, null]);
}

/** Resident memory in MB, where the system says it. */
function memoryOf({ pid }: ChildProcess): string {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return `${Math.round(Number(kilobytes) / 1024)} MB`;
  } catch {
    return 'unknown';
  }
}

test('in an empty folder: a page with a phone, which signs somebody in', async (context) => {
  await inFolder(async (folder) => {
    const startedAtMs = performance.now();
    const started = await startDev(folder);
    const startMs = Math.round(performance.now() - startedAtMs);
    try {
      const { page, consoleErrors } = await openPage(browser, started.url, view);
      await scan(page);
      await follow(page);
      await page.waitForSelector('form[action="/sign-out"]');
      assert.match(await page.evaluate(() => document.body.innerText), /Signed in as \S/);
      assert.deepEqual(consoleErrors, []);
      context.diagnostic(`dev: ready after ${startMs} ms, ${memoryOf(started.program)}`);
    } finally {
      await stop(started);
    }
  });
});

/** A package that is installed in the project, as the built one. */
async function inProject(
  language: Language,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const answers = { url: 'http://localhost:3000', name: 'Shop', store: 'memory' } as const;
    init(
      folder,
      { framework: 'html', language },
      { ...answers, newAccounts: 'create' },
      () => undefined,
    );
    const modules = join(folder, 'node_modules');
    const own = join(modules, 'wechat-mp-login');
    cpSync('package.json', join(own, 'package.json'));
    symlinkSync(resolve('dist'), join(own, 'dist'), 'junction');
    await use(folder);
  });
}

test('in a project: the phone is on the page that init has written', async () => {
  await inProject('en', async (folder) => {
    const started = await startDev(folder);
    try {
      const { page, consoleErrors } = await openPage(browser, started.url, view);
      await scan(page);
      await follow(page);
      await page.waitForFunction(() => /^Hello \S/m.test(document.body.innerText));
      const cookies = await page.browserContext().cookies();
      assert.ok(cookies.some(({ name }) => name === 'session'));
      assert.deepEqual(consoleErrors, []);
    } finally {
      await stop(started);
    }
  });
});

test('in a Chinese project: page, card and phone are Chinese', async () => {
  await inProject('zh', async (folder) => {
    const started = await startDev(folder, '--lang', 'zh');
    try {
      const { page, consoleErrors } = await openPage(browser, started.url, view);
      assert.equal(await page.title(), '登录');
      await untilState(page, 'ready');
      const languages = await page.evaluate(() =>
        [
          document.querySelector('wechat-mp-login')?.shadowRoot?.querySelector('[part=card]'),
          document.querySelector('wechat-phone'),
        ].map((each) => each?.getAttribute('lang')),
      );
      assert.deepEqual(languages, ['zh-Hans', 'zh-Hans']);
      await scan(page);
      await follow(page);
      await page.waitForFunction(() => /^您好，\S/m.test(document.body.innerText));
      assert.deepEqual(consoleErrors, []);
    } finally {
      await stop(started);
    }
  });
});

const servesItself = `
import { createServer } from 'node:http';
createServer((request, response) => {
  const type = request.url === '/data' ? 'application/json' : 'text/html';
  response.writeHead(200, { 'Content-Type': type });
  response.end(type === 'text/html' ? process.env.WECHAT_APP_ID + process.env.PUBLIC_URL : '{}');
}).listen(process.env.PORT);
`;

test('a program of your own gets keys and a port, and its pages get the phone', async () => {
  await inFolder(async (folder) => {
    const program = ['node', '--input-type=module', '--eval', servesItself];
    const started = await startDev(folder, '--', ...program);
    try {
      const { origin } = new URL(started.url);
      const page = await (await fetch(origin)).text();
      assert.match(page, /^wx[0-9a-f]{16}http:\/\/localhost:\d+\n<script type="module"/);
      assert.ok(page.includes(origin));
      assert.equal(await (await fetch(`${origin}/data`)).text(), '{}');
    } finally {
      await stop(started);
    }
  });
});

test('a program that ends is named, and ends dev', async () => {
  await inFolder(async (folder) => {
    const args = [
      command,
      'dev',
      '--port',
      '0',
      '--lang',
      'en',
      '--',
      'node',
      '--eval',
      'process.exit(3)',
    ];
    const program = spawn(process.execPath, args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let errors = '';
    program.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const [code] = (await once(program, 'close')) as [number | null];
    assert.equal(code, 2);
    assert.match(errors, /node --eval process\.exit\(3\) has ended \(3\)/);
  });
});
