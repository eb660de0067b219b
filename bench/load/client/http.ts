/** A cheap HTTP client: node:http with connections that are kept, and event streams. */
import { Agent, request, type IncomingMessage } from 'node:http';
import { localAddressOf } from '../addresses.js';

export interface Server {
  readonly host: string;
  readonly port: number;
}

export interface Sent {
  readonly server: Server;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly setCookies: readonly string[];
}

export interface StreamListener {
  /** The `data` of one event. */
  event(data: string): void;
  /** The stream has ended; not called after `close`. */
  ended(why: string): void;
}

export interface OpenStream {
  readonly status: number;
  readonly close: () => void;
}

export interface Http {
  send(sent: Sent): Promise<Answer>;
  /** Resolves once the answer's head has arrived, which may refuse the stream. */
  openStream(sent: Sent, listener: StreamListener): Promise<OpenStream>;
}

const timeoutMs = 30_000;

/** @param connections at most so many kept connections to each server; streams have their own */
export function createHttp(connections: number): Http {
  const kept = new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections });
  const own = new Agent({ keepAlive: false });
  let streams = 0;
  return {
    send: (sent) => send(sent, kept),
    openStream: (sent, listener) => openStream(sent, own, localAddressOf(streams++), listener),
  };
}

async function send(sent: Sent, agent: Agent, isSecondTry = false): Promise<Answer> {
  const { server, method, path, headers, body } = sent;
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  const outgoing = request({
    ...{ ...server, method, path, agent },
    headers: { ...headers, ...length },
    timeout: timeoutMs,
  });
  try {
    return await new Promise<Answer>((resolve, reject) => {
      outgoing.once('error', reject);
      outgoing.once('timeout', () => outgoing.destroy(new Error(`no answer in ${timeoutMs} ms`)));
      outgoing.once('response', (incoming) => {
        incoming.once('error', reject);
        read(incoming, resolve);
      });
      outgoing.end(body);
    });
  } catch (error) {
    // The server has closed a kept connection at this moment: https://nodejs.org/api/http.html#requestreusedsocket
    const isClosed = outgoing.reusedSocket && wordsOf(error) === 'ECONNRESET';
    if (isClosed && !isSecondTry) return send(sent, agent, true);
    throw error;
  }
}

function read(incoming: IncomingMessage, resolve: (answer: Answer) => void): void {
  let text = '';
  incoming.setEncoding('utf8');
  incoming.on('data', (part: string) => (text += part));
  incoming.once('end', () => {
    const { statusCode: status = 0, headers } = incoming;
    resolve({ status, text, setCookies: headers['set-cookie'] ?? [] });
  });
}

/** The code of a failed connection, such as `ECONNRESET`; otherwise the message. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.message;
}

function openStream(
  { server, method, path, headers }: Sent,
  agent: Agent,
  localAddress: string,
  listener: StreamListener,
): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    let isClosed = false;
    const outgoing = request({ ...server, method, path, headers, agent, localAddress });
    const end = (why: string): void => {
      if (!isClosed) listener.ended(why);
      isClosed = true;
    };
    // Once the head of the answer has arrived, the answer itself says what goes wrong.
    outgoing.on('error', reject);
    outgoing.once('response', (incoming) => {
      // A refusal is no stream that ends: it may be closed before the caller has seen its status.
      isClosed = incoming.statusCode !== 200;
      const readEvents = createEventReader((data) => {
        if (!isClosed) listener.event(data);
      });
      incoming.setEncoding('utf8');
      incoming.on('data', readEvents);
      incoming.on('error', (error) => end(wordsOf(error)));
      incoming.once('close', () => end('closed'));
      resolve({
        status: incoming.statusCode ?? 0,
        close() {
          isClosed = true;
          outgoing.destroy();
        },
      });
    });
    outgoing.end();
  });
}

/** Takes the parts of a stream of server-sent events, and gives the data of each event. */
function createEventReader(onData: (data: string) => void): (part: string) => void {
  let rest = '';
  return (part) => {
    const events = (rest + part).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: ?(.*)$/m.exec(event)?.[1];
      if (data !== undefined) onData(data);
    }
  };
}
