// @ts-check
/**
 * Finds a browser to test in. A new machine needs only `npm ci`. Looks in this order: CHROME_PATH; on
 * linux x64, the Chromium in the package @sparticuz/chromium, unpacked once; an installed Chrome,
 * Chromium or Edge.
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'wechat-mp-login', 'chromium');

/** In a container, root has no user namespace, so Chromium's sandbox cannot start. */
export const browserArgs = ['--no-sandbox'];

/** @param {string} path */
function runs(path) {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<string | undefined>} */
async function packaged() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const binary = join(cache, 'chromium');
  if (!existsSync(binary)) await unpack();
  if (runs(binary)) return binary;
  // The system may lack NSS libraries and fonts; the package contains both.
  process.env['LD_LIBRARY_PATH'] = join(cache, 'al2023', 'lib');
  process.env['FONTCONFIG_PATH'] = join(cache, 'fonts');
  return runs(binary) ? binary : undefined;
}

/** Unpacks beside the cache, then renames, so that other processes never see an incomplete folder. */
async function unpack() {
  mkdirSync(dirname(cache), { recursive: true });
  const temporary = mkdtempSync(`${cache}-`);
  try {
    const archives = join(root, 'node_modules', '@sparticuz', 'chromium', 'bin');
    const program = join(root, 'tools', 'browsers', 'unpack-chromium.js');
    const env = { ...process.env, TMPDIR: temporary };
    await promisify(execFile)(process.execPath, [program, archives], { env });
    if (!existsSync(cache)) renameSync(temporary, cache);
  } catch (error) {
    if (!existsSync(join(cache, 'chromium'))) throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const installed = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * @returns {Promise<string>} the path of a Chromium that starts
 * @throws {Error} that says what to install or set
 */
export async function findBrowser() {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROME_PATH names "${named}", which does not exist.`);
  }
  const found = (await packaged()) ?? installed.find((path) => existsSync(path));
  if (found) return found;
  throw new Error('No browser found: install Chrome or Chromium, or set CHROME_PATH to one.');
}
