/** `init` on a terminal: its questions, Ctrl-C, and what it does in projects of other kinds. */
import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { readArguments, type Answers } from '../../src/cli/init/arguments.js';
import { Cancelled, createDialogue, type Ask } from '../../src/cli/init/ask.js';
import { init, setUp } from '../../src/cli/init/index.js';
import { installCommand } from '../../src/cli/init/install.js';
import { texts } from '../../src/cli/init/texts/index.js';
import type { Language } from '../../src/cli/language.js';
import { NotReady } from '../../src/conformance/discover.js';
import { until } from '../support/until.js';

const usual: Answers = {
  url: 'http://localhost:3000',
  name: 'Shop',
  newAccounts: 'create',
  store: 'memory',
};

/** @param files by path, as they are before */
async function inProject(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<void> | void,
): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dialogue-')));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const manifest = (dependencies: object): Readonly<Record<string, string>> => ({
  'package.json': JSON.stringify({ dependencies }),
});

function dialogue(language: Language = 'en') {
  let shown = '';
  const [input, output] = [new PassThrough(), new PassThrough()];
  const write = (text: string): void => void (shown += text);
  const { ask, close } = createDialogue(
    { isTerminal: true, colours: false, write },
    texts[language],
    input,
    output,
  );
  return { ask, close, input, output, shown: () => shown };
}

const isShort = (answer: string): string | undefined =>
  answer.length < 5 ? undefined : 'must be short';

test('an answer that is none is asked for again, and an empty one is the usual one', async () => {
  const { ask, close, input, shown } = dialogue();
  const asked = ask('Name', 'shop', isShort);
  input.write('too long\r');
  await until(() => shown().includes('It must be short.'));
  input.write('cafe\r');
  assert.equal(await asked, 'cafe');
  const again = ask('Name', 'shop', isShort);
  input.write('\r');
  assert.equal(await again, 'shop');
  close();
});

for (const [name, key] of [
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
] as const) {
  test(`${name} at a question is no answer`, async () => {
    const { ask, close, input } = dialogue();
    const asked = ask('Name', 'shop', isShort);
    input.write(key);
    await assert.rejects(asked, Cancelled);
    close();
  });
}

test('a terminal that goes away is no answer', async () => {
  const { ask, close, input } = dialogue();
  const asked = ask('Name', 'shop', isShort);
  input.end();
  await assert.rejects(asked, Cancelled);
  close();
});

/** Answers with the usual, until a question that it leaves. */
const leavingAt =
  (end: RegExp): Ask =>
  (question, answer) =>
    end.test(question) ? Promise.reject(new Cancelled()) : Promise.resolve(answer);

async function set(folder: string, ask: Ask | undefined, ...args: readonly string[]) {
  let output = '';
  const write = (text: string): void => void (output += text);
  const terminal = { isTerminal: true, colours: false, write };
  return { exitCode: await setUp(folder, readArguments(args, {}), ask, terminal), output };
}

test('who leaves before the last question finds nothing written', async () => {
  for (const question of [/framework/, /URL/, /Where logins/]) {
    await inProject({}, async (folder) => {
      await assert.rejects(set(folder, leavingAt(question)), Cancelled);
      assert.deepEqual(readdirSync(folder), []);
    });
  }
});

test('who leaves at the packages finds all files, and the command for the packages', async () => {
  await inProject({}, async (folder) => {
    const { exitCode, output } = await set(folder, leavingAt(/^Run/));
    assert.equal(exitCode, 130);
    assert.match(output, /1\. npm install wechat-mp-login\n/);
    assert.ok(readdirSync(folder).includes('server.mjs'));
  });
});

test('packages that cannot be installed are the first of the next steps', async () => {
  await inProject({ 'package.json': '{"packageManager":"bun@0.0.0"}' }, async (folder) => {
    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      const { exitCode, output } = await set(folder, undefined, '--yes');
      assert.equal(exitCode, 1);
      assert.match(output, /bun add wechat-mp-login has failed\. .*\n\nNext:\n {2}1\. bun add/s);
    } finally {
      process.env['PATH'] = path;
    }
  });
});

