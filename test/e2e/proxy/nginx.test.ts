/** The demo behind a real nginx with TLS, as docs/deployment.md describes it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { readConfig } from '../../../demo/config.js';
import { customers } from '../../../demo/shop/customers.js';
import { startDemo, type RunningDemo } from '../../../demo/start.js';
import { createChain } from '../../../src/protocol/chain.js';
import { createVisitor, type Visitor } from '../../support/demo/http-visitor.js';
import { freePort } from '../../../src/cli/free-port.js';
import { readChatDigits, scan } from '../../support/e2e/demo/phone.js';
import {
  clickByRole,
  findByRole,
  signedInName,
  typeInto,
} from '../../support/e2e/demo/shop-page.js';
import { closePages, openPage } from '../../support/e2e/page/browser.js';
import { fetchFrom, type Elsewhere } from '../../support/e2e/proxy/fetch-from.js';
import { howToGetIt, isInstalled, startNginx, type Nginx } from '../../support/e2e/proxy/nginx.js';
import { insecureHost as host, sharedBrowser } from '../../support/e2e/shared-browser.js';

const documentedLine = 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;';

interface ProxiedDemo extends RunningDemo {
  readonly log: { readonly event: string; readonly details: unknown }[];
}

interface Ports {
  readonly port: number;
  readonly serverPort: number;
}

/** Starts the demo with its defaults, but without a data folder. */
async function start(
  { port, serverPort }: Ports,
  env: Record<string, string>,
): Promise<ProxiedDemo> {
  const log: { event: string; details: unknown }[] = [];
  const PUBLIC_URL = `https://${host}:${port}`;
  const config = readConfig(['--memory'], { PORT: String(serverPort), PUBLIC_URL, ...env });
  const demo = await startDemo(config, (_, event, details) => log.push({ event, details }));
  return { ...demo, log };
}

const { email, password, name } = customers.zhouLan;

if (!isInstalled) test('the demo behind nginx', { skip: howToGetIt });
else {
  describe('The demo behind nginx', () => {
    let nginx: Nginx;
    let documented: ProxiedDemo;
    let bare: ProxiedDemo;
    let attacker: Elsewhere;
    let visitor: Elsewhere;

    before(async () => {
      const ports = async () => ({ port: await freePort(), serverPort: await freePort() });
      const [first, second] = [await ports(), await ports()];
      [nginx, documented, bare] = await Promise.all([
        startNginx([
          { ...first, lines: documentedLine },
          { ...second, lines: '' },
        ]),
        start(first, { TRUSTED_PROXIES: '1' }),
        start(second, {}),
      ]);
      attacker = fetchFrom('127.0.0.2', host);
      visitor = fetchFrom('127.0.0.1', host);
    });
    after(async () => {
      attacker.close();
      visitor.close();
      await closePages(await sharedBrowser());
      await nginx.stop();
      await Promise.all([documented.stop(), bare.stop()]);
    });

    test('signs a visitor in, unhindered by one from another address who guesses passwords and opens 200 streams', async () => {
      const { origin } = documented;
      assert.equal((await createAttempt(origin, visitor.fetch)).status, 201);
      const stranger = createVisitor(documented, new Map(), attacker.fetch);
      assert.ok((await guessPasswords(stranger)).includes(429), 'guesses at the form are limited');
      for (const person of [0, 2]) {
        const refusals = await guessProofs(stranger, person);
        assert.equal(refusals[0], 'proof_failed');
        assert.notEqual(refusals.at(-1), 'proof_failed', 'guesses at linking are limited');
      }
      assert.ok((await openStreams(origin, attacker.fetch)).includes(429), 'attempts are limited');

      const form = createVisitor(documented, new Map(), visitor.fetch);
      assert.equal((await form.post('/password', { email, password })).status, 303);

      const { page, statuses, consoleErrors } = await openSecurely(`${origin}/?lang=en`);
      await scan(page, 'chenYu');
      await clickByRole(page, 'button', 'I have an account Link it once, then just scan');
      await findByRole(page, 'heading', 'Link your account');
      const digits = await readChatDigits(page);
      await typeInto(page, 'User name or e-mail', email);
      await typeInto(page, 'Password', password);
      await typeInto(page, 'Six digits from WeChat', digits);
      await clickByRole(page, 'button', 'Link and sign in');
      assert.equal(await signedInName(page), name);
      assert.deepEqual(
        statuses.filter((status) => status >= 400),
        [],
      );
      assert.deepEqual(consoleErrors, []);
      const shared = documented.log.filter(({ event }) => event === 'visitors_share_address');
      assert.deepEqual(shared, []);
    });

    test('says in the log which line is missing in a bare configuration', async () => {
      for (const from of [visitor, attacker, visitor, attacker]) {
        const created = await createAttempt(bare.origin, from.fetch);
        assert.equal(created.status, 201);
      }
      const lines = bare.log.filter(({ event }) => event === 'visitors_share_address');
      assert.equal(lines.length, 1);
      assert.ok(JSON.stringify(lines).includes(documentedLine));
    });
  });
}

/** Opens a page that does not trust the certificate, and records the status of every answer. */
async function openSecurely(url: string) {
  const opened = await openPage(await sharedBrowser(), 'about:blank', { width: 1280, height: 900 });
  const { page }: { page: Page } = opened;
  const session = await page.createCDPSession();
  await session.send('Security.setIgnoreCertificateErrors', { ignore: true });
  const statuses: number[] = [];
  page.on('response', (response) => statuses.push(response.status()));
  await page.goto(url);
  return { ...opened, statuses };
}

async function guessPasswords(stranger: Visitor): Promise<number[]> {
  const guesses = Array.from({ length: 8 }, (_, guess) =>
    stranger.post('/password', { email, password: `mountain-tea-${guess}` }),
  );
  return (await Promise.all(guesses)).map(({ status }) => status);
}

/** Tries to link a person's WeChat with wrong passwords. @returns the codes of the refusals */
async function guessProofs(stranger: Visitor, person: number): Promise<string[]> {
  const scanned = await stranger.scan(person);
  const refusals: string[] = [];
  for (let guess = 0; guess < 7; guess++) {
    const fields = { username: email, password: `mountain-tea-${guess}` };
    const link = { action: 'link', method: 'password', chatCode: scanned.digits, fields } as const;
    const error: unknown = await scanned.bind(link).catch((reason: unknown) => reason);
    refusals.push(error instanceof Error && 'code' in error ? String(error.code) : 'none');
  }
  return refusals;
}

async function createAttempt(origin: string, from: typeof fetch) {
  const { challenge, key } = await createChain();
  const answer = await from(`${origin}/wechat-login/attempts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ challenge, purpose: 'login', method: 'scan' }),
  });
  const { id = '' } = (await answer.json()) as { id?: string };
  return { status: answer.status, id, key };
}

/** Opens 200 streams of as many attempts as the backend allows. @returns all statuses */
async function openStreams(origin: string, from: typeof fetch): Promise<number[]> {
  const created = await Promise.all(Array.from({ length: 100 }, () => createAttempt(origin, from)));
  const attempts = created.filter(({ status }) => status === 201);
  const statuses = created.map(({ status }) => status);
  const streams = Array.from({ length: 200 }, async (_, index) => {
    const { id = '', key = '' } = attempts[index % attempts.length] ?? {};
    const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream' };
    // The answer's body is left open.
    const { status } = await from(`${origin}/wechat-login/attempts/${id}`, { headers });
    statuses.push(status);
  });
  await Promise.all(streams);
  return statuses;
}
