/** From the answer to WeChat's push to the success that a page's script sees. */
import { setTimeout as pause } from 'node:timers/promises';
import { pageNames, type PageName } from './site/built-pages.js';
import { visit, type Stage } from './visit/visit.js';

/** How often each page asks, by its own default. Scans are spread evenly over that time. */
const intervalMs: Readonly<Record<PageName, number>> = { ours: 1000, authing: 800, poll: 1000 };
/** What loads after the QR code has time: nobody scans sooner. */
const scannedAfterMs = 1000;

async function measureOnce(stage: Stage, name: PageName, phase: number): Promise<number> {
  const { page, close } = await visit(stage, name);
  try {
    await pause(scannedAfterMs + phase * intervalMs[name]);
    // The expression gives a text.
    const qrCodeUrl = (await page.evaluate(
      "document.querySelector('wechat-mp-login')?.state.shown.url ?? document.querySelector('#login p')?.textContent ?? ''",
    )) as string;
    const acceptedAtMs = await stage.site.scan(name, qrCodeUrl);
    // Does not disturb the page meanwhile.
    await page.waitForFunction("performance.getEntriesByName('success').length > 0", {
      polling: 500,
    });
    // The expression gives a number.
    const succeededAtMs = (await page.evaluate(
      "performance.timeOrigin + performance.getEntriesByName('success')[0].startTime",
    )) as number;
    return succeededAtMs - acceptedAtMs;
  } finally {
    await close();
  }
}

/** The samples of each page. All pages take turns, so that a busy machine slows all of them down. */
export async function measureLatency(
  stage: Stage,
  rounds: number,
): Promise<Readonly<Record<PageName, readonly number[]>>> {
  const samples: Record<PageName, number[]> = { ours: [], authing: [], poll: [] };
  // The first round is not counted: the browser starts its processes then.
  for (let round = -1; round < rounds; round++) {
    for (const name of pageNames) {
      const took = await measureOnce(stage, name, (Math.max(round, 0) + 0.5) / rounds);
      if (round >= 0) samples[name].push(took);
    }
  }
  return samples;
}
