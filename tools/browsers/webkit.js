// @ts-check
/** WebKitGTK, as near to Safari as Linux comes, on a screen that nobody sees. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onPath } from './on-path.js';

const leash = fileURLToPath(new URL('../reap-on-exit.sh', import.meta.url));

/**
 * Runs a program that ends when we do.
 * @param {string} program
 * @param {string[]} given
 * @param {NodeJS.ProcessEnv} [env]
 */
function leashed(program, given, env = process.env) {
  const child = spawn(leash, [program, ...given], {
    detached: true,
    env,
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  return {
    /** Settles with what it writes there first, or with '' where it ends before. */
    said: Promise.race([
      once(/** @type {import('node:stream').Readable} */ (child.stdio[3]), 'data'),
      ended.then(() => ['']),
    ]).then(([first]) => String(first).trim()),
    async stop() {
      child.stdin?.destroy();
      await ended;
    },
  };
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/** @param {number} port */
async function answers(port) {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver does not answer.');
}

/**
 * Its WebDriver; a session there opens a window of MiniBrowser.
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>}
 * @throws {Error} with one sentence that says what to do
 */
export async function startWebKit() {
  const [driver, screen] = [onPath('WebKitWebDriver'), onPath('Xvfb')];
  if (!driver || !screen) {
    throw new Error('No WebKitGTK found: install webkit2gtk-driver and xvfb.');
  }
  const xvfb = leashed(screen, [
    ...['-displayfd', '3'],
    ...['-screen', '0', '1280x1024x24'],
    ...['-nolisten', 'tcp'],
  ]);
  const display = await xvfb.said;
  if (!display) throw new Error('Xvfb does not start.');
  const port = await freePort();
  const webdriver = leashed(driver, [`--port=${port}`], { ...process.env, DISPLAY: `:${display}` });
  await answers(port);
  return {
    port,
    async stop() {
      await webdriver.stop();
      await xvfb.stop();
    },
  };
}
