/** The plugin in a real application with better-auth: in a browser, and through better-auth's own API. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { after, afterEach, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Page } from 'puppeteer-core';
import { clickByRole, clickSelector, typeInto } from '../../support/e2e/demo/shop-page.js';
import { closePages, openPage, readQrCode, untilState } from '../../support/e2e/page/browser.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';
import { strictPolicy } from '../../../tools/browsers/strict-policy.js';
import { blocksOf, readDocument } from '../../support/documentation/documents.js';
import { installPackages } from '../../support/frameworks/packages.js';
import { confirmIfAsked } from '../../support/simulator/confirm-in-chat.js';

const here = 'test/frameworks/auth';
installPackages(here);

type Application = typeof import('./samples/application.js');
type Auth = (typeof import('./samples/auth.js'))['auth'];
let application: Application;
let auth: Auth;

const html = (body: string): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<title>Sign in</title><script type="module" src="/tags.js"></script><body>${body}`;
const backend = 'backend="/api/auth/wechat-mp"';
const pages: Readonly<Record<string, string>> = {
  '/': html(`<wechat-mp-login ${backend}></wechat-mp-login>`),
  '/settings': html(`<wechat-mp-identities ${backend}></wechat-mp-identities>
    <wechat-mp-login ${backend} purpose="link"></wechat-mp-login>`),
};

/** What a page loads that imports the tags by the names of the package. */
async function bundleTags(): Promise<Uint8Array> {
  const contents = `import 'wechat-mp-login';
    import 'wechat-mp-login/identities';
    const list = document.querySelector('wechat-mp-identities');
    addEventListener('wechat-mp-login-success', () => list?.refresh());`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: here },
    ...{ bundle: true, format: 'esm', write: false },
  });
  return outputFiles[0]?.contents ?? assert.fail();
}

const email = 'ann@example.com';
const password = 'correct horse battery';

before(async () => {
  // They import the packages, so they are loaded after the installation.
  application = await import('./samples/application.js');
  ({ auth } = await import('./samples/auth.js'));
  for (const name of ['Kim', 'Lee']) await application.simulator.phone.addPerson(name);
  const { toNodeHandler } = await import('better-auth/node');
  const answer = toNodeHandler(auth);
  const script = await bundleTags();
  application.server.on('request', (request: IncomingMessage, response) => {
    const { url = '' } = request;
    if (url.startsWith('/api/auth/')) void answer(request, response);
    else if (pages[url]) {
      const headers = {
        'content-type': 'text/html',
        'content-security-policy': strictPolicy({}),
      };
      response.writeHead(200, headers).end(pages[url]);
    } else if (url === '/tags.js') {
      response.setHeader('content-type', 'text/javascript').end(script);
    } else response.writeHead(204).end();
  });
});
after(() => {
  application.server.closeAllConnections();
  application.server.close();
});
afterEach(async () => closePages(await sharedBrowser()));

async function open(): Promise<Page> {
  const view = { width: 900, height: 900 };
  return (await openPage(await sharedBrowser(), application.origin, view)).page;
}

/** Scans the QR code of the page with the phone of a person, who follows if they do not yet. */
async function scan(page: Page, index: number): Promise<string> {
  const { phone } = application.simulator;
  await untilState(page, 'ready');
  const login = await page.waitForSelector('wechat-mp-login');
  const qrCode = await readQrCode(login ?? assert.fail());
  const { id } = (await phone.people())[index] ?? assert.fail();
  const scanned = await phone.scan(id, qrCode);
  if (scanned.type === 'profile') await phone.follow(id, scanned.scanId);
  await application.simulator.idle();
  await confirmIfAsked(phone, id);
  return id;
}

/** What better-auth itself says of the browser's cookies. */
async function session(page: Page) {
  const cookies = await page.browserContext().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return auth.api.getSession({ headers: new Headers({ cookie }) });
}

/** Asks better-auth from the page, and returns the status. */
const post = (page: Page, path: string, body: object = {}): Promise<number> =>
  page.evaluate(
    async (url, text) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(url, { method: 'POST', headers, body: text })).status;
    },
    `/api/auth${path}`,
    JSON.stringify(body),
  );

