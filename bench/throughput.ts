/**
 * A whole login on the reference backend (create, push, redeem) beside as many empty requests
 * through the same router on the same machine; and its cost as more attempts wait.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createChain } from '../src/protocol/chain.js';
import { parseCreated } from '../src/protocol/parse.js';
import { createBrowserFetch } from './world.js';
import type { World } from './world.js';

const headers = { 'Content-Type': 'application/json' };

async function post(fetch: typeof globalThis.fetch, url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

async function wholeLogin(world: World, personId: string): Promise<void> {
  const fetch = createBrowserFetch(new URL(world.url).origin);
  const { verifier, challenge } = await createChain();
  const attempts = `${world.url}/attempts`;
  const body = { challenge, purpose: 'login', method: 'scan' };
  const { id, present } = parseCreated(await post(fetch, attempts, body));
  if (present.type !== 'qr') throw new Error('no code to scan');
  await world.simulator.phone.scan(personId, present.url);
  await world.simulator.idle();
  await post(fetch, `${attempts}/${id}/redeem`, { verifier });
}

/** Runs `count` jobs, `lanes` at a time; jobs a second. */
async function perSecond(
  count: number,
  lanes: number,
  job: (lane: number) => Promise<void>,
): Promise<number> {
  let left = count;
  const beganAt = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (left-- > 0) await job(lane);
    }),
  );
  return (count / (performance.now() - beganAt)) * 1000;
}

async function emptyServer() {
  const app = new Hono();
  app.post('/empty', (c) => c.json({}));
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/empty`, close: () => server.close() };
}

export async function throughput(world: World, logins: number) {
  const lanes = 8;
  const followers: string[] = [];
  for (let lane = 0; lane < lanes; lane++) {
    const { id } = await world.simulator.phone.addPerson(`Follower ${lane}`);
    await world.simulator.phone.followBySearch(id);
    followers.push(id);
  }
  await world.simulator.idle();
  const empty = await emptyServer();
  const browserFetch = createBrowserFetch(new URL(empty.url).origin);
  const oneLogin = (lane: number): Promise<void> => wholeLogin(world, followers[lane] ?? '');
  const threeEmpty = async (): Promise<void> => {
    for (let request = 0; request < 3; request++) await post(browserFetch, empty.url, {});
  };
  // Both once before they are timed: the first run compiles.
  await perSecond(logins / 4, lanes, oneLogin);
  await perSecond(logins / 4, lanes, threeEmpty);
  const ours = await perSecond(logins, lanes, oneLogin);
  const bare = await perSecond(logins, lanes, threeEmpty);
  empty.close();
  return { loginsPerSecond: ours, emptyPerSecond: bare, ratio: ours / bare };
}

/** The cost of a login while few and while many attempts wait, as a ratio. */
export async function growth(world: World, few: number, many: number, logins: number) {
  const person = await world.simulator.phone.addPerson('Grower');
  await world.simulator.phone.followBySearch(person.id);
  const wait = async (count: number): Promise<void> => {
    await perSecond(count, 8, async () => {
      const fetch = createBrowserFetch(new URL(world.url).origin);
      const { challenge } = await createChain();
      const body = { challenge, purpose: 'login', method: 'scan' };
      await post(fetch, `${world.url}/attempts`, body);
    });
  };
  const rate = (): Promise<number> => perSecond(logins, 1, () => wholeLogin(world, person.id));
  await wait(few);
  await rate();
  const withFew = await rate();
  await wait(many - few);
  const withMany = await rate();
  return { few, many, ratio: withFew / withMany };
}
