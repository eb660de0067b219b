// @ts-check
/** Finds a Firefox to test in: FIREFOX_PATH, or an installed one. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onPath } from './on-path.js';

/**
 * How puppeteer starts it, by WebDriver BiDi. It ends when we do.
 * @returns {import('puppeteer-core').LaunchOptions}
 * @throws {Error} with one sentence that says what to do
 */
export function firefoxOptions() {
  const leash = fileURLToPath(new URL('../reap-on-exit.sh', import.meta.url));
  return {
    browser: 'firefox',
    executablePath: leash,
    env: { ...process.env, LEASHED: findFirefox() },
    // Without it, a window that is not the front one of the desktop hears nothing of the focus.
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
