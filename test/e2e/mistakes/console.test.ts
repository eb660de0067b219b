/**
 * What developers do wrong, really done in a browser: the console says once what it is, and names the page of
 * the documentation that helps.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { OutgoingHttpHeaders, RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { createTestBackend } from '../../support/e2e/backend.js';
import { closePages, launch, press } from '../../support/e2e/page/browser.js';
import { openObserved, qrCodeUrl, shownTextsIn } from '../../support/e2e/page/observed-page.js';
import { singleFile } from '../../support/e2e/single-file.js';
import { onPath } from '../../../tools/browsers/on-path.js';
import { version } from '../../../src/client/version.js';
import type { ObservedPage } from '../../support/e2e/page/observed-page.js';
import { insecureHost } from '../../support/e2e/shared-browser.js';
import { listen, startSite, stop } from '../../support/e2e/site.js';
import type { PageOptions, Site } from '../../support/e2e/site.js';
import { until } from '../../support/until.js';

const login = (attributes: string): string => `<wechat-mp-login ${attributes}></wechat-mp-login>`;
const atBackend = (more = ''): string => login(`backend="/wechat-login" ${more}`);

/** Answers everything in this way, as something else than the backend does. */
const answer =
  (status: number, type: string, body: string, headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'Content-Type': type, ...headers }).end(body);
const html = (status: number): RequestListener =>
  answer(status, 'text/html', '<!doctype html><h1>Shop</h1>');

/** Allows a page of another site to call, or this page without its cookies. */
const allowInWrongWays =
  (origin: string): RequestListener =>
  ({ url, method }, response) => {
    const isOther = url?.startsWith('/another-page') ?? false;
    response.writeHead(method === 'OPTIONS' ? 204 : 201, {
      'Access-Control-Allow-Origin': isOther ? 'https://other.example' : origin,
      ...(isOther ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
      'Access-Control-Allow-Headers': 'content-type, authorization',
      'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    });
    response.end();
  };

/** Marks the cookies as some proxies do for pages in frames, but leaves out `Secure`. */
const forOtherSites = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      /^set-cookie$/i.test(name)
        ? [value].flat().map((line) => String(line).replace('SameSite=Lax', 'SameSite=None'))
        : value,
    ]),
  );

/** A certificate of its own for localhost, which is valid for this many days from now. */
function certificate(days: number): { readonly key: Buffer; readonly cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  openssl('req', '-new', ...key, ...name, '-out', 'request');
  const given = ['-in', 'request', '-signkey', 'key', '-copy_extensions', 'copy'];
  openssl('x509', '-req', ...given, '-days', String(days), '-out', 'cert');
  const [made, cert] = [readFileSync(join(folder, 'key')), readFileSync(join(folder, 'cert'))];
  rmSync(folder, { recursive: true });
  return { key: made, cert };
}

interface Mistake {
  readonly markup: string;
  /** What the one line in the console says. */
  readonly says: readonly (string | RegExp)[];
  /** The reference backend unless set. */
  readonly backend?: RequestListener;
  readonly page?: PageOptions;
  /** The host of the page, if it is another. */
  readonly host?: string;
}

