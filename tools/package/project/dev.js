/** Signs somebody in at what `wechat-mp-login dev` serves, and checks that it starts small. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createHttpBackend } from 'wechat-mp-login/client';
import { createChain } from 'wechat-mp-login/protocol';
import { remotePhone } from 'wechat-mp-login/simulator';

const maxBytes = 150 * 2 ** 20;
const [, , command = ''] = process.argv;
const { signal } = new AbortController();

async function signIn(origin) {
  let cookies = '';
  const browser = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('cookie', cookies);
    const response = await fetch(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) cookies += `${line.split(';')[0]}; `;
    return response;
  };
  const backend = createHttpBackend(`${origin}/wechat-login`, { fetch: browser });
  const { verifier, challenge, key } = await createChain();
  const wanted = { challenge, purpose: 'login', method: 'scan' };
  const { id, rev, interval, present } = await backend.create(wanted, { signal });
  const phone = remotePhone(`${origin}/simulator`);
  const [person] = await phone.people();
  const { scanId } = await phone.scan(person.id, present.url);
  await phone.follow(person.id, scanId);
  for await (const { state } of backend.watch({ id, key }, { rev, interval, signal })) {
    if (state === 'approved') break;
  }
  assert.equal((await backend.redeem(id, verifier, { signal })).result, 'authenticated');
  assert.match(await (await browser(`${origin}/`)).text(), /Signed in as/);
}

/** The files that the page loads, and those that these import. */
async function loadPage(origin) {
  const page = await (await fetch(`${origin}/`)).text();
  const files = new Set([...page.matchAll(/src="([^"]+)"/g)].map(([, path]) => origin + path));
  assert.equal(files.size, 2);
  for (const file of files) {
    const response = await fetch(file);
    assert.equal(response.status, 200, file);
    assert.match(response.headers.get('content-type'), /^text\/javascript/);
    const text = await response.text();
    for (const [, source] of text.matchAll(/\b(?:from|import\()\s*["'](\.[^"']+)["']/g)) {
      files.add(new URL(source, file).href);
    }
  }
}

const dev = spawn(process.execPath, [command, 'dev', '--port', '0', '--lang', 'en'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const [text] = await once(dev.stdout.setEncoding('utf8'), 'data');
  const [, origin] = /^\s*(http\S+)$/m.exec(text) ?? [];
  assert.ok(origin, text);
  await loadPage(origin);
  await signIn(origin);
  // Only Linux says how much memory the process has needed.
  const status = `/proc/${dev.pid}/status`;
  if (existsSync(status)) {
    const [, peak] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8')) ?? [];
    assert.ok(Number(peak) * 1024 < maxBytes, `dev needs ${peak} kB`);
  }
} finally {
  dev.kill('SIGTERM');
}
const [code] = await once(dev, 'exit');
assert.equal(code, 0);
