/** Takes the README's picture anew: `node --import tsx tools/pictures.ts`. */
import { fileURLToPath } from 'node:url';
import { startDemo } from '../demo/start.js';
import { launch, open, press, untilState } from '../test/e2e/browser.js';

const [browser, demo] = await Promise.all([
  launch(),
  startDemo({ port: 0, confirm: 'none', newAccounts: 'create' }),
]);
try {
  const { page } = await open(browser, `${demo.origin}/?lang=en`, {
    width: 1120,
    height: 900,
    scale: 2,
  });
  // Nothing is caught in mid-movement.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await untilState(page, 'ready');
  await press(page, 'Scan');
  await page.waitForSelector('::-p-aria([name="Follow"][role="button"])');
  await page.screenshot({
    path: fileURLToPath(new URL('../docs/pictures/sign-in.png', import.meta.url)),
  });
} finally {
  await browser.close();
  await demo.stop();
}