/** Each is one line: whoever has two such tags, or presses a button twice, reads it once. */
const mistakes = (elsewhere: Elsewhere): Readonly<Record<string, Mistake>> => ({
  'no backend': {
    markup: login(''),
    says: ['bad_backend', '"backend" is missing', 'docs/tag.md'],
  },
  'an http backend, which an https page may not call': {
    markup: login('backend="http://shop.test/wechat-login"'),
    says: ['bad_backend', 'mixed content', 'http://shop.test/wechat-login'],
  },
  'a backend with a query': {
    markup: login('backend="/wechat-login?shop=1"'),
    says: ['bad_backend', 'without a query', 'docs/troubleshooting.md'],
  },
  'a page over plain http': {
    markup: atBackend(),
    host: insecureHost,
    says: ['insecure_context', 'https', 'docs/troubleshooting.md'],
  },
  'a backend that is not mounted: 404': {
    markup: atBackend(),
    backend: html(404),
    says: [
      'bad_response',
      '/wechat-login/attempts',
      'answered 404',
      'docs/frameworks.md#when-nothing-works',
    ],
  },
  'a backend that is not mounted: 404 as JSON': {
    markup: atBackend(),
    backend: answer(404, 'application/json', '{"error":"Not Found"}'),
    says: [
      'bad_response',
      '/wechat-login/attempts',
      'answered 404',
      'docs/frameworks.md#when-nothing-works',
    ],
  },
  'a dev server that answers with its page': {
    markup: atBackend(),
    backend: html(200),
    says: [
      'bad_response',
      'dev server',
      'answered 200 text/html',
      'docs/frameworks.md#when-nothing-works',
    ],
  },
  'a server of files, which takes no POST': {
    markup: atBackend(),
    backend: html(405),
    says: ['bad_response', 'answered 405', 'every method', 'docs/frameworks.md#when-nothing-works'],
  },
  'a backend that is mounted at another path': {
    markup: login('backend="/login"'),
    says: ['not_found', '/login/attempts', 'publicUrl', 'docs/frameworks.md#when-nothing-works'],
  },
  'a path that goes on behind the mount': {
    markup: login('backend="/wechat-login/attempts"'),
    says: [
      'method_not_allowed',
      '/wechat-login/attempts/attempts',
      'publicUrl',
      'docs/frameworks.md',
    ],
  },
  'a proxy that drops the cookie': {
    markup: atBackend(),
    backend: elsewhere.cookieless,
    says: ['cookies_blocked', 'cookie of "create"', 'docs/troubleshooting.md#error-codes'],
  },
  'a router that redirects': {
    markup: atBackend(),
    backend: answer(308, 'text/plain', '', { Location: '/wechat-login/attempts/' }),
    says: ['unreachable', 'redirects', 'docs/frameworks.md#when-nothing-works'],
  },
  'a site that sends strangers to its own sign-in page': {
    markup: atBackend(),
    backend: (request, response) =>
      request.url === '/sign-in'
        ? html(200)(request, response)
        : answer(302, 'text/html', '', { Location: '/sign-in' })(request, response),
    says: ['unreachable', 'redirects', 'docs/frameworks.md#when-nothing-works'],
  },
  'a path one level too deep': {
    markup: login('backend="/wechat-login/v1/"'),
    says: ['not_found', '/wechat-login/v1/attempts', 'publicUrl', 'docs/frameworks.md'],
  },
  'a file of the site in place of the backend': {
    markup: login('backend="/wechat-login/index.html"'),
    backend: html(200),
    says: ['bad_response', '/index.html/attempts', 'docs/frameworks.md#when-nothing-works'],
  },
  'a backend that does not run': {
    markup: login(`backend="${elsewhere.down}/wechat-login"`),
    page: { connect: elsewhere.down },
    says: ['unreachable', 'Nothing answers', elsewhere.down, 'clock', 'docs/troubleshooting.md'],
  },
  'a backend that does not allow the page (CORS)': {
    markup: login(`backend="${elsewhere.strict}/wechat-login"`),
    page: { connect: elsewhere.strict },
    says: ['unreachable', 'CORS', '`origins`', elsewhere.strict, 'docs/backend.md#options'],
  },
  'a backend that allows another page (CORS)': {
    markup: login(`backend="${elsewhere.loose}/another-page"`),
    page: { connect: elsewhere.loose },
    says: ['unreachable', 'CORS', '`origins`', elsewhere.loose, 'docs/backend.md#options'],
  },
  'a backend that allows the page, but no cookies (CORS)': {
    markup: login(`backend="${elsewhere.loose}/no-credentials"`),
    page: { connect: elsewhere.loose },
    says: ['unreachable', 'CORS', '`origins`', elsewhere.loose, 'docs/backend.md#options'],
  },
  'a backend on another site, whose cookie the browser keeps back': {
    markup: login(`backend="${elsewhere.otherSite}/wechat-login"`),
    page: { connect: elsewhere.otherSite },
    says: ['cookies_blocked', 'on another site', 'docs/troubleshooting.md#error-codes'],
  },
  'a proxy that makes the cookie one of other sites, but not secure': {
    markup: atBackend(),
    backend: elsewhere.sameSiteNone,
    says: ['cookies_blocked', 'if the cookie is Secure', 'docs/troubleshooting.md#error-codes'],
  },
  'a policy that forbids the backend': {
    markup: login(`backend="${elsewhere.strict}/wechat-login"`),
    says: ['unreachable', 'connect-src', 'docs/tag.md#content-security-policy'],
  },
  'a theme that does not exist': {
    markup: atBackend('theme="drak"'),
    says: ['theme="drak"', 'auto, light, dark', 'docs/tag.md'],
  },
  'a transport that does not exist': {
    markup: atBackend('transport="websocket"'),
    says: ['transport="websocket"', 'auto, stream, poll', 'docs/tag.md'],
  },
});

interface Elsewhere {
  /** The origin of servers that answer to CORS in wrong ways. */
  readonly loose: string;
  /** The origin of a backend on another site, which allows the page. */
  readonly otherSite: string;
  /** A backend of the site, behind a proxy that changes cookies. */
  readonly sameSiteNone: RequestListener;
  /** The origin of a backend that allows no other origin. */
  readonly strict: string;
  /** A backend of the site, behind a proxy that drops cookies. */
  readonly cookieless: RequestListener;
  /** An origin at which nothing listens. */
  readonly down: string;
}

