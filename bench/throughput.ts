/**
 * A whole login on the reference backend (create, push, redeem) beside as many empty requests
 * through the same router on the same machine; and its cost as more attempts wait.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createChain } from '../src/protocol/chain.js';
import { parseCreated } from '../src/protocol/parse/answers.js';
import { createCrypt, eventXml, signPush } from '../src/wechat/index.js';
import { createBrowserFetch, createWorld } from './world.js';
import type { World } from './world.js';

const headers = { 'Content-Type': 'application/json' };

async function post(fetch: typeof globalThis.fetch, url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

interface Scanner {
  readonly world: World;
  /** Sends the push of a person who follows already and scans this code. */
  readonly scan: (url: string, openid: string, callbackUrl?: string) => Promise<void>;
}

/** A platform that costs nothing, so that the backend's own work is what is measured. */
async function createScanner(): Promise<Scanner> {
  const sceneByUrl = new Map<string, string>();
  const world = await createWorld((_, init) => {
    const { action_info: info } = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as {
      action_info?: { scene: { scene_str: string } };
    };
    if (!info) return Promise.resolve(Response.json(someAnswer));
    const url = `http://weixin.qq.com/q/02${String(sceneByUrl.size).padStart(20, '0')}`;
    sceneByUrl.set(url, info.scene.scene_str);
    return Promise.resolve(Response.json({ ticket: 'gQ', expire_seconds: 240, url }));
  });
  const { account } = world.simulator;
  const crypt = await createCrypt(account);
  let pushes = 0;
  return {
    world,
    async scan(url, openid, callbackUrl = account.callbackUrl ?? '') {
      const nowS = Math.floor(Date.now() / 1000);
      const scene = sceneByUrl.get(url) ?? '';
      const about = { to: account.originalId, from: openid, createdAtS: nowS };
      const xml = eventXml({ ...about, event: 'SCAN', eventKey: scene, ticket: 'gQ' });
      const nonce = String(100_000_000 + pushes++);
      const seal = { token: account.token, crypt, mode: 'safe', timestampS: nowS, nonce } as const;
      const { query, body } = await signPush(xml, seal);
      const response = await fetch(`${callbackUrl}?${query.toString()}`, {
        method: 'POST',
        body,
      });
      if (!response.ok) throw new Error(`the push was answered ${response.status}`);
      await response.text();
    },
  };
}

/** Serves both the token and the person. */
const someAnswer = { access_token: 'token', expires_in: 7200, subscribe: 1, unionid: 'o6_someone' };

async function wholeLogin({ world, scan }: Scanner, openid: string): Promise<void> {
  const fetch = createBrowserFetch(new URL(world.url).origin);
  const { verifier, challenge } = await createChain();
  const attempts = `${world.url}/attempts`;
  const body = { challenge, purpose: 'login', method: 'scan' };
  const { id, present } = parseCreated(await post(fetch, attempts, body));
  if (present.type !== 'qr') throw new Error('no code to scan');
  await scan(present.url, openid);
  await post(fetch, `${attempts}/${id}/redeem`, { verifier });
}

/** Runs `count` jobs, `lanes` at a time; jobs a second. */
async function perSecond(count: number, lanes: number, job: () => Promise<void>): Promise<number> {
  let left = count;
  const beganAt = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (left-- > 0) await job();
    }),
  );
  return (count / (performance.now() - beganAt)) * 1000;
}

async function emptyServer() {
  const app = new Hono();
  app.post('/empty', async (c) => {
    await c.req.text();
    return c.json({});
  });
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/empty`, close: () => server.close() };
}

const openid = 'oFzSV6rZotPwdFx-4pBas6TwPVhc';

export async function throughput(logins: number) {
  const lanes = 8;
  const scanner = await createScanner();
  const empty = await emptyServer();
  const browserFetch = createBrowserFetch(new URL(empty.url).origin);
  const oneLogin = (): Promise<void> => wholeLogin(scanner, openid);
  // With the same work on the page's and WeChat's side, which runs in this process too.
  const threeEmpty = async (): Promise<void> => {
    const { verifier, challenge } = await createChain();
    await post(browserFetch, empty.url, { challenge, purpose: 'login', method: 'scan' });
    await scanner.scan('', openid, empty.url);
    await post(browserFetch, empty.url, { verifier });
  };
  // Both once before they are timed: the first run compiles.
  await perSecond(logins / 4, lanes, oneLogin);
  await perSecond(logins / 4, lanes, threeEmpty);
  const ours = await perSecond(logins, lanes, oneLogin);
  const bare = await perSecond(logins, lanes, threeEmpty);
  empty.close();
  await scanner.world.close();
  return { loginsPerSecond: ours, emptyPerSecond: bare, ratio: ours / bare };
}

/** The cost of a login while few and while many attempts wait, as a ratio. */
export async function growth(few: number, many: number, logins: number) {
  const scanner = await createScanner();
  const { url } = scanner.world;
  const wait = async (count: number): Promise<void> => {
    await perSecond(count, 8, async () => {
      const fetch = createBrowserFetch(new URL(url).origin);
      const { challenge } = await createChain();
      await post(fetch, `${url}/attempts`, { challenge, purpose: 'login', method: 'scan' });
    });
  };
  const rate = (): Promise<number> => perSecond(logins, 1, () => wholeLogin(scanner, openid));
  await wait(few);
  await rate();
  const withFew = await rate();
  await wait(many - few);
  const withMany = await rate();
  await scanner.world.close();
  return { few, many, ratio: withFew / withMany };
}
