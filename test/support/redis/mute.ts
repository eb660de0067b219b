/** A client whose duplicates can lose the messages that they receive. */
import type { RedisClientLike } from '../../../src/server/redis.js';

/** Both packages have these functions, with parameters of their own. */
interface Patched {
  duplicate(...args: unknown[]): Patched;
  subscribe(channel: string, listener?: (message: string) => void): Promise<unknown>;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
}

export interface MutableClient {
  readonly client: RedisClientLike;
  /** From now on, messages are lost. */
  mute(): void;
}

/** Returns the same client under another object; the others that use it lose nothing. */
export function createMutable(client: RedisClientLike): MutableClient {
  const own = client as unknown as Patched;
  let isMute = false;
  const unlessMute =
    <Args extends unknown[]>(listener: (...args: Args) => void) =>
    (...args: Args): void => {
      if (!isMute) listener(...args);
    };

  function duplicate(...args: unknown[]): Patched {
    const subscriber = own.duplicate(...args);
    const on = subscriber.on.bind(subscriber);
    const subscribe = subscriber.subscribe.bind(subscriber);
    subscriber.on = (event, listener) =>
      on(event, event === 'message' ? unlessMute(listener) : listener);
    subscriber.subscribe = (channel, listener) =>
      listener ? subscribe(channel, unlessMute(listener)) : subscribe(channel);
    return subscriber;
  }

  // An object that inherits from a client is a client to both packages.
  const mutable = Object.assign(Object.create(client) as RedisClientLike, { duplicate });
  return { client: mutable, mute: () => void (isMute = true) };
}
