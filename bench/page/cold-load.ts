/** A first visit on a slow line: how long until the QR code, and how many round trips one after the other. */
import { PredefinedNetworkConditions, type Page } from 'puppeteer-core';
import { visit, type Stage } from './visit/visit.js';
import { longestChain, type TimedRequest } from './waterfall.js';

/** As Chrome's developer tools define it: 562 ms there and back, 1.4 Mbit/s. */
const slowLine = PredefinedNetworkConditions['Slow 4G'];

export interface ColdLoad {
  readonly drawnAfterMs: readonly number[];
  /** The longest chain of requests that there was in any round. */
  readonly chain: readonly string[];
}

/** Collects the page's requests, with times in milliseconds since 1970. */
async function watchRequests(page: Page): Promise<() => TimedRequest[]> {
  const session = await page.createCDPSession();
  const started = new Map<string, { readonly url: string; readonly startedAt: number }>();
  const answered: TimedRequest[] = [];
  let toWallMs = (monotonicS: number): number => monotonicS;
  session.on('Network.requestWillBeSent', ({ requestId, request, timestamp, wallTime }) => {
    toWallMs = (monotonicS) => (monotonicS - timestamp + wallTime) * 1000;
    started.set(requestId, { url: request.url, startedAt: wallTime * 1000 });
  });
  session.on('Network.responseReceived', ({ requestId, timestamp }) => {
    const request = started.get(requestId);
    const isOfNetwork = request?.url.startsWith('http') ?? false;
    if (request && isOfNetwork) answered.push({ ...request, answeredAt: toWallMs(timestamp) });
  });
  await session.send('Network.enable');
  return () => answered;
}

export async function measureColdLoad(
  stage: Stage,
  name: 'ours' | 'authing',
  rounds: number,
): Promise<ColdLoad> {
  const drawnAfterMs: number[] = [];
  let chain: readonly TimedRequest[] = [];
  for (let round = 0; round < rounds; round++) {
    let requests = (): TimedRequest[] => [];
    const { page, record, close } = await visit(stage, name, async (opened) => {
      requests = await watchRequests(opened);
      await opened.emulateNetworkConditions(slowLine);
    });
    try {
      const { drawnAtMs = NaN } = record;
      drawnAfterMs.push(drawnAtMs);
      // The expression gives a number.
      const drawnAt = drawnAtMs + ((await page.evaluate('performance.timeOrigin')) as number);
      const found = longestChain(requests().filter(({ answeredAt }) => answeredAt <= drawnAt));
      if (found.length > chain.length) chain = found;
    } finally {
      await close();
    }
  }
  return { drawnAfterMs, chain: chain.map(({ url }) => new URL(url).pathname) };
}
