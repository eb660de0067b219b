/** The components of `wechat-mp-login/react`, after server rendering and hydration, in React 18 and 19. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { before, describe, test } from 'node:test';
import { build, type BuildOptions } from 'esbuild';
import { strictPolicy } from '../../../tools/browsers/strict-policy.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';
import { openPage } from '../../support/e2e/page/browser.js';
import { installPackages } from '../../support/frameworks/packages.js';

const here = resolve('test/frameworks/types');

const server = `
  import { createElement } from 'react';
  import { renderToString } from 'react-dom/server';
  import { App } from './react/app.tsx';
  export const html = renderToString(createElement(App, { log() {} }));
`;

const client = `
  import { createElement } from 'react';
  import { hydrateRoot } from 'react-dom/client';
  import { mockBackend } from 'wechat-mp-login/mock';
  import { App } from './react/app.tsx';
  const entries = (window.entries = []);
  const log = (entry) => entries.push(entry);
  const mock = mockBackend('ready', { warn() {} });
  const create = (...values) => (log('attempt'), mock.create(...values));
  const root = hydrateRoot(
    document.querySelector('#root'),
    createElement(App, { backend: { ...mock, create }, log }),
  );
  window.unmount = () => root.unmount();
`;

/** Bundles a program with one version of React. */
async function bundle(contents: string, version: string, options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: here },
    alias: {
      react: resolve(here, `node_modules/react-${version}`),
      'react-dom': resolve(here, `node_modules/react-dom-${version}`),
    },
    bundle: true,
    write: false,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'error',
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}

async function renderOnServer(version: string): Promise<string> {
  const code = await bundle(server, version, { platform: 'node', format: 'cjs' });
  const module = { exports: {} as { html: string } };
  new Function('module', 'exports', 'require', code)(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  return module.exports.html;
}

describe('the components', () => {
  before(() => installPackages(here));

  for (const version of ['18', '19']) {
    test(`React ${version}: a server renders what attributes can say, and nothing of objects`, async () => {
      const html = await renderOnServer(version);
      const button = /<wechat-mp-login-button[^>]*>/.exec(html)?.[0] ?? '';
      for (const attribute of ['backend="/wechat-login"', 'return-to="/home"', 'look="neutral"']) {
        assert.ok(button.includes(` ${attribute}`), `${attribute} in ${button}`);
      }
      assert.match(button, / disabled=/);
      const login = /<wechat-mp-login [^>]*>/.exec(html)?.[0] ?? '';
      assert.match(login, / class="card"/);
      assert.match(login, / aria-hidden="false"/);
      assert.doesNotMatch(login, /manual|backend|texts| hidden| on/);
      assert.match(html, / expires-at-ms="1"/);
      assert.doesNotMatch(html, /\[object/);
    });

    test(`React ${version}: a hydrated page gets properties and events, and makes one attempt in StrictMode`, async (t) => {
      const html = await renderOnServer(version);
      const script = await bundle(client, version, { format: 'esm', platform: 'browser' });
      const site = createServer((request, response) => {
        const isPage = request.url === '/';
        response.setHeader('Content-Type', isPage ? 'text/html' : 'text/javascript');
        response.setHeader('Content-Security-Policy', strictPolicy());
        response.end(
          isPage
            ? `<!doctype html><meta charset="utf-8"><div id="root">${html}</div><script type="module" src="/app.js"></script>`
            : script,
        );
      });
      await new Promise<void>((done) => site.listen(0, 'localhost', done));
      t.after(() => site.close());
      const { port } = site.address() as AddressInfo;
      const { page, consoleErrors } = await openPage(
        await sharedBrowser(),
        `http://localhost:${port}/`,
        { width: 800, height: 900 },
      );
      t.after(() => page.close());
      const has = (entry: string): Promise<unknown> =>
        page.waitForFunction((wanted) => globalThis.entries.includes(wanted), {}, entry);
      const cardName = (name: string): Promise<unknown> =>
        page.waitForFunction(
          (wanted) =>
            document
              .querySelector('wechat-mp-login')
              ?.shadowRoot?.querySelector('[part=card]')
              ?.getAttribute('aria-label') === wanted,
          {},
          name,
        );

      await has('state: ready, words: Welcome back');
      await cardName('Welcome back');
      // The handler of the newest render hears the next event, and a property that is gone is reset.
      await page.click('button');
      await cardName('Sign in with WeChat');
      await page.$eval('wechat-mp-login', (login) => (login as unknown as Cancellable).cancel());
      await has('state: cancelled, words: undefined');
      await page.click('button');
      await cardName('Hello');
      await page.click('wechat-mp-login p');

      const entries = await page.evaluate(() => globalThis.entries as string[]);
      assert.equal(entries.filter((entry) => entry === 'attempt').length, 1);
      assert.ok(entries.includes('effect: function'), 'the page gets an element with its methods');
      assert.ok(!entries.includes('effect: undefined'));
      assert.ok(entries.includes('click'));
      assert.ok(entries.some((entry) => entry.startsWith('identities: ')));
      const theme = await page.$eval('wechat-mp-login', (login) => login.getAttribute('theme'));
      assert.equal(theme, 'dark');
      await page.evaluate(() => (globalThis as unknown as { unmount(): void }).unmount());
      // The list of identities fails on purpose.
      const others = consoleErrors.filter((text) => !text.startsWith('<wechat-mp-identities>'));
      assert.deepEqual(others, []);
    });
  }
});

interface Cancellable {
  cancel(): void;
}

declare global {
  // eslint-disable-next-line no-var -- a global variable of the page
  var entries: string[];
}
