// @ts-check
/** Starts WebKitGTK, the nearest to Safari that runs on Linux, on a virtual screen. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onPath } from '../on-path.js';

const reapOnExit = fileURLToPath(new URL('../../reap-on-exit.sh', import.meta.url));

/**
 * Starts a program that is killed when this process ends.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function startReaped(program, args, env = process.env) {
  const child = spawn(reapOnExit, [program, ...args], {
    detached: true,
    env,
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  return {
    /** The first text that it writes to descriptor 3; '' if it ends before. */
    firstOutput: Promise.race([
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

/** Resolves when WebKitWebDriver answers. @param {number} port */
async function untilReady(port) {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver did not answer within 60 s.');
}

/**
 * Starts WebKitWebDriver; each session opens a window of MiniBrowser.
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>}
 * @throws {Error} that says what to install
 */
export async function startWebKit() {
  const [driver, screen] = [onPath('WebKitWebDriver'), onPath('Xvfb')];
  if (!driver || !screen) {
    throw new Error('No WebKitGTK found: install webkit2gtk-driver and xvfb.');
  }
  const xvfb = startReaped(screen, [
    ...['-displayfd', '3'],
    ...['-screen', '0', '1280x1024x24'],
    ...['-nolisten', 'tcp'],
  ]);
  const display = await xvfb.firstOutput;
  if (!display) throw new Error('Xvfb did not start.');
  const port = await freePort();
  const webdriver = startReaped(driver, [`--port=${port}`], {
    ...process.env,
    DISPLAY: `:${display}`,
  });
  await untilReady(port);
  return {
    port,
    async stop() {
      await webdriver.stop();
      await xvfb.stop();
    },
  };
}
