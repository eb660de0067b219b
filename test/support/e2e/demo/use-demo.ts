/** The demo and a browser for the tests of one `describe` block. */
import { after, afterEach, before } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { DemoConfig } from '../../../../demo/config.js';
import { startDemo, type RunningDemo } from '../../../../demo/start.js';
import { closePages } from '../page/browser.js';
import { sharedBrowser } from '../shared-browser.js';

export interface DemoSuite {
  readonly browser: Browser;
  readonly demo: RunningDemo;
}

/**
 * Call in a `describe` block. Starts a demo before its tests and stops it after them; closes the pages
 * of each test.
 * @param confirm whether the chat asks; by default, a scan is enough
 */
export function useDemo(
  newAccounts: DemoConfig['newAccounts'],
  confirm: DemoConfig['confirm'] = 'none',
): DemoSuite {
  let suite: DemoSuite | undefined;
  const started = (): DemoSuite => {
    if (!suite) throw new Error('Use the demo in a test or a hook: it starts before the tests.');
    return suite;
  };
  before(async () => {
    const config = { port: 0, confirm, newAccounts };
    const [browser, demo] = await Promise.all([
      sharedBrowser(),
      startDemo(config, () => undefined),
    ]);
    suite = { browser, demo };
  });
  afterEach(() => closePages(started().browser));
  after(() => suite?.demo.stop());
  return {
    get browser() {
      return started().browser;
    },
    get demo() {
      return started().demo;
    },
  };
}
