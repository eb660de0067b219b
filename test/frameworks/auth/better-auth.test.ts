/** The plugin in a real application with better-auth: in a browser, and through better-auth's own API. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { clickByRole, typeInto } from '../../support/e2e/demo/shop-page.js';
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

const html = (purpose: string): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<title>Sign in</title><script type="module" src="/wechat-mp-login.min.js"></script>
<body><wechat-mp-login backend="/api/auth/wechat-mp" purpose="${purpose}"></wechat-mp-login>`;

const email = 'ann@example.com';
const password = 'correct horse battery';

before(async () => {
  // They import the packages, so they are loaded after the installation.
  application = await import('./samples/application.js');
  ({ auth } = await import('./samples/auth.js'));
  const { toNodeHandler } = await import('better-auth/node');
  const answer = toNodeHandler(auth);
  application.server.on('request', (request: IncomingMessage, response) => {
    const { url = '' } = request;
    if (url.startsWith('/api/auth/')) void answer(request, response);
    else if (url === '/' || url === '/link') {
      const headers = {
        'content-type': 'text/html',
        'content-security-policy': strictPolicy({}),
      };
      response.writeHead(200, headers).end(html(url === '/' ? 'login' : 'link'));
    } else if (url === '/wechat-mp-login.min.js') {
      const script = readFileSync(`${here}/node_modules/wechat-mp-login/dist${url}`);
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
  const { text = '' } = (await application.simulator.phone.chat(id)).at(-1) ?? {};
  await typeInto(page, 'Six digits from WeChat', /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? '');
  await clickByRole(page, 'button', 'Link and sign in');
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
    await other.goto(`${application.origin}/link`);
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
