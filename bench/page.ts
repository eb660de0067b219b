/** Frames between the backend's answer and the code on the screen, in a real browser. */
import { startDemo } from '../demo/start.js';
import { launch } from '../test/support/e2e/page/browser.js';
import { median } from './world.js';

/** Runs before the page's own scripts: counts frames from the answer to create until the code is drawn. */
function watchFrames(): void {
  const real = window.fetch.bind(window);
  const record: { frames: number; shift: number } = { frames: -1, shift: 0 };
  Object.assign(window, { record });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      record.shift += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
  const isDrawn = (): boolean =>
    !!document
      .querySelector('wechat-mp-login')
      ?.shadowRoot?.querySelector('wechat-mp-qr')
      ?.shadowRoot?.querySelector('svg path[d]');
  window.fetch = async (input, init) => {
    const response = await real(input, init);
    if (!response.url.endsWith('/attempts')) return response;
    // The body too has to be there: until then it is the backend's time.
    const whole = new Response(await response.blob(), response);
    let frames = 0;
    const look = (): void => {
      if (isDrawn()) record.frames = frames;
      else if (frames++ < 600) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return whole;
  };
}

export async function page(rounds: number) {
  const [browser, demo] = await Promise.all([
    launch(),
    startDemo({ port: 0, confirm: 'none', newAccounts: 'create' }),
  ]);
  try {
    const frames: number[] = [];
    let shift = 0;
    for (let round = 0; round < rounds; round++) {
      const context = await browser.createBrowserContext();
      const tab = await context.newPage();
      // The TypeScript loader keeps functions' names by a helper that the page does not have.
      await tab.evaluateOnNewDocument('globalThis.__name = (value) => value');
      await tab.evaluateOnNewDocument(watchFrames);
      await tab.goto(`${demo.origin}/?lang=en`);
      await tab.waitForFunction('window.record?.frames >= 0');
      const record = (await tab.evaluate('window.record')) as { frames: number; shift: number };
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
