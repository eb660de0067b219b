/** The command in Chinese and in English: helps, mistakes, and the pages that `init` writes. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { frameworkNames } from '../../src/cli/init/detect.js';
import { recipes } from '../../src/cli/init/recipes/index.js';
import { texts } from '../../src/cli/init/texts/index.js';
import { languageOf, readLanguage } from '../../src/cli/language.js';

const tsx = pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href;
/** Variables of another machine, which would decide. */
const unset = { LC_ALL: '', LC_MESSAGES: '', LANG: '' };

function command(args: readonly string[], env: NodeJS.ProcessEnv) {
  const folder = mkdtempSync(join(tmpdir(), 'language-'));
  try {
    const words = ['--import', tsx, resolve('src/cli/command.ts'), ...args];
    const ran = spawnSync(process.execPath, words, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, TSX_TSCONFIG_PATH: resolve('tsconfig.json'), ...unset, ...env },
    });
    assert.deepEqual(readdirSync(folder), []);
    return ran;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const chinese = { LANG: 'zh_CN.UTF-8' };
const isChinese = /\p{Script=Han}{2}/u;
/** Options, commands, variables and values, which are the same in every language. */
const names = (help: string): readonly string[] =>
  [...new Set(help.match(/--[a-z-]+|\b[A-Z]+(_[A-Z]+)+\b|https?:[\w/.-]+/g))].sort();

for (const name of ['', 'init', 'dev', 'doctor']) {
  test(`wechat-mp-login ${name} --help is Chinese and English, and describes the same`, () => {
    const zh = command([name, '--help'].filter(Boolean), chinese);
    const en = command([name, '--help', '--lang', 'en'].filter(Boolean), chinese);
    assert.deepEqual([zh.status, en.status], [0, 0]);
    assert.match(zh.stdout, isChinese);
    assert.doesNotMatch(en.stdout, isChinese);
    assert.deepEqual(names(zh.stdout), names(en.stdout));
  });
}

const mistakes: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [['inti'], /^没有“inti”这个命令。\n用法见/],
  [[], /^请写上要运行的命令。/],
  [['init', '--prot', '1'], /^没有 --prot 这个选项。/],
  [['init', 'extra'], /^“extra”不是选项。/],
  [['init', '--url'], /^--url 后面要写上值。/],
  [['init', '--yes=no'], /^--yes 后面不能写值。/],
  [['init', '--lang', 'fr'], /^--lang 只能是 zh 或 en。/],
  [['init', '--framework', 'rails'], /^--framework 只能是 next、.* 之一。/],
  [['init', '--yes', '--url', 'example.com'], /^--url 必须是网站的源/],
  [['init', '--name', '小店'], /无法提问。请加上 --url、--new-accounts、--store，或者用 --yes/],
  [['dev', '--port', '-1'], /^--port 后面要写上值。/],
  [['dev', '--port=65536'], /^--port 必须是 0/],
  [['dev', '--confirm', 'ask'], /^--confirm 只能是 auto、tap、digits、none 之一。/],
  [['dev', '--', 'no-such-program-here'], /^无法启动 no-such-program-here：/],
  [['doctor', '--wait', '300'], /^--wait 必须是 0 到 290 之间的秒数。/],
  [['doctor', '--url', 'example.com'], /^--url 必须是后端的地址/],
  [['doctor', '--openid', 'o o'], /^--openid 必须是/],
  [['doctor', '--env', 'none'], /^--env：无法读取 none。/],
];

for (const [args, message] of mistakes) {
  test(`a mistake is named in Chinese: ${JSON.stringify(args)}`, () => {
    const { status, stderr } = command(args, chinese);
    assert.match(stderr, message);
    assert.equal(status, 2);
  });
}

test('the language is that of the option, or that of the environment', () => {
  assert.equal(readLanguage(undefined, {}), 'en');
  assert.equal(readLanguage(undefined, { LANG: 'zh_TW.UTF-8' }), 'zh');
  assert.equal(readLanguage(undefined, { LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }), 'en');
  assert.equal(readLanguage('zh', { LANG: 'en_US.UTF-8' }), 'zh');
  assert.equal(languageOf(['init', '--lang', 'zh'], {}), 'zh');
  assert.equal(languageOf(['init', '--lang=zh', '--lang=en'], chinese), 'en');
  assert.equal(languageOf(['dev', '--', 'program', '--lang', 'zh'], {}), 'en');
  assert.equal(languageOf(['init', '--lang'], chinese), 'zh');
});

