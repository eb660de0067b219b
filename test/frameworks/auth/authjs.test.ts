/** The recipe for Auth.js: its program answers real requests, in this process and from a browser. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { createChain } from '../../../src/protocol/chain.js';
import { toNodeListener } from '../../../src/server/node.js';
import { blocksOf, readDocument } from '../../support/documentation/documents.js';
import { closePages, openPage, readQrCode, untilState } from '../../support/e2e/page/browser.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';
import { installPackages } from '../../support/frameworks/packages.js';
import { strictPolicy } from '../../../tools/browsers/strict-policy.js';
import { confirmIfAsked } from '../../support/simulator/confirm-in-chat.js';

const here = 'test/frameworks/auth';
const samples = `${here}/samples/authjs`;
installPackages(here);

const shown = blocksOf('docs/authjs.md', readDocument('docs/authjs.md'));

// The samples take the time from here, so that a code can expire.
const realNow = Date.now;
let laterMs = 0;
Date.now = () => realNow() + laterMs;

let application: typeof import('./samples/authjs/application.js');
let recipe: typeof import('./samples/authjs/auth.js');
let backend: typeof import('./samples/authjs/wechat-login.js');
let overHttp: typeof import('./samples/authjs/exchange.js');

/** What Auth.js has logged. */
let logged: string[] = [];

const pageShown = (): string =>
  shown.find(({ language }) => language === 'html')?.code ?? assert.fail('there is no page');

/** A page under a strict policy, which allows its scripts by a nonce and its form. */
function htmlAnswer(body: string): Response {
  const map = '<script type="importmap">{"imports":{"wechat-mp-login":"/wechat-mp-login.min.js"}}';
  const html = `<!doctype html><html lang="en"><meta charset="utf-8">${map}</script>${body}`;
  const nonce = randomBytes(16).toString('base64');
  const policy = strictPolicy({ 'script-src': `'nonce-${nonce}'` });
  return new Response(html.replaceAll('<script', `<script nonce="${nonce}"`), {
    headers: {
      'content-type': 'text/html',
      'content-security-policy': policy.replace("form-action 'none'", "form-action 'self'"),
    },
  });
}

/** The application: the backend, Auth.js, and the page of the document. */
async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith('/wechat-login/')) return backend.login.fetch(request);
  if (pathname.startsWith('/api/auth/')) return recipe.auth(request);
  if (pathname === '/wechat-mp-login.min.js') {
    const script = readFileSync(`${here}/node_modules/wechat-mp-login/dist${pathname}`, 'utf8');
    return new Response(script, { headers: { 'content-type': 'text/javascript' } });
  }
  return pathname === '/sign-in' ? htmlAnswer(pageShown()) : htmlAnswer('');
}

before(async () => {
  // They import the packages, so they are loaded after the installation.
  application = await import('./samples/authjs/application.js');
  backend = await import('./samples/authjs/wechat-login.js');
  recipe = await import('./samples/authjs/auth.js');
  overHttp = await import('./samples/authjs/exchange.js');
  await application.simulator.phone.addPerson('A fourth person');
  recipe.config.logger = { error: ({ name }) => logged.push(name) };
  application.server.on('request', toNodeListener({ fetch: answer }));
});
beforeEach(() => {
  laterMs = 0;
  logged = [];
});
afterEach(async () => closePages(await sharedBrowser()));
after(async () => {
  Date.now = realNow;
  application.server.closeAllConnections();
  application.server.close();
  await backend.login.close();
});

