/** Counts the frames between the backend's answer and the QR code on the screen of a browser. */
import { startDemo } from '../demo/start.js';
import { launch } from '../test/support/e2e/page/browser.js';
import { median } from './median.js';

interface PaintRecord {
  frames: number;
  shift: number;
}

/** Runs in the page, before its own scripts. */
function recordFrames(): void {
  const pageFetch = window.fetch.bind(window);
  const record: PaintRecord = { frames: -1, shift: 0 };
  Object.assign(window, { record });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      // TypeScript's DOM types do not have LayoutShift.
      record.shift += (entry as unknown as { value: number }).value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
  const isDrawn = (): boolean =>
    !!document
      .querySelector('wechat-mp-login')
      ?.shadowRoot?.querySelector('wechat-mp-qr')
      ?.shadowRoot?.querySelector('svg path[d]');
  window.fetch = async (input, init) => {
    const response = await pageFetch(input, init);
    if (!response.url.endsWith('/attempts')) return response;
    // Wait for the body: until then, it is the backend's time.
    const received = new Response(await response.blob(), response);
    let frames = 0;
    const look = (): void => {
      if (isDrawn()) record.frames = frames;
      else if (frames++ < 600) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return received;
  };
}

export async function measureFirstPaint(rounds: number) {
  const [browser, demo] = await Promise.all([
    launch(),
    startDemo({ port: 0, confirm: 'none', newAccounts: 'create' }),
  ]);
  try {
    const frames: number[] = [];
    let shift = 0;
    for (let round = 0; round < rounds; round++) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      // tsx keeps function names with a helper that the page does not have.
      await page.evaluateOnNewDocument('globalThis.__name = (value) => value');
      await page.evaluateOnNewDocument(recordFrames);
      await page.goto(`${demo.origin}/?lang=en`);
      await page.waitForFunction('window.record?.frames >= 0');
      const record = (await page.evaluate('window.record')) as PaintRecord;
      frames.push(record.frames);
      shift = Math.max(shift, record.shift);
      await context.close();
    }
    return { framesMedian: median(frames), layoutShift: shift };
  } finally {
    await browser.close();
    await demo.stop();
  }
}
