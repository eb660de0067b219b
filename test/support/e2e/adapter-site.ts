/** A page with a sample of docs/backends.md, under a strict content security policy. */
import { createServer, type RequestListener } from 'node:http';
import type { Browser, Page } from 'puppeteer-core';
import { strictPolicy } from '../../../tools/browsers/strict-policy.js';
import { bundle } from '../documentation/bundle.js';
import { allBlocks } from '../documentation/documents.js';
import { listen, stop } from './site.js';

export interface AdapterSite {
  readonly origin: string;
  close(): Promise<void>;
}

/** The code of the sample in docs/backends.md that has this text. */
export function sampleWith(text: string): string {
  const found = allBlocks.filter(
    ({ document, language, code }) =>
      document === 'docs/backends.md' && language === 'js' && code.includes(text),
  );
  const [block] = found;
  if (!block || found.length > 1) throw new Error(`${found.length} samples have ${text}`);
  return block.code;
}

/**
 * @param code the script of the page
 * @param foreign the other origin to which the page may connect
 * @param server answers everything else
 */
export async function startAdapterSite(
  code: string,
  foreign: string,
  server: RequestListener = (_, response) => response.writeHead(404).end(),
): Promise<AdapterSite> {
  const files = new Map<string, string>();
  for (const { path, text } of await bundle(code, [], 'browser')) files.set(path, text);
  const policy = strictPolicy({
    ...(foreign && { 'connect-src': foreign }),
    'img-src': `data: ${foreign}`,
  });
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const script = files.get(pathname);
    if (script !== undefined) {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script);
    } else if (pathname === '/') {
      const type = {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': policy,
      };
      response.writeHead(200, type).end(page);
    } else if (pathname === '/favicon.ico') response.writeHead(204).end();
    else server(request, response);
  });
  const origin = `http://localhost:${await listen(http)}`;
  return { origin, close: () => stop(http) };
}

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title>
<body><wechat-mp-login></wechat-mp-login><script type="module" src="/assets/sample.js"></script>`;

export interface WatchedPage {
  readonly page: Page;
  /** What the console has shown. */
  readonly console: string[];
  /**
   * Everything in which a script of the page, or a person, could find a secret: the document with its
   * shadow trees, the states and events of the tag, the storages, the address and the console.
   */
  everything(): Promise<string>;
}

export async function openWatched(browser: Browser, url: string): Promise<WatchedPage> {
  const context = await browser.createBrowserContext();
  const opened = await context.newPage();
  opened.setDefaultTimeout(60_000);
  const lines: string[] = [];
  opened.on('console', (message) => lines.push(message.text()));
  opened.on('pageerror', (error) => lines.push(String(error)));
  await opened.evaluateOnNewDocument(recordEvents);
  await opened.goto(url);
  return {
    page: opened,
    console: lines,
    everything: async () => (await opened.evaluate(readPage)) + lines.join('\n'),
  };
}

/** Runs in the page: keeps all that the tag's events tell. */
function recordEvents(): void {
  const seen: unknown[] = [];
  Object.assign(globalThis, { seenEvents: seen });
  for (const name of ['state', 'success', 'error']) {
    addEventListener(
      `wechat-mp-login-${name}`,
      (event) => {
        const { state } = event.target as { readonly state?: unknown } & EventTarget;
        // Properties of our events are on the event itself, and not in `detail`.
        seen.push(JSON.stringify([Object.entries(event), state]));
      },
      true,
    );
  }
}

/** Runs in the page. */
function readPage(): string {
  const texts: string[] = [];
  // A list that grows: tsx gives functions inside this one a helper, which the page does not have.
  const roots: (ParentNode & { readonly innerHTML: string })[] = [document.documentElement];
  for (const root of roots) {
    texts.push(root.innerHTML);
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLInputElement) texts.push(element.value);
      if (element.shadowRoot) roots.push(element.shadowRoot);
    }
  }
  const { seenEvents } = globalThis as unknown as { readonly seenEvents: readonly string[] };
  const storages = [localStorage, sessionStorage].map((storage) => JSON.stringify(storage));
  return [...texts, ...seenEvents, ...storages, location.href, document.cookie].join('\n');
}
