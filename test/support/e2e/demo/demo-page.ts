/** A visitor of the demo whose phone is in the test's own hand, so that nothing touches the page. */
import assert from 'node:assert/strict';
import type { Browser, Page } from 'puppeteer-core';
import type { RunningDemo } from '../../../../demo/start.js';
import { people } from './account-rows.js';
import type { Person } from './account-rows.js';
import { codeOf, visit } from '../page/observed-page.js';
import type { Visit } from '../page/observed-page.js';

/** What comes without being waited for on the page comes within this time, or not at all. */
const longestMs = 20_000;
const betweenLooksMs = 20;

/**
 * Intervals run on the page's own clock, which `skip` moves on; `gate` holds back what is asked of the
 * backend. Runs before the page's own scripts, after the page clock.
 */
const pageHands = `(() => {
  const { fetch } = globalThis;
  globalThis.fetch = async (...given) => {
    await globalThis.gate;
    return fetch(...given);
  };
  globalThis.hold = () => {
    globalThis.gate = new Promise((resolve) => (globalThis.release = resolve));
  };
  const running = new Map();
  let last = 0;
  globalThis.setInterval = (callback, ms, ...given) => {
    const id = ++last;
    const ring = () => {
      if (!running.has(id)) return;
      running.set(id, setTimeout(ring, ms));
      callback(...given);
    };
    running.set(id, setTimeout(ring, ms));
    return id;
  };
  globalThis.clearInterval = (id) => {
    clearTimeout(running.get(id));
    running.delete(id);
  };
})()`;

export interface Guest extends Visit {
  /** Goes to a path of the demo. */
  readonly go: (path: string) => Promise<void>;
  /** Scans what the page shows, and follows where that is asked. */
  readonly scan: (person: Person) => Promise<void>;
  /** The digits of the chat's newest reply. */
  readonly digits: (person: Person) => Promise<string>;
  /** The code that was sent last to this number or address. */
  readonly codeTo: (target: string) => Promise<string>;
}

/** @param scripts run before the page's own */
export async function invite(
  browser: Browser,
  demo: RunningDemo,
  ...scripts: readonly string[]
): Promise<Guest> {
  const phone = demo.simulator?.phone;
  assert.ok(phone, 'the demo has its simulated phone');
  const seen = await visit(browser, 'about:blank');
  const { page } = seen;
  // What moves would have to be waited for.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  for (const script of [pageHands, ...scripts]) await page.evaluateOnNewDocument(script);
  return {
    ...seen,
    go: async (path) => {
      await page.goto(`${demo.origin}${path}`);
    },
    async scan(person) {
      await seen.until('ready');
      const { id } = people[person];
      const result = await phone.scan(id, await codeOf(page));
      if (result.type === 'profile') await phone.follow(id, result.scanId);
    },
    digits: (person) =>
      find(async () => sixDigits((await phone.chat(people[person].id)).at(-1)?.text)),
    codeTo: (target) => find(async () => sixDigits(await newestLetter(demo.origin, target))),
  };
}

function sixDigits(text: string | undefined): string | undefined {
  return /(?<!\d)\d{6}(?!\d)/.exec(text ?? '')?.[0];
}

async function newestLetter(origin: string, target: string): Promise<string | undefined> {
  const signal = AbortSignal.timeout(longestMs);
  const { body } = await fetch(`${origin}/simulator/inbox`, { signal });
  assert.ok(body);
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const { value = '' } = await reader.read();
  await reader.cancel();
  const letters = JSON.parse(value.replace(/^data: /, '')) as { to: string; text: string }[];
  return letters.findLast(({ to }) => to.replace(/ /g, '') === target.replace(/ /g, ''))?.text;
}

async function find(look: () => Promise<string | undefined>): Promise<string> {
  for (let waitedMs = 0; waitedMs < longestMs; waitedMs += betweenLooksMs) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
  }
  assert.fail('six digits were to come');
}

/** What the tag's state has to look like: a condition on `state`, in the page's own words. */
export async function untilIs(page: Page, condition: string): Promise<void> {
  const look = `(({ state }) => ${condition})(document.querySelector('wechat-mp-login'))`;
  await page.waitForFunction(`document.querySelector('wechat-mp-login') && ${look}`);
}

/** Waits until the prompts stand there under this title. */
export async function untilTitle(page: Page, title: string): Promise<void> {
  const drawn = `document.querySelector('wechat-mp-login')?.shadowRoot
    ?.querySelector('wechat-mp-binding')?.shadowRoot?.querySelector('h2')?.textContent`;
  await page.waitForFunction(`${drawn} === ${JSON.stringify(title)}`);
}
