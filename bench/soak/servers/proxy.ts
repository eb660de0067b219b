/** A TCP proxy between one instance and its database, which does what bad networks do. */
import { once } from 'node:events';
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net';

/**
 * What the network does. `cut`: connections are reset, and refused; `stall`: bytes are held, and arrive
 * when it is over; `blackhole`: bytes are lost without a word, and the connections break when it is over;
 * `slow`: what is sent takes this long, there and back; `deaf`: notifications are lost, and nothing else.
 */
export type Weather =
  | { readonly type: 'fair' | 'cut' | 'stall' | 'blackhole' | 'deaf' }
  | { readonly type: 'slow'; readonly thereMs: number; readonly backMs: number };

export interface StoreProxy {
  readonly port: number;
  change(weather: Weather): void;
  close(): void;
}

const host = '127.0.0.1';

export async function startProxy(database: NetConnectOpts): Promise<StoreProxy> {
  let weather: Weather = { type: 'fair' };
  const lines = new Set<Line>();
  const server = createServer((client) => {
    if (weather.type === 'cut') {
      client.resetAndDestroy();
      return;
    }
    const line = createLine(client, connect(database), () => weather);
    lines.add(line);
    client.once('close', () => lines.delete(line));
  });
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The proxy has no port.');
  return {
    port: address.port,
    change(next) {
      weather = next;
      for (const line of [...lines]) line.weatherChanged();
    },
    close() {
      server.close();
      for (const line of [...lines]) line.break();
    },
  };
}

interface Line {
  weatherChanged(): void;
  break(): void;
}

/** One connection from an instance to the database. */
function createLine(client: Socket, database: Socket, weatherNow: () => Weather): Line {
  const there = createPipe(database);
  const back = createPipe(client);
  let hasLost = false;

  function pass(pipe: Pipe, chunk: Buffer, isBack: boolean): void {
    const weather = weatherNow();
    switch (weather.type) {
      case 'fair':
        pipe.send(chunk, 0);
        return;
      case 'slow':
        pipe.send(chunk, isBack ? weather.backMs : weather.thereMs);
        return;
      case 'stall':
        pipe.send(chunk, Infinity);
        return;
      case 'deaf':
        if (!isBack || !isNotification(chunk)) pipe.send(chunk, 0);
        return;
      case 'blackhole':
      case 'cut':
        hasLost = true;
    }
  }

  function end(): void {
    there.close();
    back.close();
    client.destroy();
    database.destroy();
  }

  client.on('data', (chunk) => pass(there, chunk, false));
  database.on('data', (chunk) => pass(back, chunk, true));
  for (const socket of [client, database]) {
    // The other end learns of it by its own connection.
    socket.on('error', end);
    socket.once('close', end);
  }
  return {
    weatherChanged() {
      const { type } = weatherNow();
      if (type === 'cut' || (hasLost && type !== 'blackhole')) client.resetAndDestroy();
      else if (type !== 'stall') {
        there.release();
        back.release();
      }
    },
    break: end,
  };
}

/** Of Redis, in either version of its protocol, or of PostgreSQL: each comes in a packet of its own. */
const isNotification = (chunk: Buffer): boolean =>
  chunk.includes('$7\r\nmessage\r\n') || (chunk[0] === 0x41 && chunk.includes('wml_store'));

interface Pipe {
  /** Infinity: until `release`. */
  send(chunk: Buffer, afterMs: number): void;
  /** Sends what was held. */
  release(): void;
  close(): void;
}

/** Keeps the order of the bytes, whatever each of them waits for. */
function createPipe(target: Socket): Pipe {
  const waiting: { readonly chunk: Buffer; atMs: number }[] = [];
  let timer: NodeJS.Timeout | undefined;

  function run(): void {
    clearTimeout(timer);
    for (let first = waiting[0]; first; first = waiting[0]) {
      const leftMs = first.atMs - performance.now();
      if (leftMs > 0) {
        if (leftMs !== Infinity) timer = setTimeout(run, leftMs + 1);
        return;
      }
      target.write(first.chunk);
      waiting.shift();
    }
  }

  return {
    send(chunk, afterMs) {
      waiting.push({ chunk, atMs: performance.now() + afterMs });
      run();
    },
    release() {
      for (const each of waiting) if (each.atMs === Infinity) each.atMs = 0;
      run();
    },
    close: () => clearTimeout(timer),
  };
}
