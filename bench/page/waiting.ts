/** What a page costs while nobody scans: requests, and time on the main thread. */
import { setTimeout as pause } from 'node:timers/promises';
import type { HTTPRequest } from 'puppeteer-core';
import { pageNames, type PageName } from './site/built-pages.js';
import { visit, type Stage, type Visit } from './visit/visit.js';

/** What loads after the QR code belongs to no wait. */
const settledAfterMs = 3000;
/** A QR code of ours is renewed after 170 s. The wait begins some seconds after it was made. */
const renewedAfterMs = 160_000;

export interface Waited {
  /** Those that were open at the beginning or began meanwhile. */
  readonly requests: number;
  /** Of these, the ones before any QR code is renewed. */
  readonly requestsBeforeRenewal: number;
  /** Share of one core, in percent. */
  readonly cpuPercent: number;
}

/** All pages wait at the same time, each in a window of its own. */
export async function measureWaiting(
  stage: Stage,
  windowMs: number,
): Promise<Readonly<Record<PageName, Waited>>> {
  const open = new Map<PageName, Set<HTTPRequest>>();
  const visits = new Map<PageName, Visit>();
  try {
    for (const name of pageNames) {
      const requests = new Set<HTTPRequest>();
      open.set(name, requests);
      visits.set(
        name,
        await visit(stage, name, async (page) => {
          page.on('request', (request) => requests.add(request));
          page.on('requestfinished', (request) => requests.delete(request));
          page.on('requestfailed', (request) => requests.delete(request));
          await page.setCacheEnabled(true);
        }),
      );
    }
    await pause(settledAfterMs);
    const waits = [...visits].map(async ([name, { page }]) => {
      let requests = open.get(name)?.size ?? 0;
      page.on('request', () => (requests += 1));
      const before = await page.metrics();
      await pause(Math.min(windowMs, renewedAfterMs));
      const requestsBeforeRenewal = requests;
      await pause(Math.max(0, windowMs - renewedAfterMs));
      const after = await page.metrics();
      if ((await page.evaluate('document.visibilityState')) !== 'visible') {
        throw new Error(`The browser has hidden the page ${name}, which then does less.`);
      }
      const busyMs = ((after.TaskDuration ?? NaN) - (before.TaskDuration ?? NaN)) * 1000;
      return [
        name,
        { requests, requestsBeforeRenewal, cpuPercent: (100 * busyMs) / windowMs },
      ] as const;
    });
    // Each page has an entry.
    return Object.fromEntries(await Promise.all(waits)) as Record<PageName, Waited>;
  } finally {
    for (const { close } of visits.values()) await close();
  }
}
