/** A process that runs one instance of the backend, as an application would. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createWechatMpLogin, type Limits } from 'wechat-mp-login/server';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { runChild, type ProcessKind } from '../../processes/child.js';
import { listen } from '../../processes/listen.js';
import { account } from '../account.js';
import { createOwnHost, createSharedHost } from './shared-host.js';
import { openStore, type StoreSettings } from './stores.js';

export interface Instance extends ProcessKind {
  readonly settings: InstanceSettings;
  readonly started: { readonly host: string; readonly port: number; readonly callbackPath: string };
  readonly asked: {
    /** The warnings and errors in the log so far, by event. */
    logged(): Readonly<Record<string, number>>;
    /** As after SIGTERM: streams move on, and requests under way end. */
    close(): Promise<void>;
  };
}

export interface InstanceSettings {
  /** As visitors reach it, perhaps through a proxy. */
  readonly publicUrl: string;
  readonly platformUrl: string;
  readonly store: StoreSettings;
  /** `default`: each visitor's limits keep their defaults; only the totals of the site are raised. */
  readonly limits: 'default' | 'none';
  /** The process with the accounts and sessions of all instances. Default: this instance keeps its own. */
  readonly applicationUrl?: string;
  /** Default: any that is free. */
  readonly port?: number;
}

const many = 10_000_000;

const limits: Readonly<Record<InstanceSettings['limits'], Limits>> = {
  default: {
    // WeChat's quota and the size of the site, which an application sets for itself.
    createsPerMinute: many,
    qrCodesPerDay: many,
    // Derived from the quota by default: these are those of WeChat's own quota.
    qrCodesPerAddressPerDay: 5000,
    qrCodesPerNetworkPerDay: 10_000,
  },
  none: {
    createsPerAddressPerMinute: many,
    createsPerMinute: many,
    qrCodesPerDay: many,
    openReadsPerAddress: many,
    openReads: many,
  },
};

await runChild<Instance>(async ({ publicUrl, platformUrl, store, port, ...settings }) => {
  const logged: Record<string, number> = {};
  const { applicationUrl } = settings;
  const { accounts, sessions, read } = applicationUrl
    ? createSharedHost(applicationUrl)
    : createOwnHost(publicUrl.startsWith('https:'));
  const login = createWechatMpLogin({
    publicUrl,
    newAccounts: 'create',
    wechat: { ...account, apiBaseUrl: platformUrl },
    officialAccount: { name: 'Load' },
    ...{ accounts, sessions },
    store: await openStore(store),
    limits: limits[settings.limits],
    log(level, event) {
      if (level !== 'info') logged[event] = (logged[event] ?? 0) + 1;
    },
  });
  const answer = toNodeListener(login, { trustedProxies: 1 });
  const whoami = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const signedIn = await read(request.headers.cookie);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ name: signedIn?.name ?? null }));
  };
  const server = createServer((request, response) => {
    if (request.url === '/whoami') {
      whoami(request, response).catch((error: unknown) =>
        response.writeHead(500).end(String(error)),
      );
    } else answer(request, response);
  });
  const address = await listen(server, port);
  return {
    started: { ...address, callbackPath: new URL(login.callbackUrl).pathname },
    asked: {
      logged: () => logged,
      async close() {
        server.close();
        await login.close();
        server.closeAllConnections();
      },
    },
  };
});
