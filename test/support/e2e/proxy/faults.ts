/** What bad networks do, by name. Each is a fault of a `FaultProxy`, or makes one. */
import type { IncomingMessage } from 'node:http';
import { createGzip } from 'node:zlib';
import { pass, type Exchange, type Fault } from './fault-proxy.js';

const portal = '<!doctype html><title>Wi-Fi</title><h1>Welcome to the café</h1>';

/** Something else answers in the backend's place. */
export const answers =
  (status: number, type: string, body: string, headers: Record<string, string> = {}): Fault =>
  ({ response }) =>
    response.writeHead(status, { 'Content-Type': type, ...headers }).end(body);

export const html = (status = 200, headers: Record<string, string> = {}): Fault =>
  answers(status, 'text/html; charset=utf-8', portal, headers);

export const redirects = (status: number, location: string): Fault =>
  answers(status, 'text/plain', '', { Location: location });

/** A refusal of the backend itself. */
export const refuses = (
  status: number,
  code: string,
  headers: Record<string, string> = {},
): Fault =>
  answers(
    status,
    'application/problem+json',
    JSON.stringify({ type: 'about:blank', title: code, status, code }),
    headers,
  );

/** The connection breaks before the backend has seen the request. */
export const resets: Fault = ({ response }) => response.destroy();

/** Nothing ever answers, and the backend has not seen the request. */
export const stalls: Fault = ({ rest }) => rest();

/** The backend has answered, but the answer never arrives. */
export const stallsAnswer: Fault = async ({ ask, rest }) => {
  await read(await ask());
  rest();
};

/** The backend has answered, and the connection breaks. */
export const losesAnswer: Fault = async ({ ask, response }) => {
  await read(await ask());
  response.destroy();
};

/** Passes on half of the answer, and breaks the connection. */
export const breaksOff: Fault = async ({ ask, response }) => {
  const answer = await ask();
  const body = await read(answer);
  response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
  response.write(body.subarray(0, body.length / 2), () => response.destroy());
};

/** Passes on half of the answer as if it were all. */
export const halves: Fault = rewrites((body) => body.subarray(0, body.length / 2));

/** Keeps the whole answer until it ends, as a proxy does that buffers. */
export const buffers: Fault = async ({ ask, response, rest }) => {
  const answer = await ask();
  answer.once('data', rest);
  const body = await read(answer);
  response.writeHead(answer.statusCode ?? 502, answer.rawHeaders).end(body);
};

/** Passes on the headers and the first events, and then nothing. */
export const holdsAfter =
  (events: number): Fault =>
  async ({ ask, response, rest }) => {
    const answer = await ask();
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders).flushHeaders();
    let passed = 0;
    if (events === 0) rest();
    answer.on('data', (piece: Buffer) => {
      if (passed++ < events) response.write(piece);
      rest();
    });
  };

/** Passes everything on until the condition holds, and from then on nothing, without an end. */
export const holdsWhen =
  (isHeld: () => boolean): Fault =>
  async ({ ask, response, rest }) => {
    const answer = await ask();
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders).flushHeaders();
    answer.on('data', (piece: Buffer) => {
      if (!isHeld()) response.write(piece);
      rest();
    });
  };

/** Ends a stream after its first event. */
export const endsAfterFirst: Fault = async ({ ask, response }) => {
  const answer = await ask();
  response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
  answer.once('data', (piece: Buffer) => response.end(piece));
};

/** Passes on a body in another way. */
export function passesInPieces(change: (text: string) => Iterable<string | Buffer>): Fault {
  return async ({ ask, response, kind, rest }) => {
    const answer = await ask();
    const headers = withoutLength(answer);
    response.writeHead(answer.statusCode ?? 502, headers).flushHeaders();
    answer.on('data', (data: Buffer) => {
      for (const piece of change(data.toString())) response.write(piece);
      if (kind === 'stream') rest();
    });
    answer.once('end', () => response.end());
  };
}

/** One byte at a time, so that characters of several bytes are cut. */
export const byteByByte: Fault = async ({ ask, response, kind, rest, request }) => {
  request.socket.setNoDelay(true);
  const answer = await ask();
  response.writeHead(answer.statusCode ?? 502, withoutLength(answer)).flushHeaders();
  for await (const data of answer as AsyncIterable<Buffer>) {
    for (const byte of data) {
      response.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    if (kind === 'stream') rest();
  }
  response.end();
};

/** Changes a whole body. */
export function rewrites(
  change: (body: Buffer) => Buffer | string,
  headers: Record<string, string> = {},
): Fault {
  return async ({ ask, response }) => {
    const answer = await ask();
    const body = change(await read(answer));
    const kept = { ...withoutLength(answer), ...headers };
    response.writeHead(answer.statusCode ?? 502, kept).end(body);
  };
}

/** Changes fields of a JSON body. */
export const changesJson = (change: (body: Record<string, unknown>) => object): Fault =>
  rewrites((body) => {
    // The backend's own answer, which is an object.
    const parsed = JSON.parse(body.toString()) as Record<string, unknown>;
    return JSON.stringify({ ...parsed, ...change(parsed) });
  });

/** Passes everything on, with other headers. */
export const withHeaders =
  (headers: Record<string, string>): Fault =>
  async ({ ask, response, kind, rest }) => {
    const answer = await ask();
    response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...headers }).flushHeaders();
    if (kind === 'stream') answer.once('data', rest);
    answer.pipe(response);
  };

/** @param flushes whether each event is passed on at once, or when enough has come together */
export const compresses =
  (flushes: boolean): Fault =>
  async ({ ask, response, kind, rest }) => {
    const answer = await ask();
    const gzip = createGzip();
    response.writeHead(answer.statusCode ?? 502, {
      ...withoutLength(answer),
      'content-encoding': 'gzip',
    });
    response.flushHeaders();
    gzip.pipe(response);
    answer.on('data', (data: Buffer) => {
      gzip.write(data);
      if (flushes) gzip.flush();
      if (kind === 'stream') rest();
    });
    answer.once('end', () => gzip.end());
  };

/** Sends every request to the backend twice, as a proxy does that tries again too early. */
export const repeats: Fault = async (exchange) => {
  await read(await exchange.ask());
  await pass(exchange);
};

/** Keeps answers, whatever their headers say, and repeats them for the same address. */
export function caches(): Fault {
  const kept = new Map<string, { status: number; headers: string[]; body: Buffer }>();
  return async ({ ask, request, response }) => {
    const name = request.url ?? '';
    let entry = kept.get(name);
    if (!entry) {
      const answer = await ask();
      const { statusCode: status = 502, rawHeaders: headers } = answer;
      kept.set(name, (entry = { status, headers, body: await read(answer) }));
    }
    response.writeHead(entry.status, entry.headers).end(entry.body);
  };
}

export const withoutHeader =
  (name: string): Fault =>
  (exchange) =>
    pass({ ...exchange, ask: () => exchange.ask({ without: name }) });

export const withoutQuery: Fault = (exchange) => {
  const { request, ask } = exchange;
  return pass({ ...exchange, ask: () => ask({ url: request.url?.replace(/\?.*/, '') ?? '' }) });
};

/** @param times how many requests it hits; the next ones pass */
export function first(times: number, fault: Fault): Fault {
  let hits = 0;
  return (exchange: Exchange) => (hits++ < times ? fault : pass)(exchange);
}

async function read(answer: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await answer.toArray());
}

function withoutLength({ headers }: IncomingMessage): Record<string, string | string[]> {
  const { 'content-length': _, ...rest } = headers;
  return rest as Record<string, string | string[]>;
}
