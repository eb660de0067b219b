/**
 * Counts complete logins (create, push, redeem) a second, compared with as many requests to a server
 * that does nothing, on the same machine. Also measures how the cost of a login grows while more
 * attempts wait.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createChain, parseCreated } from 'wechat-mp-login/protocol';
import { createBrowserFetch } from './browser.js';
import { startScanner, type Scanner } from './scanner.js';

const headers = { 'Content-Type': 'application/json' };
const openid = 'oFzSV6rZotPwdFx-4pBas6TwPVhc';
const lanes = 8;

async function post(fetch: typeof globalThis.fetch, url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.json();
}

async function completeLogin({ backend, scan }: Scanner): Promise<void> {
  const fetch = createBrowserFetch(new URL(backend.url).origin);
  const { verifier, challenge } = await createChain();
  const attempts = `${backend.url}/attempts`;
  const body = { challenge, purpose: 'login', method: 'scan' };
  const { id, present } = parseCreated(await post(fetch, attempts, body));
  if (present.type !== 'qr') throw new Error('The attempt has no QR code.');
  await scan(present.url, openid);
  await post(fetch, `${attempts}/${id}/redeem`, { verifier });
}

/** Runs `count` jobs, `parallel` at a time. Returns jobs a second. */
async function perSecond(count: number, parallel: number, job: () => Promise<void>) {
  let left = count;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      while (left-- > 0) await job();
    }),
  );
  return (count / (performance.now() - startedAt)) * 1000;
}

/** A server that reads the body and answers `{}`, with the same router as the backend. */
async function startEmptyServer() {
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

export async function measureThroughput(logins: number) {
  const scanner = await startScanner();
  const empty = await startEmptyServer();
  const browserFetch = createBrowserFetch(new URL(empty.url).origin);
  const login = (): Promise<void> => completeLogin(scanner);
  // The work of the page and of WeChat is the same, because it runs in this process too.
  const threeEmptyRequests = async (): Promise<void> => {
    const { verifier, challenge } = await createChain();
    await post(browserFetch, empty.url, { challenge, purpose: 'login', method: 'scan' });
    await scanner.scan('', openid, empty.url);
    await post(browserFetch, empty.url, { verifier });
  };
  // Run both once before, so that compilation is not measured.
  await perSecond(logins / 4, lanes, login);
  await perSecond(logins / 4, lanes, threeEmptyRequests);
  const loginsPerSecond = await perSecond(logins, lanes, login);
  const emptyPerSecond = await perSecond(logins, lanes, threeEmptyRequests);
  empty.close();
  await scanner.backend.close();
  return { loginsPerSecond, emptyPerSecond, ratio: loginsPerSecond / emptyPerSecond };
}

/** Compares the cost of a login while few and while many attempts wait. */
export async function measureGrowth(few: number, many: number, logins: number) {
  const scanner = await startScanner();
  const { url } = scanner.backend;
  const addWaiting = async (count: number): Promise<void> => {
    await perSecond(count, lanes, async () => {
      const fetch = createBrowserFetch(new URL(url).origin);
      const { challenge } = await createChain();
      await post(fetch, `${url}/attempts`, { challenge, purpose: 'login', method: 'scan' });
    });
  };
  const rate = (): Promise<number> => perSecond(logins, 1, () => completeLogin(scanner));
  await addWaiting(few);
  await rate();
  const withFew = await rate();
  await addWaiting(many - few);
  const withMany = await rate();
  await scanner.backend.close();
  return { few, many, ratio: withFew / withMany };
}
