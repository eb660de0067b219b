/** The client of ioredis behind the interface of both. */
import { requireOption } from '../../base/configuration-error.js';
import type { Listener } from '../hints.js';
import type { IoredisLike, ListenOptions, RedisConnection } from './clients.js';

/** What a duplicate has, of one server and of a cluster. */
interface Subscriber {
  readonly status: string;
  on(event: string, listener: (...args: string[]) => void): unknown;
  subscribe(channel: string): Promise<unknown>;
  disconnect(): void;
}

/** Whatever the application has set for its own commands, a listener waits for its connection. */
const listening = {
  ...{ lazyConnect: true, enableOfflineQueue: true, autoResubscribe: true },
  maxRetriesPerRequest: null,
};

export function connectIoredis(client: IoredisLike): RedisConnection {
  requireOption(
    client.status !== 'end',
    '`client` was closed. Pass one that is open: `createRedisStore({ client: new Redis(url) })`.',
  );
  const isCluster = 'isCluster' in client && client.isCluster === true;
  const { scaleReads = 'master' } = ('options' in client ? client.options : {}) as {
    scaleReads?: unknown;
  };
  requireOption(
    scaleReads === 'master',
    '`client` reads from replicas, which may be behind (`scaleReads`). Pass another `Cluster`, without `scaleReads`.',
  );
  const calls = client as unknown as { call(...args: readonly string[]): Promise<unknown> };
  const duplicates = client as unknown as { duplicate(...args: unknown[]): Subscriber };
  return {
    // It reads the keys, and so the node of a cluster, from the command.
    command: (_, args) => calls.call(...args),
    listen: (options) =>
      listen(
        isCluster ? duplicates.duplicate([], listening) : duplicates.duplicate(listening),
        options,
      ),
  };
}

async function listen(subscriber: Subscriber, options: ListenOptions): Promise<Listener> {
  let isListening = false;
  // Without a listener for errors, they go to the console. The client connects again by itself.
  subscriber.on('error', () => undefined);
  for (const event of ['ready', '+subscriber']) {
    subscriber.on(event, () => {
      if (isListening) options.onReconnect();
    });
  }
  subscriber.on('message', (_, message = '') => options.onMessage(message));
  try {
    await subscriber.subscribe(options.channel);
  } catch (error) {
    subscriber.disconnect();
    throw error;
  }
  isListening = true;
  return {
    isOpen: () => subscriber.status !== 'end',
    close: () => subscriber.disconnect(),
  };
}
