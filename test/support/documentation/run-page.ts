/** Runs the samples for pages in Chromium, on a page with the tags and a backend that signs people in. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { toNodeListener } from '../../../src/server/node.js';
import { strictPolicy } from '../../../tools/browsers/strict-policy.js';
import { createTestBackend, type TestBackend } from '../e2e/backend.js';
import { launch } from '../e2e/page/browser.js';
import { watchPolicies } from '../e2e/page/policy.js';
import { listen, stop } from '../e2e/site.js';
import { bundle } from './bundle.js';
import { root } from './documents.js';
import { fileName, type SampleModule } from './modules.js';

export interface SamplePage {
  /** Opens the page. Resolves with one message for each mistake. */
  visit(sample: PageSample): Promise<string[]>;
  stop(): Promise<void>;
}

export interface PageSample {
  readonly html: string;
  readonly module?: SampleModule;
  /** Modules that the sample may import from. */
  readonly known?: readonly SampleModule[];
}

/** The page for samples without HTML of their own. */
export const usualPage = `
  <wechat-mp-login backend="/wechat-login"></wechat-mp-login>
  <wechat-mp-identities backend="/wechat-login"></wechat-mp-identities>
  <wechat-mp-login-button backend="/wechat-login"></wechat-mp-login-button>`;

const allTags = `
  import 'wechat-mp-login';
  import 'wechat-mp-login/button';
  import 'wechat-mp-login/identities';`;

/** Where better-auth has the backend. */
const inBetterAuth = '/api/auth/wechat-mp';

interface Site {
  readonly origin: string;
  readonly backends: readonly (readonly [mount: string, backend: TestBackend])[];
  readonly files: Map<string, string>;
  readonly server: Server;
}

async function startSite(): Promise<Site> {
  const files = new Map<string, string>();
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    const text = files.get(path);
    const [, backend] = backends.find(([mount]) => path.startsWith(`${mount}/`)) ?? [];
    if (backend) backend.listener(request, response);
    else if (path.startsWith('/simulator/')) simulator(request, response);
    else if (text === undefined) response.writeHead(204).end();
    else response.writeHead(200, headersOf(path, text)).end(text);
  });
  const origin = `http://localhost:${await listen(server)}`;
  const usual = createTestBackend(origin);
  const other = createTestBackend(origin, [], { publicUrl: origin + inBetterAuth });
  const backends = [['/wechat-login', usual] as const, [inBetterAuth, other] as const];
  const simulator = toNodeListener(usual.simulator);
  return { origin, backends, files, server };
}

function headersOf(path: string, text: string): Readonly<Record<string, string>> {
  if (path.endsWith('.js')) return { 'Content-Type': 'text/javascript' };
  if (path.endsWith('.css')) return { 'Content-Type': 'text/css' };
  // The tags need no styles; a page that links a theme does.
  const styles = text.includes('rel="stylesheet"') ? { 'style-src': "'self'" } : {};
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': strictPolicy(styles),
  };
}

/** The ready themes, at the addresses that the documents name. */
const themes = readdirSync(join(root, 'src/themes'))
  .filter((name) => name.endsWith('.css'))
  .map((name) => {
    const text = readFileSync(join(root, 'src/themes', name), 'utf8');
    return [`/wechat-mp-login/themes/${name}`, text] as const;
  });

export async function startSamplePages(): Promise<SamplePage> {
  const [browser, site] = await Promise.all([launch(), startSite()]);
  watchPolicies(browser);
  return {
    visit: (sample) => visit(browser, site, sample),
    async stop() {
      await browser.close();
      await stop(site.server);
    },
  };
}

