/** From WeChat's push to the page's success: our stream beside a poll each second, in turns. */
import { createChain } from '../src/protocol/chain.js';
import { parseCreated, parseSnapshot } from '../src/protocol/parse/answers.js';
import { createBrowserFetch, median, startLogin } from './world.js';
import type { World } from './world.js';

const pollMs = 1000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What a page without a stream does: asks once a second, then redeems. */
async function pollOnce(world: World, scanned: (url: string) => Promise<void>): Promise<void> {
  const fetch = createBrowserFetch(new URL(world.url).origin);
  const { verifier, key, challenge } = await createChain();
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${world.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const made = await post('/attempts', { challenge, purpose: 'login', method: 'scan' });
  const { id, present } = parseCreated(await made.json());
  if (present.type !== 'qr') throw new Error('no code to scan');
  const scan = scanned(present.url);
  for (let polls = 0; polls < 30; polls++) {
    await pause(pollMs);
    const answer = await fetch(`${world.url}/attempts/${id}`, {
      headers: { Accept: 'application/json', Authorization: `Bearer ${key}` },
    });
    if (parseSnapshot(await answer.json())?.state !== 'approved') continue;
    await scan;
    const redeemed = await post(`/attempts/${id}/redeem`, { verifier });
    if (!redeemed.ok) throw new Error(`redeem answered ${redeemed.status}`);
    await redeemed.json();
    return;
  }
  throw new Error('the scan did not arrive');
}

/** Scans after a while that falls anywhere in the poll's second; tells when the push was accepted. */
async function scanLater(world: World, url: string, phase: number): Promise<number> {
  await pause(200 + phase * pollMs);
  const [person] = await world.simulator.phone.people();
  const id = person?.id ?? '';
  const seen = await world.simulator.phone.scan(id, url);
  if (seen.type === 'profile') await world.simulator.phone.follow(id, seen.scanId);
  await world.simulator.idle();
  return performance.now();
}

async function streamed(world: World, phase: number): Promise<number> {
  const { login, until } = startLogin(world);
  const ready = await until('ready');
  const done = until('success').then(() => performance.now());
  const acceptedAt = await scanLater(world, ready.shown?.url ?? '', phase);
  const latency = (await done) - acceptedAt;
  login.dispose();
  return latency;
}

async function polled(world: World, phase: number): Promise<number> {
  let acceptedAt = 0;
  await pollOnce(world, async (url) => {
    acceptedAt = await scanLater(world, url, phase);
  });
  return performance.now() - acceptedAt;
}

/** Medians in milliseconds. A negative latency (success before the push's answer was read) is 0. */
export async function latency(world: World, rounds: number) {
  const ours: number[] = [];
  const poll: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // The phases are spread evenly, the same for both.
    const phase = (round + 0.5) / rounds;
    ours.push(Math.max(0, await streamed(world, phase)));
    poll.push(Math.max(0, await polled(world, phase)));
  }
  return { oursMs: median(ours), pollMs: median(poll) };
}
