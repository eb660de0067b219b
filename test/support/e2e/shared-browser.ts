/**
 * One Chromium for all tests of a process, because starting a browser takes longer than most tests. Only
 * test files may import this module: it registers a hook of the test runner.
 */
import { after } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launch } from './page/browser.js';

/** A host name that is not `localhost`, so that browsers treat its pages over http as insecure. */
export const insecureHost = 'shop.test';

let shared: Promise<Browser> | undefined;

export function sharedBrowser(): Promise<Browser> {
  shared ??= launch(`--host-resolver-rules=MAP ${insecureHost} 127.0.0.1`);
  return shared;
}

after(async () => {
  await (await shared)?.close();
});