test('the package manager is that of the workspace', async () => {
  const workspace = { '.git/HEAD': '', 'apps/web/package.json': '{}' };
  const cases: readonly (readonly [Record<string, string>, string])[] = [
    [{ ...workspace, 'pnpm-lock.yaml': '' }, 'pnpm add x'],
    [{ ...workspace, 'yarn.lock': '' }, 'yarn add x'],
    [{ ...workspace, 'yarn.lock': '', 'apps/web/package-lock.json': '' }, 'npm install x'],
    [{ ...workspace, 'package.json': '{"packageManager":"pnpm@10.2.0"}' }, 'pnpm add x'],
    [{ ...workspace, 'package.json': '{', 'bun.lock': '' }, 'bun add x'],
    [{ 'apps/web/package.json': '{}', 'yarn.lock': '' }, 'npm install x'],
    [
      { 'apps/web/pnpm-workspace.yaml': '', 'apps/web/pnpm-lock.yaml': '' },
      'pnpm add --workspace-root x',
    ],
  ];
  for (const [files, command] of cases) {
    await inProject(files, (folder) => {
      assert.equal(installCommand(join(folder, 'apps/web'), ['x']).join(' '), command);
    });
  }
});

function write(folder: string): { readonly output: string; readonly add: readonly string[] } {
  let output = '';
  const { add } = init(folder, { language: 'en' }, usual, (text) => (output += text));
  return { output, add };
}

test('the environment file is ignored by git, or the steps say so', async () => {
  await inProject({}, (folder) => {
    assert.deepEqual(write(folder).add, []);
    assert.equal(readFileSync(join(folder, '.gitignore'), 'utf8'), 'node_modules\n.env\n');
  });
  await inProject({ '.gitignore': 'dist\n.env.local\n' }, (folder) => {
    assert.match(write(folder).add.join('\n'), /Add a line \.env to \.gitignore/);
    assert.equal(readFileSync(join(folder, '.gitignore'), 'utf8'), 'dist\n.env.local\n');
  });
  for (const line of ['.env', '/.env', '.env*', '*.env']) {
    await inProject({ '.gitignore': `dist\r\n${line}\r\n` }, (folder) => {
      assert.deepEqual(write(folder).add, [], line);
    });
  }
  await inProject(
    { '.git/HEAD': '', '.gitignore': '.env\n', 'apps/web/package.json': '{}' },
    (folder) => {
      const web = join(folder, 'apps/web');
      assert.deepEqual(write(web).add, []);
      assert.ok(!readdirSync(web).includes('.gitignore'));
    },
  );
});

test('a second run says that everything is as it should be, and prints no file again', async () => {
  await inProject({}, (folder) => {
    write(folder);
    const { output } = write(folder);
    assert.match(output, /exists {3}server\.mjs: as it should be\n/);
    assert.doesNotMatch(output, /written|left as it is|import /);
  });
});

test('a framework without a recipe is named, although it contains one that has a recipe', async () => {
  const cases = {
    SvelteKit: { '@sveltejs/kit': '2', svelte: '5', vite: '8' },
    Angular: { '@angular/core': '21', express: '5' },
    Astro: { astro: '5', react: '19' },
  };
  for (const [name, dependencies] of Object.entries(cases)) {
    await inProject(manifest(dependencies), async (folder) => {
      await assert.rejects(
        set(folder, undefined, '--yes', '--no-install'),
        (error) => error instanceof NotReady && error.message.includes(`This project uses ${name}`),
      );
      assert.deepEqual(readdirSync(folder), ['package.json']);
      const forced = await set(folder, undefined, '--yes', '--no-install', '--framework', 'html');
      assert.equal(forced.exitCode, 0);
    });
  }
});

