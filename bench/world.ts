/** A backend on a port with the simulated platform behind it, and a client that keeps its cookies. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpBackend, Login } from '../src/client/index.js';
import type { LoginState, Transport } from '../src/client/index.js';
import { createCookieSessions, createMemoryAccounts } from '../src/accounts/index.js';
import { createWechatMpLogin } from '../src/server/index.js';
import { toNodeListener } from '../src/server/node.js';
import { createSimulator } from '../src/simulator/index.js';

const many = 1_000_000;

export interface World {
  readonly url: string;
  readonly simulator: ReturnType<typeof createSimulator>;
  /** Requests that reached the server so far, WeChat's own not counted. */
  requests(): number;
  close(): Promise<void>;
}

/** The limits of a public server would stop a load from one address; they are out of the way here. */
const noLimits = {
  createsPerAddressPerMinute: many,
  createsPerMinute: many,
  openReadsPerAddress: many,
  openReads: many,
};

/** @param platform answers WeChat's API in place of the simulator */
export async function createWorld(platform?: typeof fetch): Promise<World> {
  let count = 0;
  // The backend has to know its own address, which is known once the port is open.
  const served: { listener?: ReturnType<typeof toNodeListener> } = {};
  const server = createServer((request, response) => {
    if (!request.url?.includes('/wechat/')) count += 1;
    served.listener?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const simulator = createSimulator({
    settings: { quotas: { 'qrcode/create': many, 'stable_token/minute': many } },
  });
  const login = createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    newAccounts: 'create',
    wechat: { ...simulator.wechatOptions(), ...(platform && { fetch: platform }) },
    officialAccount: { name: 'Bench' },
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: false }),
    limits: noLimits,
    log: () => undefined,
  });
  simulator.account.callbackUrl = login.callbackUrl;
  served.listener = toNodeListener(login);
  return {
    url: `${origin}/wechat-login`,
    simulator,
    requests: () => count,
    async close() {
      login.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** `fetch` with a jar of its own, as a browser's page has. */
export function createBrowserFetch(origin: string): typeof fetch {
  const cookies = new Map<string, string>();
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Origin', origin);
    headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
}

/** Our own client against the world, until its state is as wanted. */
export function startLogin(world: World, transport: Transport = 'auto') {
  const waiting = new Map<LoginState['type'], (state: LoginState) => void>();
  const backend = createHttpBackend(world.url, {
    transport,
    fetch: createBrowserFetch(new URL(world.url).origin),
  });
  const login = new Login({ backend, onState: (state) => waiting.get(state.type)?.(state) });
  const until = (type: LoginState['type']): Promise<LoginState> =>
    login.state.type === type
      ? Promise.resolve(login.state)
      : new Promise((resolve) => waiting.set(type, resolve));
  login.start();
  return { login, until };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
