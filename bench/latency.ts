/** Measures the time from WeChat's push to success in the page: our stream against a poll each second. */
import { createChain, parseCreated, parseSnapshot } from 'wechat-mp-login/protocol';
import type { BenchmarkBackend } from './backend.js';
import { createBrowserFetch, startLogin } from './browser.js';
import { median } from './median.js';

const pollMs = 1000;
const maxPolls = 30;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Does what a page without a stream does: polls once a second, then redeems. */
async function loginByPolling(
  { url }: BenchmarkBackend,
  scan: (qrCodeUrl: string) => Promise<void>,
): Promise<void> {
  const fetch = createBrowserFetch(new URL(url).origin);
  const { verifier, key, challenge } = await createChain();
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const created = await post('/attempts', { challenge, purpose: 'login', method: 'scan' });
  const { id, present } = parseCreated(await created.json());
  if (present.type !== 'qr') throw new Error('The attempt has no QR code.');
  const scanning = scan(present.url);
  for (let polls = 0; polls < maxPolls; polls++) {
    await pause(pollMs);
    const answer = await fetch(`${url}/attempts/${id}`, {
      headers: { Accept: 'application/json', Authorization: `Bearer ${key}` },
    });
    if (parseSnapshot(await answer.json())?.state !== 'approved') continue;
    await scanning;
    const redeemed = await post(`/attempts/${id}/redeem`, { verifier });
    if (!redeemed.ok) throw new Error(`The redeem was answered ${redeemed.status}.`);
    await redeemed.json();
    return;
  }
  throw new Error('The scan did not arrive.');
}

/**
 * Scans at the given phase (0 to 1) of the poll's second. Resolves to the time at which the backend
 * had accepted the push.
 */
async function scanLater(
  { simulator }: BenchmarkBackend,
  qrCodeUrl: string,
  phase: number,
): Promise<number> {
  await pause(200 + phase * pollMs);
  const [person] = await simulator.phone.people();
  const id = person?.id ?? '';
  const result = await simulator.phone.scan(id, qrCodeUrl);
  if (result.type === 'profile') await simulator.phone.follow(id, result.scanId);
  await simulator.idle();
  return performance.now();
}

async function measureStream(backend: BenchmarkBackend, phase: number): Promise<number> {
  const { login, until } = startLogin(backend);
  const ready = await until('ready');
  const success = until('success').then(() => performance.now());
  const acceptedAt = await scanLater(backend, ready.shown?.url ?? '', phase);
  const latency = (await success) - acceptedAt;
  login.dispose();
  return latency;
}

async function measurePoll(backend: BenchmarkBackend, phase: number): Promise<number> {
  let acceptedAt = 0;
  await loginByPolling(backend, async (qrCodeUrl) => {
    acceptedAt = await scanLater(backend, qrCodeUrl, phase);
  });
  return performance.now() - acceptedAt;
}

/** Medians. A negative latency (success before the answer to the push was read) counts as 0. */
export async function measureLatency(backend: BenchmarkBackend, rounds: number) {
  const stream: number[] = [];
  const poll: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // The phases are spread evenly, and are the same for both.
    const phase = (round + 0.5) / rounds;
    stream.push(Math.max(0, await measureStream(backend, phase)));
    poll.push(Math.max(0, await measurePoll(backend, phase)));
  }
  return { streamMs: median(stream), pollMs: median(poll) };
}
