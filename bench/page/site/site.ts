/** Serves the built pages and, on the same origin, the backends that they ask. */
import { createServer, type RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import { createWechatMpLogin } from 'wechat-mp-login/server';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { createSimulator } from 'wechat-mp-login/simulator';
import { createAuthingStub } from '../../../test/support/backends/authing-stub.js';
import { listen, stop } from '../../../test/support/e2e/site.js';
import { buildPages, type PageName } from './built-pages.js';

export interface BenchmarkSite {
  readonly origin: string;
  /** The compressed size of all scripts of a page that loads everything at once. */
  readonly scriptBytes: (page: PageName) => number;
  /**
   * Somebody scans this QR code (of Authing: the newest), and follows. Resolves to the time, in
   * milliseconds since 1970, at which the server had answered the push.
   */
  scan(page: PageName, qrCodeUrl: string): Promise<number>;
  stop(): Promise<void>;
}

const unlimited = 1_000_000;

export async function startBenchmarkSite(): Promise<BenchmarkSite> {
  const files = await buildPages();
  // The backends need to know their own address, which is known once the port is open.
  let serve: RequestListener = (_, response) => response.writeHead(503).end();
  const server = createServer((request, response) => serve(request, response));
  const origin = `http://localhost:${await listen(server)}`;
  const simulator = createSimulator({
    settings: { quotas: { 'qrcode/create': unlimited, 'stable_token/minute': unlimited } },
  });
  const login = createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    newAccounts: 'create',
    confirm: 'none',
    wechat: simulator.wechatOptions(),
    officialAccount: { name: 'Benchmark' },
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: false }),
    limits: { createsPerAddressPerMinute: unlimited, createsPerMinute: unlimited },
    log: () => undefined,
  });
  simulator.account.callbackUrl = login.callbackUrl;
  const stub = createAuthingStub(origin);
  const toLogin = toNodeListener(login);
  const toStub = getRequestListener(stub.answer);
  let pushAnsweredAtMs = NaN;
  serve = (request, response) => {
    const { pathname } = new URL(request.url ?? '', origin);
    const file = files.get(pathname);
    if (pathname.startsWith('/wechat-login/wechat/')) {
      response.once('finish', () => (pushAnsweredAtMs = nowMs()));
    }
    if (file) response.writeHead(200, file.headers).end(file.body);
    else if (pathname.startsWith('/wechat-login/')) toLogin(request, response);
    else void toStub(request, response);
  };

  let visitors = 0;
  async function follow(qrCodeUrl: string): Promise<number> {
    // One person may not sign in often.
    const { id } = await simulator.phone.addPerson(`Visitor ${++visitors}`);
    const result = await simulator.phone.scan(id, qrCodeUrl);
    if (result.type !== 'profile') throw new Error(`The scan led to "${result.type}".`);
    await simulator.phone.follow(id, result.scanId);
    await simulator.idle();
    return pushAnsweredAtMs;
  }

  return {
    origin,
    scriptBytes: (page) =>
      [...files]
        .filter(([path]) => path.startsWith(`/assets/${page}-`))
        .reduce((sum, [, { body }]) => sum + body.length, 0),
    scan(page, qrCodeUrl) {
      if (page !== 'authing') return follow(qrCodeUrl);
      stub.set(2);
      return Promise.resolve(nowMs());
    },
    async stop() {
      await login.close();
      await stop(server);
    },
  };
}

/** Milliseconds since 1970, in fractions, as pages see them too. */
const nowMs = (): number => performance.timeOrigin + performance.now();