describe('The console names the mistake', () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    // Not the shared one: these pages break their policy.
    const hosts = `--host-resolver-rules=MAP ${insecureHost} 127.0.0.1`;
    [browser, site] = await Promise.all([launch(hosts), startSite()]);
  });
  afterEach(() => closePages(browser));
  after(async () => {
    await browser.close();
    await site.stop();
  });

  async function startElsewhere(): Promise<Elsewhere & { stop: () => Promise<void> }> {
    const gone = createServer();
    const down = `http://localhost:${await listen(gone)}`;
    await stop(gone);
    let backend: RequestListener = () => undefined;
    const server = createServer((request, response) => backend(request, response));
    const strict = `http://localhost:${await listen(server)}`;
    backend = createTestBackend(strict).listener;
    const other = createServer((request, response) => otherBackend(request, response));
    const otherSite = `http://127.0.0.1:${await listen(other)}`;
    const otherBackend = createTestBackend(otherSite, [site.origin]).listener;
    const wrong = createServer(allowInWrongWays(site.origin));
    const loose = `http://localhost:${await listen(wrong)}`;
    const changed = createTestBackend(site.origin).listener;
    const behind = createTestBackend(site.origin).listener;
    const cookieless: RequestListener = (request, response) => {
      delete request.headers.cookie;
      behind(request, response);
    };
    const sameSiteNone: RequestListener = (request, response) => {
      const writeHead = response.writeHead.bind(response);
      response.writeHead = (status: number, headers?: unknown) =>
        writeHead(status, forOtherSites(headers as OutgoingHttpHeaders));
      changed(request, response);
    };
    const servers = [server, other, wrong];
    const stopAll = async (): Promise<void> => {
      for (const each of servers) await stop(each);
    };
    return { strict, loose, otherSite, sameSiteNone, down, cookieless, stop: stopAll };
  }

  /** All lines of ours in the console, of any kind. */
  async function open(url: string): Promise<ObservedPage & { readonly lines: readonly string[] }> {
    const lines: string[] = [];
    const observed = await openObserved(browser, 'about:blank');
    observed.page.on('console', (message) => {
      if (/wechat-mp/.test(message.text()) && message.type() !== 'log') lines.push(message.text());
    });
    await observed.page.goto(url);
    return { ...observed, lines };
  }

  const none = () => undefined;
  const nowhere = { strict: '', loose: '', otherSite: '', down: '' };
  for (const what of Object.keys(mistakes({ ...nowhere, cookieless: none, sameSiteNone: none }))) {
    test(`${what}: once, whatever the number of tags`, async (context) => {
      const elsewhere = await startElsewhere();
      context.after(elsewhere.stop);
      const mistake = mistakes(elsewhere)[what];
      assert.ok(mistake);
      const { markup, says, backend, page, host } = mistake;
      site.backend = backend ?? createTestBackend(site.origin).listener;
      const url = site.add(markup + markup, page).replace('localhost', host ?? 'localhost');
      const observed = await open(url);
      const { lines } = observed;
      const isSettled = `idle() && [...document.querySelectorAll('wechat-mp-login')].every(
        ({ state }) => state && state.type !== 'loading' && state.type !== 'idle')`;
      const skip = 'idle() && skip(1000).then(() => false)';
      await observed.page.waitForFunction(`${isSettled} || (${skip})`, { polling: 10 });
      // Without skipping time: a check that has just begun would be given up.
      await until(() => lines.length > 0);
      // What a framework may still set is said later.
      await observed.skip(3000);
      await observed.page.waitForFunction('idle()', { polling: 10 });
      for (const part of says) {
        const isSaid =
          typeof part === 'string' ? lines[0]?.includes(part) : part.test(lines[0] ?? '');
        assert.ok(isSaid, `${String(part)} in ${lines.join('\n')}`);
      }
      assert.equal(lines.length, 1, lines.join('\n'));
    });
  }

  test('a backend that is down is asked why once for a page, and not for longer than 5 s', async () => {
    const asked: string[] = [];
    let hasGivenUp = false;
    site.backend = (request, response) => {
      asked.push(request.method ?? '');
      if (request.method === 'POST') request.socket.destroy();
      else response.on('close', () => (hasGivenUp = true));
    };
    const count = (method: string): number => asked.filter((each) => each === method).length;
    const observed = await open(site.add(atBackend()));
    const { page, lines, skip, skipToState } = observed;
    await skipToState('error');
    await until(() => count('GET') === 1);
    assert.deepEqual([lines, hasGivenUp], [[], false]);
    await skip(5000);
    await until(() => hasGivenUp);
    await until(() => lines.length > 0);
    assert.match(lines[0] ?? '', /Nothing answers at .*\/wechat-login\/attempts/);
    const tries = count('POST');
    await press(page, (await shownTextsIn(page, 'en')).button);
    await until(() => count('POST') > tries);
    await skipToState('error');
    await page.waitForFunction('idle()', { polling: 10 });
    assert.deepEqual([count('GET'), lines.length], [1, 1]);
  });

  test('a backend that a framework sets after the tag is no mistake', async () => {
    const backend = createTestBackend(site.origin);
    site.backend = backend.listener;
    const observed = await open(site.add(login('')));
    await observed.skipToState('error');
    await observed.page.$eval('wechat-mp-login', (tag) => (tag.backend = '/wechat-login'));
    await observed.untilState('ready');
    await backend.scan(await qrCodeUrl(observed.page));
    await observed.untilState('success');
    // No request is left that would take the moved time for a lost network.
    await observed.skip(5000);
    assert.deepEqual(observed.lines, []);
  });

  const noOpenssl = onPath('openssl') ? false : 'no openssl here: apt-get install openssl';
  for (const [what, days] of [
    ['has expired, as it does for a wrong clock', -1],
    ['is signed by nobody known', 1],
  ] as const) {
    test(`a backend whose certificate ${what}: once`, { skip: noOpenssl }, async (context) => {
      const backend = createSecureServer(certificate(days), () => undefined);
      context.after(() => stop(backend));
      const origin = `https://localhost:${await listen(backend)}`;
      const tag = login(`backend="${origin}/wechat-login"`);
      const observed = await open(site.add(tag + tag, { connect: origin }));
      await observed.skipToState('error');
      await until(() => observed.lines.length > 0);
      for (const part of ['unreachable', origin, 'refused certificate', 'wrong clock']) {
        assert.ok(observed.lines[0]?.includes(part), observed.lines.join('\n'));
      }
      await observed.page.waitForFunction('idle()', { polling: 10 });
      assert.equal(observed.lines.length, 1, observed.lines.join('\n'));
    });
  }

  for (const hours of [-7, 7]) {
    test(`a server whose clock differs by ${hours} hours from the page's is no mistake`, async () => {
      const backend = createTestBackend(site.origin);
      backend.skip(hours * 3_600_000);
      site.backend = backend.listener;
      const observed = await open(site.add(atBackend()));
      await observed.untilState('ready');
      await backend.scan(await qrCodeUrl(observed.page));
      await observed.untilState('success');
      assert.deepEqual(observed.lines, []);
    });
  }

  describe('if a page has the package twice', () => {
    test('the policy of the page may refuse the second copy: the first one works', async () => {
      site.backend = createTestBackend(site.origin).listener;
      const body = await singleFile();
      site.serve('/single.js', { body, type: 'text/javascript; charset=utf-8' });
      const second = '<script type="module" src="/single.js"></script>';
      const observed = await open(site.add(atBackend() + second));
      await until(() => observed.pageErrors.length > 0);
      assert.match(observed.pageErrors[0] ?? '', /Policy with name "lit-html" already exists/);
      await observed.untilState('ready');
      assert.equal(observed.pageErrors.length, 1);
    });

    const copies = [
      ['the module and the single file', version],
      ['two versions', '0.0.1-other'],
    ] as const;
    for (const [what, other] of copies) {
      test(`${what}: the first one works, and the console names both`, async () => {
        const backend = createTestBackend(site.origin);
        site.backend = backend.listener;
        const single = await singleFile();
        // A copy of another version differs at least in its number.
        const body = single.replaceAll(version, other);
        assert.equal(body === single, other === version);
        site.serve('/single.js', { body, type: 'text/javascript; charset=utf-8' });
        const second = '<script type="module" src="/single.js"></script>';
        // Lit makes a policy of Trusted Types in each copy. Without this word, the browser refuses the second.
        const types = "'allow-duplicates'";
        const observed = await open(site.add(atBackend() + second, { types }));
        const { page, lines, pageErrors } = observed;
        await until(() => lines.length > 0);
        for (const part of [
          `${version}, which is used, and ${other}.`,
          'docs/troubleshooting.md',
        ]) {
          assert.ok(lines[0]?.includes(part), lines.join('\n'));
        }
        await observed.untilState('ready');
        await backend.scan(await qrCodeUrl(page));
        await observed.untilState('success');
        assert.deepEqual([lines.length, pageErrors], [1, []], lines.join('\n'));
      });
    }
  });
});
