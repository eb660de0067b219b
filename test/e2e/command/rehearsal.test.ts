/** The rehearsal of docs/real-account.md, as it is pasted: somebody signs in, and `doctor` finds each planted fault. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { checkNames, type CheckName } from '../../../src/cli/doctor/texts/names.js';
import { en } from '../../../src/cli/doctor/texts/en.js';
import { zh } from '../../../src/cli/doctor/texts/zh.js';
import { freePort } from '../../../src/cli/free-port.js';
import { blocksOf, readDocument } from '../../support/documentation/documents.js';
import { follow, scan } from '../../support/e2e/demo/phone.js';
import { launch, openPage } from '../../support/e2e/page/browser.js';

const documents = ['docs/real-account.md', 'docs/real-account.zh-CN.md'] as const;
const texts = { 'docs/real-account.md': en, 'docs/real-account.zh-CN.md': zh };
const blocks = blocksOf(documents[0], readDocument(documents[0]));
const sample = blocks.find(({ runBy }) => runBy?.endsWith('rehearsal.test.ts'))?.code ?? '';
const exports = blocks.find(({ code }) => code.includes('export WECHAT_API_BASE_URL='))?.code ?? '';
let folder = '';
let ports: readonly [number, number] = [0, 0];

before(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'rehearsal-')));
  const own = join(folder, 'node_modules/wechat-mp-login');
  cpSync('package.json', join(own, 'package.json'));
  symlinkSync(resolve('dist'), join(own, 'dist'), 'junction');
  ports = [await freePort(), await freePort()];
});
after(() => rmSync(folder, { recursive: true }));

/** The ports of the sample may be in use. */
const moved = (text: string): string =>
  text.replaceAll('3000', String(ports[0])).replaceAll('4000', String(ports[1]));

/** What the page tells to change, and the check that it makes red. */
function changes(document: (typeof documents)[number]): [string, CheckName][] {
  const { titles } = texts[document];
  const rows = readDocument(document).matchAll(
    /^\| \[\d\]\(\S+\)[^|]+\| `((?:platform|--url|export) ?[^`]+)` +\| ([^|]+?) +\|$/gm,
  );
  return [...rows].map(([, change = '', title = '']) => {
    const red = checkNames.find((name) => titles[name] === title);
    return [change, red ?? assert.fail(`no check is called ${title}`)];
  });
}

async function withRehearsal(line: string, use: () => Promise<void>): Promise<void> {
  writeFileSync(join(folder, 'rehearsal.mjs'), `${moved(sample)}\n${line}\n`);
  const program = spawn(process.execPath, ['rehearsal.mjs'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  program.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const answers = (): Promise<unknown> => fetch(`http://localhost:${ports[0]}/`);
  try {
    while (!(await answers().catch(() => undefined))) {
      assert.equal(program.exitCode, null, errors);
    }
    await use();
  } finally {
    const ended = once(program, 'exit');
    program.kill();
    await ended;
  }
}

/** The checks that `doctor` finds wrong, called as the page says. */
async function redChecks(change = ''): Promise<string[]> {
  const lines = [exports, change.startsWith('export ') ? change : ''].join('\n');
  const variables = [...lines.matchAll(/(WECHAT_\w+)=(\S+)/g)];
  const [, usual = ''] = /--url (\S+)/.exec(exports) ?? [];
  const [, url = usual] = /--url (\S+)/.exec(change) ?? [];
  const args = ['doctor', '--json', '--wait', '1', '--url', moved(url)];
  const environment = variables.map(([, name = '', value = '']) => [name, moved(value)] as const);
  const report = await new Promise<string>((done) => {
    const env = { ...process.env, ...Object.fromEntries(environment) };
    execFile(process.execPath, [resolve('dist/cli/command.js'), ...args], { env }, (_, stdout) =>
      done(stdout),
    );
  });
  const { checks } = JSON.parse(report) as { checks: { name: string; status: string }[] };
  assert.equal(checks.length, checkNames.length);
  return checks.filter(({ status }) => status === 'wrong').map(({ name }) => name);
}

test('somebody signs in, and nothing is wrong', async () => {
  await withRehearsal('', async () => {
    const browser = await launch();
    try {
      const view = { width: 1000, height: 1400 };
      const { page } = await openPage(browser, `http://localhost:${ports[0]}/`, view);
      await scan(page);
      await follow(page);
      await page.waitForFunction(
        () => document.querySelector('wechat-mp-login')?.state.type === 'success',
      );
    } finally {
      await browser.close();
    }
    assert.deepEqual(await redChecks(), []);
  });
});

for (const [change, red] of changes(documents[0])) {
  test(`"${change}" turns ${red} red, and nothing else`, async () => {
    const line = change.startsWith('platform.') ? change : '';
    await withRehearsal(line, async () => assert.deepEqual(await redChecks(change), [red]));
  });
}

test('both languages name the same changes and checks', () => {
  const [english, chinese] = documents.map(changes);
  assert.ok(english && english.length > 6);
  assert.deepEqual(chinese, english);
});