async function accountsOf(userId: string) {
  const { internalAdapter } = await auth.$context;
  return (await internalAdapter.findAccounts(userId)).map(({ providerId }) => providerId).sort();
}

async function signInAsNew(page: Page, index: number): Promise<string> {
  await scan(page, index);
  await clickByRole(page, 'button', 'I’m new here Create a new account');
  await untilState(page, 'success');
  return (await session(page))?.user.id ?? assert.fail('nobody is signed in');
}

/** A user of better-auth's own, with an address and a password, who is signed in. */
async function signUp(page: Page, name: string, address: string): Promise<string> {
  assert.equal(await post(page, '/sign-up/email', { name, email: address, password }), 200);
  return (await session(page))?.user.id ?? assert.fail('nobody is signed in');
}

/** Lets a new visitor link the user of this address. */
async function linkByPassword(page: Page, index: number, given: string): Promise<void> {
  const id = await scan(page, index);
  await clickByRole(page, 'button', 'I have an account Link it once, then just scan');
  await typeInto(page, 'E-mail', email);
  await typeInto(page, 'Password', given);
  await typeInto(page, 'Six digits from WeChat', await readDigits(id));
  await clickByRole(page, 'button', 'Link and sign in');
}

/** The digits in the newest message of a chat that has any. */
async function readDigits(id: string): Promise<string> {
  const messages = await application.simulator.phone.chat(id);
  const found = messages.map(({ text = '' }) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0]);
  return found.findLast(Boolean) ?? assert.fail('no digits in the chat');
}

/** Links the WeChat of a person on the settings page, as the user who is signed in. */
async function linkOnSettings(page: Page, index: number, name: string): Promise<void> {
  const id = await scan(page, index);
  await untilState(page, 'binding');
  await typeInto(page, 'Six digits from WeChat', await readDigits(id));
  await clickByRole(page, 'button', `Continue as ${name}`);
  await untilState(page, 'success');
}

/** Waits until the list of linked WeChat users has this many entries. */
const untilLinked = (page: Page, count: number) =>
  page.waitForFunction(
    (wanted) => {
      const root = document.querySelector('wechat-mp-identities')?.shadowRoot;
      return root?.querySelectorAll('li').length === wanted;
    },
    {},
    count,
  );

/** Unlinks an entry of the list. */
async function unlink(page: Page, index: number): Promise<void> {
  await clickSelector(page, `wechat-mp-identities >>> #unlink-${index}`);
  await clickByRole(page, 'button', 'Unlink');
}

