/** A page of the demo. Tests call the visitor's phone directly instead of clicking on it. */
import assert from 'node:assert/strict';
import type { Browser, Page } from 'puppeteer-core';
import type { RunningDemo } from '../../../../demo/start.js';
import { openObserved, qrCodeUrl, type ObservedPage } from '../page/observed-page.js';
import { people, type Person } from './account-rows.js';

/** How long to wait for a message or a reply. */
const timeoutMs = 20_000;
const pollMs = 20;

/**
 * Makes intervals run on the page's own clock, which `skip` moves forward, and lets `hold()` keep back
 * requests to the backend until `release()`. Runs before the page's own scripts, after the page clock.
 */
const pageControls = `(() => {
  const { fetch } = globalThis;
  globalThis.fetch = async (...args) => {
    await globalThis.gate;
    return fetch(...args);
  };
  globalThis.hold = () => {
    globalThis.gate = new Promise((resolve) => (globalThis.release = resolve));
  };
  const running = new Map();
  let last = 0;
  globalThis.setInterval = (callback, ms, ...args) => {
    const id = ++last;
    const fire = () => {
      if (!running.has(id)) return;
      running.set(id, setTimeout(fire, ms));
      callback(...args);
    };
    running.set(id, setTimeout(fire, ms));
    return id;
  };
  globalThis.clearInterval = (id) => {
    clearTimeout(running.get(id));
    running.delete(id);
  };
})()`;

export interface DemoPage extends ObservedPage {
  /** Opens a path of the demo. */
  readonly goTo: (path: string) => Promise<void>;
  /** Scans the QR code on the page, and follows the account if the phone asks. */
  readonly scan: (person: Person) => Promise<void>;
  /** The digits in the newest reply of the chat. */
  readonly chatDigits: (person: Person) => Promise<string>;
  /** The verification code in the newest message to this phone number or e-mail address. */
  readonly verificationCodeFor: (address: string) => Promise<string>;
}

/** @param scripts run before the page's own */
export async function openDemoPage(
  browser: Browser,
  demo: RunningDemo,
  ...scripts: readonly string[]
): Promise<DemoPage> {
  const phone = demo.simulator?.phone;
  assert.ok(phone, 'the demo has a simulated phone');
  const observed = await openObserved(browser, 'about:blank');
  const { page } = observed;
  // Without animations, the tests need not wait for their end.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  for (const script of [pageControls, ...scripts]) await page.evaluateOnNewDocument(script);
  return {
    ...observed,
    goTo: async (path) => {
      await page.goto(`${demo.origin}${path}`);
    },
    async scan(person) {
      await observed.untilState('ready');
      const { id } = people[person];
      const result = await phone.scan(id, await qrCodeUrl(page));
      if (result.type === 'profile') await phone.follow(id, result.scanId);
    },
    chatDigits: (person) =>
      poll(async () => sixDigits((await phone.chat(people[person].id)).at(-1)?.text)),
    verificationCodeFor: (address) =>
      poll(async () => sixDigits(await newestMessage(demo.origin, address))),
  };
}

function sixDigits(text: string | undefined): string | undefined {
  return /(?<!\d)\d{6}(?!\d)/.exec(text ?? '')?.[0];
}

async function newestMessage(origin: string, address: string): Promise<string | undefined> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { body } = await fetch(`${origin}/simulator/inbox`, { signal });
  assert.ok(body);
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const { value = '' } = await reader.read();
  await reader.cancel();
  const messages = JSON.parse(value.replace(/^data: /, '')) as { to: string; text: string }[];
  return messages.findLast(({ to }) => to.replace(/ /g, '') === address.replace(/ /g, ''))?.text;
}

async function poll(look: () => Promise<string | undefined>): Promise<string> {
  for (const endMs = Date.now() + timeoutMs; Date.now() < endMs;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return assert.fail('no message or reply with six digits came');
}

/** @param condition on the tag's `state`, in JavaScript */
export async function untilStateIs(page: Page, condition: string): Promise<void> {
  const tag = "document.querySelector('wechat-mp-login:defined')";
  await page.waitForFunction(`${tag} && (({ state }) => ${condition})(${tag})`);
}

/** Waits until the prompts show this title. */
export async function untilPromptsTitle(page: Page, title: string): Promise<void> {
  const shown = `document.querySelector('wechat-mp-login')?.shadowRoot
    ?.querySelector('wechat-mp-binding')?.shadowRoot?.querySelector('h2')?.textContent`;
  await page.waitForFunction(`${shown} === ${JSON.stringify(title)}`);
}
