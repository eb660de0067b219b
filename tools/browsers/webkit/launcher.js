/** Runs tests in WebKit through WebDriver. */
import { startWebKit } from './start-webkit.js';

async function loadWebdriver() {
  try {
    return await import('@web/test-runner-webdriver');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const message = 'Run `npm ci --prefix tools/browsers/webkit` first: WebKit needs its driver.';
    throw new Error(message, { cause: error });
  }
}

/** @returns {Promise<import('@web/test-runner').BrowserLauncher>} */
export async function createWebKitLauncher() {
  const { webdriverLauncher } = await loadWebdriver();
  const { port, stop } = await startWebKit();
  const launcher = webdriverLauncher({
    hostname: '127.0.0.1',
    port,
    capabilities: { browserName: 'MiniBrowser', 'wdio:enforceWebDriverClassic': true },
  });
  const end = launcher.stop.bind(launcher);
  launcher.stop = () => end().finally(stop);
  return launcher;
}
