/** Opens every page of the built site in a browser: no error in its console, and nothing that axe objects to. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import { launch, type Browser } from 'puppeteer-core';
import { browserArgs, findBrowser } from '../tools/browsers/browser.js';
import { addressOf, pages } from './pages.js';

const dist = fileURLToPath(new URL('dist', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** In both languages. A first page has other parts than the rest. */
const addresses = (['en', 'zh'] as const).flatMap((lang) => [
  lang === 'zh' ? '/zh/' : '/',
  ...pages.map((page) => addressOf(page, lang)),
]);

type Scheme = 'light' | 'dark';

/**
 * Looks at every page, and in the dark at some: each eighth, and those with diagrams, which have colours of their own.
 * @returns one line for each fault
 */
export async function checkSite(): Promise<readonly string[]> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const file = extname(path) === '' ? `${path}.html` : path;
    readFile(join(dist, file)).then(
      (body) =>
        response
          .setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream')
          .end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with a port.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launch({ executablePath: await findBrowser(), args: browserArgs });
  try {
    const faults: string[] = [];
    for (const [index, address] of addresses.entries()) {
      faults.push(...(await faultsOf(browser, origin, address, 'light')));
      if (index % 8 === 0 || address.endsWith('/protocol'))
        faults.push(...(await faultsOf(browser, origin, address, 'dark')));
    }
    return faults;
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

async function faultsOf(
  browser: Browser,
  origin: string,
  address: string,
  scheme: Scheme,
): Promise<readonly string[]> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(origin + address, { waitUntil: 'networkidle0' });
  // A diagram is drawn after its page has loaded; what axe sees must not depend on how fast.
  await page.waitForFunction(() => document.querySelector('pre[aria-busy]') === null);
  await page.addScriptTag({ path: fileURLToPath(import.meta.resolve('axe-core/axe.min.js')) });
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  for (const { id, nodes } of violations) {
    faults.push(
      `axe: ${id}: ${nodes
        .map(({ html }) => html.slice(0, 120))
        .slice(0, 3)
        .join(' ')}`,
    );
  }
  await page.close();
  return faults.map((fault) => `${address} (${scheme}): ${fault}`);
}