test('in a Next.js project with the pages router, app stands beside pages and has a layout', async () => {
  const next = manifest({ next: '16' });
  await inProject({ ...next, 'src/pages/index.jsx': '' }, (folder) => {
    write(folder);
    assert.deepEqual(readdirSync(join(folder, 'src/app')).sort(), [
      'layout.jsx',
      'sign-in',
      'wechat-login',
    ]);
    assert.ok(!readdirSync(folder).includes('app'));
  });
  await inProject({ ...next, 'pages/index.jsx': '', 'src/lib/a.js': '' }, (folder) => {
    write(folder);
    assert.ok(readdirSync(join(folder, 'app')).includes('layout.jsx'));
  });
  await inProject({ ...next, 'app/layout.tsx': 'mine' }, (folder) => {
    write(folder);
    assert.deepEqual(readdirSync(join(folder, 'app')).sort(), [
      'layout.tsx',
      'sign-in',
      'wechat-login',
    ]);
  });
});

test('a project that has a server learns how to mount the login in that one', async () => {
  await inProject(manifest({ express: '5' }), (folder) => {
    assert.match(write(folder).add.join('\n'), /In your own server.*app\.use\('\/wechat-login'/);
  });
});

test('in Chinese, it asks, says what is wrong, and lists the steps in Chinese', async () => {
  await inProject({}, async (folder) => {
    const { ask, close, input, output: screen, shown } = dialogue('zh');
    let asked = '';
    screen.setEncoding('utf8').on('data', (text: string) => (asked += text));
    const setting = set(folder, ask, '--lang', 'zh', '--no-install', '--name', '山间小店');
    await until(() => asked.includes('用哪个框架'));
    input.write('rails\r');
    await until(() => shown().includes('  只能是 next、'));
    // The framework again, and the three questions that no option answers.
    const again = /用哪个框架[^]*用哪个框架/;
    for (const question of [again, /网站的公网地址/, /没有账号的微信用户/, /进行中的登录/]) {
      await until(() => question.test(asked));
      input.write('\r');
    }
    const { exitCode, output } = await setting;
    close();
    assert.equal(exitCode, 0);
    assert.match(output, /^框架：html\n/);
    assert.match(output, /写入 {2}wechat-login\.mjs/);
    assert.match(output, /接下来：\n {2}1\. npm install wechat-mp-login\n/);
    assert.match(output, /docs\/real-account\.zh-CN\.md/);
    assert.match(readFileSync(join(folder, 'index.html'), 'utf8'), /<html lang="zh-Hans">/);
    assert.match(readFileSync(join(folder, 'wechat-login.mjs'), 'utf8'), /"山间小店"/);
  });
});

test('yes and no may be Chinese words', async () => {
  for (const [word, wants] of [
    ['是', true],
    ['否', false],
  ] as const) {
    await inProject({ 'package.json': '{"packageManager":"bun@0.0.0"}' }, async (folder) => {
      const path = process.env['PATH'];
      process.env['PATH'] = folder;
      const ask: Ask = (question, answer) =>
        Promise.resolve(question.startsWith('是否') ? word : answer);
      try {
        const { output } = await set(folder, ask, '--lang', 'zh');
        assert.equal(output.includes('bun add wechat-mp-login 没有成功'), wants);
      } finally {
        process.env['PATH'] = path;
      }
    });
  }
});

test('in Chinese, the usual name of the account is Chinese', async () => {
  await inProject({}, async (folder) => {
    await set(folder, undefined, '--lang', 'zh', '--yes', '--no-install');
    assert.match(readFileSync(join(folder, 'wechat-login.mjs'), 'utf8'), /name: "我的公众号"/);
  });
});

test('in a project with a layout of its own, the Chinese steps say where its language stands', async () => {
  await inProject({ ...manifest({ next: '16' }), 'app/layout.tsx': 'mine' }, async (folder) => {
    const { output } = await set(folder, undefined, '--lang', 'zh', '--yes', '--no-install');
    assert.match(output, /lang="zh-Hans"/);
    const english = await set(folder, undefined, '--lang', 'en', '--yes', '--no-install');
    assert.doesNotMatch(english.output, /zh-Hans/);
  });
});
