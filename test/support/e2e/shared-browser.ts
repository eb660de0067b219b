/** One Chromium for all tests of a process, because starting one takes longer than most tests. */
import type { Browser } from 'puppeteer-core';
import { atProcessEnd } from '../process-end.js';
import { launch } from './page/browser.js';
import { watchPolicies } from './page/policy.js';

/** A host name that is not `localhost`, so that browsers treat its pages over http as insecure. */
export const insecureHost = 'shop.test';

let shared: Promise<Browser> | undefined;

export function sharedBrowser(): Promise<Browser> {
  if (!shared) {
    const browser = launch(`--host-resolver-rules=MAP ${insecureHost} 127.0.0.1`);
    void browser.then(watchPolicies);
    atProcessEnd(async () => (await browser).close());
    shared = browser;
  }
  return shared;
}
