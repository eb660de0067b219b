/** Settings as for a real official account (they are the simulator's), and free ports. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { createSimulator } from '../../../src/simulator/index.js';

export const publicUrl = 'https://shop.example';

export async function listen(listener: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(listener).listen(0);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** The environment variables of the account. */
export function environment({ account }: Pick<ReturnType<typeof createSimulator>, 'account'>) {
  return {
    WECHAT_APP_ID: account.appId,
    WECHAT_APP_SECRET: account.appSecret,
    WECHAT_TOKEN: account.token,
    ...(account.isTestAccount ? {} : { WECHAT_AES_KEY: account.encodingAesKey }),
    PUBLIC_URL: publicUrl,
  };
}
