/** A visitor before a page whose requests pass through a fault proxy. */
import assert from 'node:assert/strict';
import type { Browser } from 'puppeteer-core';
import { createCookieSessions, createMemoryAccounts } from '../../../../src/accounts/index.js';
import type { Options } from '../../../../src/server/index.js';
import { until } from '../../until.js';
import { createTestBackend, type TestBackend } from '../backend.js';
import { openObserved, qrCodeUrl, type ObservedPage } from '../page/observed-page.js';
import { sharedBrowser } from '../shared-browser.js';
import { startSite, type Site } from '../site.js';
import { startFaultProxy, type FaultProxy, type Faults, type Kind } from './fault-proxy.js';

export interface FaultySite {
  readonly site: Site;
  readonly browser: Browser;
  readonly proxy: FaultProxy;
  stop(): Promise<void>;
}

/** One site and one proxy for all cases of a file. */
export async function startFaultySite(): Promise<FaultySite> {
  const [browser, site, proxy] = await Promise.all([
    sharedBrowser(),
    startSite(),
    startFaultProxy(),
  ]);
  site.backend = proxy.listener;
  const stop = async (): Promise<void> => {
    await site.stop();
    await proxy.stop();
  };
  return { site, browser, proxy, stop };
}

export interface FaultyLogin extends ObservedPage {
  readonly backend: TestBackend;
  /** Requests of each kind since the page opened. */
  readonly count: FaultProxy['count'];
  /** The requests since the page opened, oldest first. */
  kinds(): readonly Kind[];
  /** Replaces the faults; none heals the network. */
  meet(faults: Faults): void;
  /** Waits until the QR code is shown and watched, and returns its address. */
  untilWatched(): Promise<string>;
  /**
   * Lets time pass, second by second, on the page and at the backend, until the condition holds.
   * @param condition an expression on the page; `state` is that of the tag
   * @returns how many seconds passed
   */
  passUntil(condition: string, atMostS: number): Promise<number>;
  passS(seconds: number): Promise<void>;
  /** Sends a heartbeat through the open stream. The backend itself sends them by the real time. */
  heartbeat(): Promise<void>;
  /**
   * Asserts that one person was signed in to one account, once, and that nothing is left.
   * @param errors the codes that the page has shown before
   */
  assertSignedIn(atMostS: number, errors?: readonly string[]): Promise<void>;
}

/** How long the machine may take for what the clocks of page and backend do not measure. */
const timeoutMs = 30_000;

/** In the middle of the range that it may choose from, so that pauses are as long as usual. */
const random = 0.5;

/**
 * @param attributes of the tag, beside the address of the backend
 * @param options of the backend, in addition to the defaults or in their place
 */
export async function openFaulty(
  { site, browser, proxy }: FaultySite,
  faults: Faults,
  attributes = '',
  options: Partial<Options> = {},
): Promise<FaultyLogin> {
  const counts = { accounts: 0, sessions: 0 };
  const backend = createCountedBackend(site.origin, counts, options);
  proxy.backend = backend.listener;
  proxy.faults = faults;
  const before = proxy.kinds.length;
  const tag = `<wechat-mp-login backend="/wechat-login" ${attributes}></wechat-mp-login>`;
  const observed = await openObserved(browser, site.add(tag), undefined, random);
  const { page } = observed;

  /** Waits until the page has every answer that the network lets through. */
  async function settle(): Promise<void> {
    for (const endMs = performance.now() + timeoutMs; performance.now() < endMs;) {
      if ((await page.evaluate('pending()')) === proxy.waiting()) return;
    }
    throw new Error('requests are still under way');
  }

  async function passS(seconds: number): Promise<void> {
    for (let passed = 0; passed < seconds; passed++) {
      await settle();
      backend.skip(1000);
      await observed.skip(1000);
    }
  }

  async function passUntil(condition: string, atMostS: number): Promise<number> {
    const holds = `(({ state }) => ${condition})(document.querySelector('wechat-mp-login:defined') ?? { state: {} })`;
    for (let passed = 0; ; passed++) {
      await settle();
      if (await page.evaluate(holds)) return passed;
      if (passed === atMostS) {
        // What a stream or a file still brings takes time of the machine, and none of the page's clock.
        await page
          .waitForFunction(holds, { polling: 10, timeout: timeoutMs })
          .catch(async (cause: unknown) => {
            const { states } = await observed.observations();
            const seen = [...states, ...proxy.kinds.slice(before)].join(' ');
            throw new Error(`not within ${atMostS} s: ${condition} (${seen})`, { cause });
          });
        return passed;
      }
      await passS(1);
    }
  }

  const login: FaultyLogin = {
    ...observed,
    backend,
    count: (kind) => login.kinds().filter((each) => each === kind).length,
    kinds: () => proxy.kinds.slice(before),
    meet: (next) => (proxy.faults = next),
    passS,
    passUntil,
    async heartbeat() {
      const read = await page.evaluate('pieces');
      proxy.inject(':\n\n');
      await page.waitForFunction(`pieces > ${String(read)}`, { polling: 10, timeout: timeoutMs });
    },
    async untilWatched() {
      await observed.untilState('ready');
      await until(() => login.count('stream') + login.count('poll') > 0, 'the page watches');
      return qrCodeUrl(page);
    },
    async assertSignedIn(atMostS, errors = []) {
      await passUntil("state.type === 'success'", atMostS);
      assert.deepEqual(counts, { accounts: 1, sessions: 1 });
      await until(() => backend.openStreams() === 0, 'no stream is left');
      const told = observed.developerErrors.map((line) => line.split(' ')[1]);
      assert.deepEqual([...observed.pageErrors, ...told], errors);
    },
  };
  return login;
}

/** Counts what a login may do only once. */
function createCountedBackend(
  origin: string,
  counts: { accounts: number; sessions: number },
  options: Partial<Options>,
): TestBackend {
  const sessions = createCookieSessions({ secure: false });
  const accounts = createMemoryAccounts();
  return createTestBackend(origin, [], {
    officialAccount: { name: '山 Shop' },
    ...options,
    sessions: {
      ...sessions,
      open(...call) {
        counts.sessions++;
        return sessions.open(...call);
      },
    },
    accounts: {
      ...accounts,
      create(...call) {
        counts.accounts++;
        return accounts.create(...call);
      },
    },
  });
}