async function visit(browser: Browser, site: Site, sample: PageSample): Promise<string[]> {
  const { html, module, known = [] } = sample;
  const inline = /<script type="module">([\s\S]*?)<\/script>/.exec(html)?.[1];
  const run = module ? `import './${fileName(module.path)}';` : '';
  site.files.clear();
  for (const [path, text] of themes) site.files.set(path, text);
  for (const { path, text } of await bundle(`${inline ?? allTags}\n${run}`, known, 'browser')) {
    site.files.set(path, text);
  }
  const body = html.replace(/<script type="module">[\s\S]*?<\/script>/, '');
  const script = '<script type="module" src="/assets/sample.js"></script>';
  const title = '<meta charset="utf-8"><title>Sample</title>';
  site.files.set('/', `<!doctype html><html lang="en">${title}<body>${body}${script}`);

  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const mistakes: string[] = [];
    page.on('pageerror', (error) => mistakes.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isExpected(message.text())) mistakes.push(message.text());
    });
    await page.goto(`${site.origin}/`, { waitUntil: 'load' });
    // No server of these pages takes a form.
    await page.evaluate(() => addEventListener('submit', (event) => event.preventDefault()));
    await untilShown(page);
    const found = await pageMistakes(page);
    const [, backend] = site.backends.find(([mount]) => html.includes(`"${mount}"`)) ?? [];
    if (backend) await scan(page, backend);
    return [...mistakes, ...found];
  } finally {
    await context.close();
  }
}

/**
 * The backend refuses the list of the settings page with 403, because nobody is signed in. It sets cookies,
 * so a form is sent without a code.
 */
function isExpected(text: string): boolean {
  return text.includes('status of 403') || text.includes('no_session_code');
}

/** Waits until every login has left `loading`. After the time-out, `pageMistakes` reports the state. */
async function untilShown(page: Page): Promise<void> {
  await page.$$eval('[slot=terms] input', (boxes) => boxes.forEach((box) => box.click()));
  await page
    .waitForFunction(
      () =>
        ![...document.querySelectorAll('wechat-mp-login')].some(
          (login) =>
            // Until its script has loaded, it has no state.
            !login.matches(':defined') || (!login.manual && /loading|idle/.test(login.state.type)),
        ),
      { timeout: 60_000 },
    )
    .catch(() => undefined);
}

function pageMistakes(page: Page): Promise<string[]> {
  return page.evaluate(() => [
    ...[...document.querySelectorAll(':not(:defined)')].map(
      ({ localName }) => `<${localName}> is not registered`,
    ),
    ...[...document.querySelectorAll('wechat-mp-login')]
      .filter(({ state, manual }) => !manual && !/ready|confirm|success/.test(state.type))
      .map(({ state }) => `the login stays in the state ${JSON.stringify(state)}`),
  ]);
}

/** Enough for a sample that starts the login again, which shows another QR code. */
const maxScans = 3;

/**
 * Scans the QR code, so that the listeners of the sample run. A sample may start the login again at any
 * moment, also between the reading of the QR code and its scan; then the new one is scanned.
 */
async function scan(page: Page, backend: TestBackend): Promise<void> {
  for (let scans = 0; scans < maxScans; scans++) {
    const url = await shownUrl(page);
    // The QR code of the mock belongs to no account.
    if (url === undefined || !url.includes('/q/')) return;
    // One person may scan ten times a minute. This moves the clock of the backend, and waits for nothing.
    backend.skip(10_000);
    await backend.scan(url);
    if (await signsIn(page, url)) return;
  }
  const state = await page.$eval('wechat-mp-login', (login) => JSON.stringify(login.state));
  const asked = backend.requests.slice(-9).join(', ');
  throw new Error(`nobody is signed in: the login stays in the state ${state}, after ${asked}`);
}

/** The address in the QR code of the login, if it shows one. */
async function shownUrl(page: Page): Promise<string | undefined> {
  await page.waitForFunction(
    () => document.querySelector('wechat-mp-login')?.state.type !== 'loading',
    { timeout: 60_000 },
  );
  return page.evaluate(() => {
    const state = document.querySelector('wechat-mp-login')?.state;
    return state?.type === 'ready' ? state.shown.url : undefined;
  });
}

/** @returns whether somebody is signed in: `false` once the login shows another QR code than the scanned one */
async function signsIn(page: Page, scanned: string): Promise<boolean> {
  const ended = await page
    .waitForFunction(
      (url) => {
        const state = document.querySelector('wechat-mp-login')?.state;
        if (state?.type === 'ready' && state.shown.url !== url) return 'another QR code';
        return state?.type === 'success' && 'success';
      },
      { timeout: 60_000 },
      scanned,
    )
    .catch(() => undefined);
  return (await ended?.jsonValue()) === 'success';
}
