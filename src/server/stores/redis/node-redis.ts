/** The client of node-redis behind the interface of both. */
import { requireOption } from '../../base/configuration-error.js';
import type { Listener } from '../hints.js';
import type { ListenOptions, NodeRedisLike, RedisConnection } from './clients.js';

/** What a duplicate of each of the three kinds has. */
interface Subscriber {
  readonly isOpen: boolean;
  on(event: string, listener: () => void): unknown;
  connect(): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  /** Since version 5. */
  destroy(): unknown;
}

type Send = (key: string | undefined, args: readonly string[]) => Promise<unknown>;

export function connectNodeRedis(client: NodeRedisLike): RedisConnection {
  requireOption(
    client.isOpen,
    '`client` is not connected. Call `await client.connect()` before `createRedisStore({ client })`.',
  );
  return {
    command: senderOf(client),
    listen: (options) => listen(client, options),
  };
}

/** The three kinds take different parameters, and say by other members which they are. */
function senderOf(client: NodeRedisLike): Send {
  if ('nodeByAddress' in client) {
    // A cluster. False: from no replica, which may be behind.
    const cluster = client as unknown as {
      sendCommand(
        key: string | undefined,
        isReadonly: false,
        args: readonly string[],
      ): Promise<unknown>;
    };
    return (key, args) => cluster.sendCommand(key, false, args);
  }
  if ('getMasterNode' in client || 'acquire' in client) {
    // Of sentinels.
    const sentinel = client as unknown as {
      sendCommand(isReadonly: false, args: readonly string[]): Promise<unknown>;
    };
    return (_, args) => sentinel.sendCommand(false, args);
  }
  const single = client as unknown as { sendCommand(args: readonly string[]): Promise<unknown> };
  return (_, args) => single.sendCommand(args);
}

async function listen(client: NodeRedisLike, options: ListenOptions): Promise<Listener> {
  // A client that listens can do nothing else, so it is one of our own, with the application's settings.
  const subscriber = client.duplicate() as Subscriber;
  let isListening = false;
  // Without a listener for errors, one would end the process. The client connects again by itself.
  subscriber.on('error', () => undefined);
  for (const event of ['ready', 'node-ready', 'topology-change']) {
    subscriber.on(event, () => {
      if (isListening) options.onReconnect();
    });
  }
  const close = (): void => {
    // Of sentinels, it is asynchronous, and rejects if it was closed before.
    Promise.resolve(subscriber.destroy()).catch(() => undefined);
  };
  try {
    await subscriber.connect();
    await subscriber.subscribe(options.channel, (message) => options.onMessage(message));
  } catch (error) {
    if (subscriber.isOpen) close();
    throw error;
  }
  isListening = true;
  return {
    isOpen: () => subscriber.isOpen,
    close: () => {
      if (subscriber.isOpen) close();
    },
  };
}
