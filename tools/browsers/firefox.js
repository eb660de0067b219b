// @ts-check
/** Finds a Firefox to test in: FIREFOX_PATH, or an installed one. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onPath } from './on-path.js';

/**
 * Options for puppeteer.launch: Firefox with WebDriver BiDi. It is killed when this process ends.
 * @returns {import('puppeteer-core').LaunchOptions}
 * @throws {Error} that says what to install or set
 */
export function firefoxOptions() {
  const reapOnExit = fileURLToPath(new URL('../reap-on-exit.sh', import.meta.url));
  return {
    browser: 'firefox',
    executablePath: reapOnExit,
    env: { ...process.env, REAPED_PROGRAM: findFirefox() },
    // Without this, only the foremost window of the desktop gets focus events.
    extraPrefsFirefox: { 'focusmanager.testmode': true },
    timeout: 120_000,
    protocolTimeout: 600_000,
  };
}

function findFirefox() {
  const named = process.env['FIREFOX_PATH'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`FIREFOX_PATH names "${named}", which does not exist.`);
  }
  const mac = '/Applications/Firefox.app/Contents/MacOS/firefox';
  const found = onPath('firefox-esr') ?? onPath('firefox') ?? (existsSync(mac) ? mac : undefined);
  if (found) return found;
  throw new Error('No Firefox found: install firefox-esr, or set FIREFOX_PATH to one.');
}
