/** Counts the requests of a page that waits for a scan, compared with a poll each second. */
import type { BenchmarkBackend } from './backend.js';
import { startLogin } from './browser.js';

const threeMinutesMs = 180_000;

/** Counts requests for `windowMs`, and extrapolates to three minutes. */
export async function measureWaiting(backend: BenchmarkBackend, windowMs: number) {
  const { login, until } = startLogin(backend);
  await until('ready');
  const before = backend.requests();
  await new Promise((resolve) => setTimeout(resolve, windowMs));
  const during = backend.requests() - before;
  login.dispose();
  // The stream opens right after `ready`, perhaps before the window begins: count it once.
  const stream = 1 + Math.max(0, during - 1) * (threeMinutesMs / windowMs);
  return { windowMs, during, stream, poll: threeMinutesMs / 1000 };
}