test('on Windows, which sets no variable, the language is that of the system', () => {
  const code = `
    import { readLanguage } from ${JSON.stringify(pathToFileURL(resolve('src/cli/language.ts')))};
    console.log(readLanguage(undefined, { OS: 'Windows_NT' }));`;
  for (const [system, language] of [
    ['zh_CN.UTF-8', 'zh'],
    ['de_DE.UTF-8', 'en'],
  ] as const) {
    const { stdout } = spawnSync(
      process.execPath,
      ['--import', tsx, '--input-type=module', '--eval', code],
      { encoding: 'utf8', env: { ...process.env, LC_ALL: system } },
    );
    assert.equal(stdout, `${language}\n`);
  }
});

for (const framework of frameworkNames) {
  test(`the page for ${framework} is in the language of init`, () => {
    const place = { isTyped: true, isNew: true, sources: '', hasLayout: false } as const;
    const [zh, en] = (['zh', 'en'] as const).map((language) => {
      const { files } = recipes[framework]({ ...place, ...texts[language] });
      return Object.values(files).join('\n');
    });
    assert.match(zh ?? '', /lang(=|: )["']zh-Hans["']/);
    assert.match(zh ?? '', /您好，/);
    assert.doesNotMatch(zh ?? '', /Sign in|Hello/);
    assert.match(en ?? '', /lang(=|: )["']en["']/);
    assert.match(en ?? '', /Hello /);
    assert.doesNotMatch(en ?? '', isChinese);
  });
}

/** Starts `dev`, and gives what it prints and the page that it then serves. */
async function dev(args: readonly string[], env: NodeJS.ProcessEnv) {
  const folder = mkdtempSync(join(tmpdir(), 'dev-'));
  const words = ['--import', tsx, resolve('src/cli/command.ts'), 'dev', ...args];
  const program = spawn(process.execPath, words, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TSX_TSCONFIG_PATH: resolve('tsconfig.json'), ...unset, ...env },
  });
  const ended = once(program, 'exit');
  try {
    let printed = '';
    for await (const text of program.stdout.setEncoding('utf8')) {
      printed += String(text);
      const [address] = /http:\/\/localhost:\d+/.exec(printed) ?? [];
      if (address === undefined || !printed.endsWith('\n\n')) continue;
      return { printed, address, page: await (await fetch(address)).text() };
    }
    return assert.fail(`dev has ended: ${printed}`);
  } finally {
    program.kill();
    await ended;
    rmSync(folder, { recursive: true });
  }
}

test('dev says who plays WeChat, and its page is in the same language', async () => {
  const zh = await dev(['--port', '0'], chinese);
  assert.equal(zh.printed, `\n  ${zh.address}\n\n  由模拟器扮演微信：请用页面上的手机扫码。\n\n`);
  assert.match(zh.page, /<html lang="zh-Hans">[^]*<title>登录</);
  const en = await dev(['--port', '0', '--lang', 'en'], chinese);
  assert.match(en.printed, /^ {2}The simulator plays WeChat: scan with the phone on the page\.$/m);
  assert.match(en.page, /<html lang="en">[^]*<title>Sign in</);
});

test('with a real account, dev says where the tunnel has to lead, and what to enter', async () => {
  const account = {
    WECHAT_APP_ID: 'wx0123456789abcdef',
    WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
    WECHAT_TOKEN: 'pK7wZ2vQ9xR4mT6nB3sD5fG8hJ1kL0cV',
    WECHAT_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    WECHAT_API_BASE_URL: 'http://127.0.0.1:9',
  };
  const args = ['--port', '0', '--public-url', 'https://dev.example.com'];
  const zh = await dev(args, { ...chinese, ...account });
  assert.match(zh.printed, /^\n {2}https:\/\/dev\.example\.com\n/);
  assert.match(zh.printed, /^ {2}内网穿透要通到 http:\/\/localhost:\d+$/m);
  assert.match(
    zh.printed,
    /服务器地址\(URL\).*\n {2}https:\/\/dev\.example\.com\/wechat-login\/wechat\/default {2}\(safe\)$/m,
  );
  assert.match(zh.page, /用微信扫码/);
  const en = await dev([...args, '--lang', 'en'], account);
  assert.match(en.printed, /^ {2}The tunnel has to lead to http:\/\/localhost:\d+$/m);
});
