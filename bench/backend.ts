/** A backend on a local port, with a simulator in place of WeChat. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import { createWechatMpLogin } from 'wechat-mp-login/server';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { createSimulator, type Simulator } from 'wechat-mp-login/simulator';

export interface BenchmarkBackend {
  readonly url: string;
  readonly simulator: Simulator;
  /** The number of requests that have reached the server, without those of WeChat. */
  requests(): number;
  close(): Promise<void>;
}

const unlimited = 1_000_000;
/** The backend limits requests by address. A benchmark must not reach those limits. */
const limits = {
  createsPerAddressPerMinute: unlimited,
  createsPerMinute: unlimited,
  openReadsPerAddress: unlimited,
  openReads: unlimited,
};

/** @param wechatFetch answers WeChat's API in place of the simulator */
export async function startBackend(wechatFetch?: typeof fetch): Promise<BenchmarkBackend> {
  let count = 0;
  // The backend needs its own URL, which is known only when the port is open.
  const served: { listener?: ReturnType<typeof toNodeListener> } = {};
  const server = createServer((request, response) => {
    if (!request.url?.includes('/wechat/')) count += 1;
    served.listener?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const simulator = createSimulator({
    settings: { quotas: { 'qrcode/create': unlimited, 'stable_token/minute': unlimited } },
  });
  const login = createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    newAccounts: 'create',
    wechat: { ...simulator.wechatOptions(), ...(wechatFetch && { fetch: wechatFetch }) },
    officialAccount: { name: 'Benchmark' },
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: false }),
    limits,
    log: () => undefined,
  });
  simulator.account.callbackUrl = login.callbackUrl;
  served.listener = toNodeListener(login);
  return {
    url: `${origin}/wechat-login`,
    simulator,
    requests: () => count,
    async close() {
      await login.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
