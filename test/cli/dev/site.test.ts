/** `dev`: its arguments, its page, and a sign-in at it. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createHttpBackend } from 'wechat-mp-login/client';
import { createChain } from 'wechat-mp-login/protocol';
import { remotePhone } from 'wechat-mp-login/simulator';
import { readArguments } from '../../../src/cli/dev/arguments.js';
import { renderPage } from '../../../src/cli/dev/page.js';
import { startSite, type Site } from '../../../src/cli/dev/site.js';
import { UsageError } from '../../../src/conformance/command/arguments.js';
import { NotReady } from '../../../src/conformance/discover.js';
import { keys } from '../../support/cli/keys.js';

/** Stands in for the package, whose dist/ only a build makes; tools/package tries the real one. */
const folder = mkdtempSync(join(tmpdir(), 'dev-'));
mkdirSync(join(folder, 'dist/chunks'), { recursive: true });
writeFileSync(join(folder, 'package.json'), '{}');
writeFileSync(join(folder, 'dist/wechat-mp-login.min.js'), '// the tag');
writeFileSync(join(folder, 'dist/chunks/a-b_C1.js'), '// a chunk');
after(() => {
  rmSync(folder, { recursive: true });
});
const packageFolder = pathToFileURL(`${folder}/`);

async function withSite(
  environment: Readonly<Record<string, string>>,
  use: (origin: string, site: Site) => Promise<void>,
): Promise<void> {
  const args = readArguments(['--port', '0', '--lang', 'en'], environment);
  const site = await startSite(args, packageFolder, () => undefined);
  try {
    await use(`http://localhost:${site.port}`, site);
  } finally {
    await site.close();
  }
}

test('somebody signs in with the phone of the page, and out again', async () => {
  await withSite({}, async (origin) => {
    let cookies = '';
    const browser: typeof fetch = async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('cookie', cookies);
      const response = await fetch(input, { redirect: 'manual', ...init, headers });
      for (const line of response.headers.getSetCookie()) cookies += `${line.split(';')[0]}; `;
      return response;
    };
    const { signal } = new AbortController();
    const backend = createHttpBackend(`${origin}/wechat-login`, { fetch: browser });
    const { verifier, challenge, key } = await createChain();
    const wanted = { challenge, purpose: 'login', method: 'scan' } as const;
    const { id, rev, interval, present } = await backend.create(wanted, { signal });
    assert.ok(present.type === 'qr');
    const phone = remotePhone(`${origin}/simulator`);
    const [person] = await phone.people();
    const scanned = await phone.scan(person?.id ?? '', present.url);
    assert.ok(scanned.type === 'profile');
    await phone.follow(person?.id ?? '', scanned.scanId);
    for await (const { state } of backend.watch({ id, key }, { rev, interval, signal })) {
      if (state === 'approved') break;
    }
    await backend.redeem(id, verifier, { signal });
    assert.match(await (await browser(`${origin}/`)).text(), /Signed in as <strong>/);
    const signOut = { method: 'POST', headers: { origin: 'https://evil.example' } };
    assert.equal((await browser(`${origin}/sign-out`, signOut)).status, 404);
    const own = await browser(`${origin}/sign-out`, { ...signOut, headers: { origin } });
    assert.equal(own.status, 303);
    assert.match(await (await browser(`${origin}/`)).text(), /<wechat-mp-login /);
  });
});

test('the page gets files of dist/, and no others', async () => {
  await withSite({}, async (origin) => {
    const read = async (path: string): Promise<string> =>
      (await fetch(`${origin}/assets/${path}`)).text();
    assert.equal(await read('wechat-mp-login.min.js'), '// the tag');
    assert.equal(await read('chunks/a-b_C1.js'), '// a chunk');
    for (const path of ['missing.js', '..%2fpackage.json', '%2e%2e/package.json', 'chunks']) {
      assert.equal((await fetch(`${origin}/assets/${path}`)).status, 404, path);
    }
  });
});

test('with the keys of an account, there is no phone, and WeChat reaches the callback', async () => {
  await withSite(keys, async (origin, { login, isReal }) => {
    assert.ok(isReal);
    assert.equal(login.callbackUrl, 'https://dev.example.com/wechat-login/wechat/default');
    assert.doesNotMatch(await (await fetch(`${origin}/`)).text(), /phone/);
    assert.equal((await fetch(`${origin}/simulator/phone/people`)).status, 404);
    assert.equal((await fetch(`${origin}/wechat-login/wechat/default`)).status, 403);
  });
});

test('a port that is taken, and a package that is not built, are named', async () => {
  await withSite({}, async (_, { port }) => {
    const args = readArguments(['--port', String(port)], {});
    const again = startSite(args, packageFolder, () => undefined);
    await assert.rejects(again, (error) => {
      assert.ok(error instanceof NotReady);
      assert.match(error.message, /The port \d+ cannot be opened: .*--port, or 0/);
      return true;
    });
  });
  const args = readArguments(['--port', '0'], {});
  const unbuilt = startSite(args, new URL('chunks/', packageFolder), () => undefined);
  await assert.rejects(unbuilt, /npm run build/);
});

test('the page is in the language of the terminal, and names are text', () => {
  const page = renderPage({ language: 'zh', name: '<b>"小满"</b>', hasPhone: true });
  assert.match(page, /lang="zh-Hans"[^]*已登录：.*&#60;b&#62;&#34;小满&#34;/);
});

const mistakes: readonly (readonly [
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  message: RegExp,
])[] = [
  [['--port', '70000'], {}, /--port must be a number from 0/],
  [['--confirm', 'maybe'], {}, /--confirm must be one of auto, tap, digits, none/],
  [['--lang', 'fr'], {}, /--lang must be zh or en/],
  [['--prot', '1'], {}, /--prot/],
  [[], { ...keys, WECHAT_TOKEN: '' }, /given, but not WECHAT_TOKEN\. Set all of them/],
  [
    [],
    { ...keys, PUBLIC_URL: '' },
    /--public-url, or PUBLIC_URL, must be the origin .* instead, unset WECHAT_APP_ID,/,
  ],
  [['--public-url', 'https://a.example/b'], keys, /must be the origin of your tunnel/],
];

test('a wrong argument is named, with the way to write it', () => {
  for (const [args, environment, message] of mistakes) {
    assert.throws(
      () => readArguments(args, environment),
      (error) => error instanceof UsageError && message.test(error.message),
      `${args.join(' ')} ${String(message)}`,
    );
  }
});