describe('better-auth', () => {
  test('a new visitor becomes a user, signs out, and comes back as the same user', async () => {
    const page = await open();
    const userId = await signInAsNew(page, 0);
    assert.deepEqual(await accountsOf(userId), ['wechat-mp']);
    const { user, session: opened } = (await session(page)) ?? assert.fail();
    assert.match(user.email, /@wechat-mp\.placeholder\.invalid$/);
    assert.equal(opened.wechatMpConfirmed, false, 'new visitors are not asked in the chat');
    const adding = { newEmail: 'new@example.com' };
    assert.equal(await post(page, '/change-email', adding), 403, 'nobody has confirmed it');
    assert.equal(await post(page, '/sign-out'), 200);
    assert.equal(await session(page), null);
    await page.reload();
    await scan(page, 0);
    await untilState(page, 'success');
    const back = (await session(page)) ?? assert.fail();
    assert.equal(back.user.id, userId);
    assert.equal(back.session.wechatMpConfirmed, true);
    assert.notEqual(await post(page, '/change-email', adding), 403, 'the owner has confirmed it');
  });

  test('a visitor links a user by e-mail address and password, and then just scans', async () => {
    const page = await open();
    const userId = await signUp(page, 'Ann', email);
    assert.equal(await post(page, '/sign-out'), 200);
    await page.reload();
    await linkByPassword(page, 1, 'wrong password');
    await page.waitForSelector('wechat-mp-login >>> [part=error]', { visible: true });
    assert.equal(await session(page), null);
    await typeInto(page, 'Password', password);
    await clickByRole(page, 'button', 'Link and sign in');
    await untilState(page, 'success');
    assert.equal((await session(page))?.user.id, userId);
    assert.deepEqual(await accountsOf(userId), ['credential', 'wechat-mp']);
    await page.reload();
    await scan(page, 1);
    await untilState(page, 'success');
    assert.equal((await session(page))?.user.name, 'Ann');

    // Somebody else cannot link the same WeChat user.
    const other = await open();
    const otherId = await signUp(other, 'Ben', 'ben@example.com');
    await other.goto(`${application.origin}/settings`);
    await scan(other, 1);
    await untilState(other, 'error');
    const code = await other.$eval('wechat-mp-login', (tag) => {
      const { state } = tag as unknown as { readonly state: { readonly code?: string } };
      return state.code;
    });
    assert.equal(code, 'identity_conflict');
    assert.deepEqual(await accountsOf(otherId), ['credential']);
    assert.equal((await session(other))?.user.name, 'Ben', 'and stays signed in');
  });

  test('a user links WeChats on the settings page, and unlinks them, which ends other sessions', async () => {
    const other = await open();
    const userId = await signUp(other, 'Eve', 'eve@example.com');
    const page = await open();
    const credentials = { email: 'eve@example.com', password };
    assert.equal(await post(page, '/sign-in/email', credentials), 200);
    await page.goto(`${application.origin}/settings`);
    await page.waitForSelector('::-p-text(No WeChat is linked to your account yet.)');
    await linkOnSettings(page, 2, 'Eve');
    await untilLinked(page, 1);
    assert.equal(await session(other), null, 'linking ends the other sessions');
    await page.reload();
    await linkOnSettings(page, 3, 'Eve');
    await untilLinked(page, 2);
    assert.deepEqual(await accountsOf(userId), ['credential', 'wechat-mp', 'wechat-mp']);
    assert.equal(await post(other, '/sign-in/email', credentials), 200);
    await unlink(page, 1);
    await untilLinked(page, 1);
    assert.equal(await session(other), null, 'unlinking ends the other sessions');
    await unlink(page, 0);
    await page.waitForSelector('::-p-text(No WeChat is linked to your account yet.)');
    assert.deepEqual(await accountsOf(userId), ['credential']);
    assert.equal((await session(page))?.user.id, userId, 'the user stays signed in');
  });

  test('“Not me” in the chat ends the session that the login has opened, and no other', async () => {
    const page = await open();
    const userId = await signInAsNew(page, 4);
    assert.equal(await post(page, '/sign-out'), 200);
    await page.reload();
    await scan(page, 4);
    await untilState(page, 'success');
    const other = await open();
    const id = await scan(other, 4);
    await untilState(other, 'success');
    assert.equal((await session(other))?.user.id, userId);
    await application.simulator.idle();
    const { text = '' } = (await application.simulator.phone.chat(id)).at(-1) ?? {};
    const [, href] = /<a href="(weixin:[^"]*msgmenuid=not-me)">/.exec(text) ?? [];
    await application.simulator.phone.tap(id, href ?? assert.fail(text));
    // The backend answers the chat before it has ended the session.
    await other.waitForFunction(async () => {
      const answer = await fetch('/api/auth/get-session');
      return (await answer.text()) === 'null';
    });
    assert.equal((await session(page))?.user.id, userId, 'the other login goes on');
  });
});

test('the plugin fits the types that better-auth publishes, and the samples have the right types', () => {
  const tsc = 'node_modules/typescript/bin/tsc';
  for (const project of ['tsconfig.plugin.json', 'tsconfig.json']) {
    try {
      execFileSync(process.execPath, [tsc, '-p', `${here}/${project}`], { encoding: 'utf8' });
    } catch (error) {
      assert.fail((error as { stdout: string }).stdout);
    }
  }
});

test('docs/better-auth.md shows samples/auth.ts as it is', () => {
  const document = 'docs/better-auth.md';
  const shown = blocksOf(document, readDocument(document)).map(({ code }) => `${code}\n`);
  assert.ok(shown.includes(readFileSync(`${here}/samples/auth.ts`, 'utf8')));
});
