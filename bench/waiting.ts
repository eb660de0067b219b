/** What a page asks for while it waits for the scan, beside a poll each second. */
import { startLogin } from './world.js';
import type { World } from './world.js';

const threeMinutesMs = 180_000;

/** Requests in `windowMs`, and the same carried on to three minutes. */
export async function waiting(world: World, windowMs: number) {
  const { login, until } = startLogin(world);
  await until('ready');
  const before = world.requests();
  await new Promise((resolve) => setTimeout(resolve, windowMs));
  const during = world.requests() - before;
  login.dispose();
  // The stream itself is opened at once after `ready`, perhaps before the window.
  const ours = 1 + Math.max(0, during - 1) * (threeMinutesMs / windowMs);
  return { windowMs, during, ours, poll: threeMinutesMs / 1000 };
}