/** A browser without a page: it keeps cookies. */
function createVisitor() {
  const jar = new Map<string, string>();
  const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, cookie: cookie() };
    const request = new Request(`${application.origin}${path}`, { ...init, headers });
    const response = await answer(request);
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /Max-Age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }
  const json = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  async function post(path: string, body: object): Promise<Record<string, unknown>> {
    const response = await send(path, json(body));
    const text = await response.text();
    assert.ok(response.ok, `${path} answers ${response.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** Posts a form to Auth.js, with its token. */
  async function postForm(path: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const { csrfToken } = (await (await send('/api/auth/csrf')).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, ...fields });
    const response = await send(path, { method: 'POST', body });
    assert.equal(response.status, 302);
    return response.headers.get('location') ?? '';
  }

  return {
    jar,
    /** Scans as this person of the simulator. @returns the one-time code */
    async scan(index: number): Promise<string> {
      const { verifier, challenge } = await createChain();
      const start = { challenge, purpose: 'login', method: 'scan' };
      const { id, present } = await post('/wechat-login/attempts', start);
      await scanQrCode(index, (present as { url: string }).url);
      const path = `/wechat-login/attempts/${String(id)}/redeem`;
      const { code } = await post(path, { verifier });
      return typeof code === 'string' ? code : assert.fail('there is no code');
    },
    postForm,
    signIn: (code: string) => postForm('/api/auth/callback/wechat', { code }),
    signOut: () => postForm('/api/auth/signout', {}),
    async session(): Promise<Session | null> {
      return (await (await send('/api/auth/session')).json()) as Session | null;
    },
    send,
  };
}

interface Session {
  readonly user: Readonly<Record<string, unknown>>;
}

/** Scans with the phone of a person, who follows if they do not yet, and confirms if they are asked. */
async function scanQrCode(index: number, content: string): Promise<string> {
  const { phone } = application.simulator;
  const { id } = (await phone.people())[index] ?? assert.fail();
  const scanned = await phone.scan(id, content);
  if (scanned.type === 'profile') await phone.follow(id, scanned.scanId);
  await application.simulator.idle();
  await confirmIfAsked(phone, id);
  await application.simulator.idle();
  return id;
}

const refused = /\/signin\?error=CredentialsSignin/;

describe('Auth.js', () => {
  test('a visitor scans, Auth.js opens the session, and it ends when they sign out', async () => {
    const visitor = createVisitor();
    const location = await visitor.signIn(await visitor.scan(0));
    assert.doesNotMatch(location, /error/);
    const { user } = (await visitor.session()) ?? assert.fail('nobody is signed in');
    assert.match(String(user['name']), /^微信用户/);
    const [wechatUser] = await application.accounts.identities(String(user['id']));
    assert.ok(wechatUser?.openid);
    assert.equal(user['openid'], wechatUser.openid);
    assert.equal(user['unionid'], wechatUser.unionid);
    assert.equal(user['confirmed'], false, 'new visitors are not asked in the chat');

    const stolen = new Map(visitor.jar);
    await visitor.signOut();
    assert.equal(await visitor.session(), null);
    for (const [name, value] of stolen) visitor.jar.set(name, value);
    assert.equal(await visitor.session(), null, 'a copy of the cookie is worth nothing');
    assert.deepEqual(logged, []);

    await visitor.signIn(await visitor.scan(0));
    const { user: again } = (await visitor.session()) ?? assert.fail();
    assert.equal(again['id'], user['id'], 'the same user comes back');
    assert.equal(
      again['confirmed'],
      true,
      'and was asked in the chat, because they had signed out',
    );
  });

  test('a used code, a foreign code and an expired code are refused', async () => {
    const visitor = createVisitor();
    const used = await visitor.scan(0);
    await visitor.signIn(used);
    const other = createVisitor();
    assert.match(await other.signIn(used), refused);
    assert.equal(await other.session(), null);
    assert.notEqual(await visitor.session(), null, 'whoever was first stays signed in');

    const { createCodeSessions } = await import('wechat-mp-login/accounts');
    const foreign = createCodeSessions({ secret: application.secret });
    const user = { id: '1', name: 'Ann' };
    const call = { address: '127.0.0.1', origin: null, userAgent: '', cookie: '' };
    const { sessionCode = '' } = await foreign.open(user, {
      ...{ key: 'key', isNew: false, method: 'scan', confirmed: true, login: 'login' },
      caller: { ...call, setCookie: () => undefined },
    });
    for (const code of [sessionCode, '', 'x'.repeat(43)]) {
      assert.match(await other.signIn(code), refused);
    }

    const late = await other.scan(1);
    laterMs = 60_001;
    assert.match(await other.signIn(late), refused);
    assert.equal(await other.session(), null);
    assert.deepEqual(new Set(logged), new Set(['CredentialsSignin']));
  });

  test('without the token of Auth.js, a code signs nobody in, and is not used up', async () => {
    const visitor = createVisitor();
    const code = await visitor.scan(0);
    const body = new URLSearchParams({ code, csrfToken: 'guessed' });
    const response = await visitor.send('/api/auth/callback/wechat', { method: 'POST', body });
    assert.match(response.headers.get('location') ?? '', /error=MissingCSRF/);
    assert.equal(await visitor.session(), null);
    await visitor.signIn(code);
    assert.notEqual(await visitor.session(), null);
  });

  test('"Not me" in the chat ends the session of Auth.js', async () => {
    const { phone } = application.simulator;
    const visitor = createVisitor();
    const code = await visitor.scan(2);
    await visitor.signIn(code);
    assert.notEqual(await visitor.session(), null);
    const { id } = (await phone.people())[2] ?? assert.fail();
    const texts = (await phone.chat(id)).map(({ text = '' }) => text).join('\n');
    const [, href] = /<a href="(weixin:[^"]*msgmenuid=not-me)">/.exec(texts) ?? [];
    await phone.tap(id, href ?? assert.fail(texts));
    await application.simulator.idle();
    assert.equal(await visitor.session(), null);
  });

  test('the first confirmed login ends the sessions that nobody has confirmed', async () => {
    const stranger = createVisitor();
    await stranger.signIn(await stranger.scan(3));
    assert.equal((await stranger.session())?.user['confirmed'], false);
    const owner = createVisitor();
    await owner.signIn(await owner.scan(3));
    assert.equal((await owner.session())?.user['confirmed'], true);
    assert.equal(await stranger.session(), null);
  });

  test('a session of another provider is left alone', async () => {
    const { default: Credentials } = await import('@auth/core/providers/credentials');
    const visitor = createVisitor();
    await visitor.signIn(await visitor.scan(0));
    const { id } = (await visitor.session())?.user ?? assert.fail();
    // This provider numbers its users as it likes: theirs may have the id of one of ours.
    const user = { id: String(id), name: 'Ann' };
    recipe.config.providers.push(Credentials({ id: 'password', authorize: () => user }));
    const other = createVisitor();
    await other.postForm('/api/auth/callback/password', {});
    const session = (await other.session()) ?? assert.fail('nobody is signed in');
    assert.deepEqual(Object.keys(session.user), ['name']);
    await other.signOut();
    assert.notEqual(await visitor.session(), null);
  });

  test('a fault while the session is read takes the cookie, as the document warns', async () => {
    const visitor = createVisitor();
    await visitor.signIn(await visitor.scan(0));
    const { logins } = application;
    const { isOpen } = logins;
    logins.isOpen = () => Promise.reject(new Error('the database is away'));
    assert.equal(await visitor.session(), null);
    logins.isOpen = isOpen;
    assert.equal(await visitor.session(), null);
    assert.deepEqual(logged, ['JWTSessionError']);
  });

  test('another process exchanges a code over HTTP, once', async () => {
    const code = await createVisitor().scan(0);
    const signedIn = await overHttp.exchange(code);
    assert.match(signedIn?.account.name ?? '', /^微信用户/);
    assert.ok(await application.logins.isOpen(signedIn.login));
    assert.equal(await overHttp.exchange(code), undefined);
    assert.equal(await backend.exchange(code), undefined);
  });

  test('the page of the document signs a visitor in', async () => {
    const view = { width: 900, height: 900 };
    const url = `${application.origin}/sign-in`;
    const { page, consoleErrors } = await openPage(await sharedBrowser(), url, view);
    await untilState(page, 'ready');
    const login = await page.waitForSelector('wechat-mp-login');
    const gone = page.waitForNavigation();
    await scanQrCode(1, await readQrCode(login ?? assert.fail()));
    await gone;
    assert.equal(page.url(), `${application.origin}/`);
    const session = await page.evaluate(async () => (await fetch('/api/auth/session')).text());
    assert.match(String((JSON.parse(session) as Session).user['name']), /^微信用户/);
    assert.deepEqual(consoleErrors, []);
  });
});

test('docs/authjs.md shows the programs as they are', () => {
  const programs = shown.map(({ code }) => `${code}\n`);
  for (const name of ['wechat-login', 'logins', 'auth', 'exchange']) {
    assert.ok(programs.includes(readFileSync(`${samples}/${name}.ts`, 'utf8')), name);
  }
});
