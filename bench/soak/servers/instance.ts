/** A process that runs one instance of the backend. Its accounts and sessions are in another process. */
import { createServer } from 'node:http';
import { createWechatMpLogin } from 'wechat-mp-login/server';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { account } from '../../load/account.js';
import { createSharedHost } from '../../load/servers/shared-host.js';
import { openStore, type StoreSettings } from '../../load/servers/stores.js';
import { runChild, type ProcessKind } from '../../processes/child.js';
import { listen } from '../../processes/listen.js';
import { breakStore, type StoreMutant } from './wrong-store.js';

export interface SoakInstance extends ProcessKind {
  readonly settings: {
    readonly publicUrl: string;
    readonly platformUrl: string;
    readonly hostUrl: string;
    readonly store: StoreSettings;
    readonly confirm: 'auto' | 'tap';
    /** By how much the clock of this machine is wrong, in milliseconds. */
    readonly clockMs: number;
    /** What is wrong with the store on purpose. */
    readonly storeMutant?: StoreMutant;
    readonly port: number;
  };
  readonly started: { readonly port: number; readonly callbackPath: string };
  readonly asked: {
    /** How many streams and held reads are open. */
    waiting(): number;
    /** The warnings and errors in the log so far. */
    logged(): readonly string[];
    /** As after SIGTERM: streams move on, and requests under way end. */
    close(): Promise<void>;
  };
}

const maxLogged = 1000;

await runChild<SoakInstance>(async ({ publicUrl, platformUrl, hostUrl, port, ...settings }) => {
  const logged: string[] = [];
  let waiting = 0;
  const { accounts, sessions } = createSharedHost(hostUrl);
  const store = await openStore(settings.store);
  const { storeMutant } = settings;
  const login = createWechatMpLogin({
    ...{ publicUrl, newAccounts: 'create', confirm: settings.confirm },
    wechat: { ...account, apiBaseUrl: platformUrl },
    officialAccount: { name: 'Soak' },
    ...{ accounts, sessions },
    store: storeMutant ? breakStore(store, storeMutant) : store,
    now: () => Date.now() + settings.clockMs,
    metrics(event) {
      if (event.type === 'waiting') waiting += event.change;
    },
    log(level, event, details) {
      if (level === 'info' || logged.length >= maxLogged) return;
      logged.push(`${level} ${event} ${JSON.stringify(details)}`);
    },
  });
  const server = createServer(toNodeListener(login, { trustedProxies: 1 }));
  const address = await listen(server, port);
  return {
    started: { port: address.port, callbackPath: new URL(login.callbackUrl).pathname },
    asked: {
      waiting: () => waiting,
      logged: () => logged,
      async close() {
        server.close();
        await login.close();
        server.closeAllConnections();
      },
    },
  };
});
