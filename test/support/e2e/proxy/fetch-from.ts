/** `fetch` from another address of this machine, as a visitor elsewhere. */
import { Agent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';

export interface Elsewhere {
  readonly fetch: typeof fetch;
  /** Closes all connections, those of open streams too. */
  close(): void;
}

/**
 * @param localAddress such as 127.0.0.2
 * @param host the name of the site; its addresses lead to this machine, and its certificate is not checked
 */
export function fetchFrom(localAddress: string, host: string): Elsewhere {
  const agent = new Agent({ localAddress, rejectUnauthorized: false, keepAlive: true });
  const send = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { port, pathname, search } = new URL(request.url);
    const body = request.body ? Buffer.from(await request.arrayBuffer()) : undefined;
    // The constructor of Request drops no header in Node.js, not even Cookie and Origin.
    const headers = { ...Object.fromEntries(request.headers), host: `${host}:${port}` };
    const { method } = request;
    // Not the signal of the Request, which no longer follows this one once the Request is collected.
    const signal = init?.signal ?? undefined;
    return new Promise((resolve, reject) => {
      const options = {
        agent,
        method,
        headers,
        host: '127.0.0.1',
        port,
        ...(signal && { signal }),
      };
      const sent = httpsRequest({ ...options, path: pathname + search }, (answer) => {
        const received = new Headers();
        for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
          for (const value of values) received.append(name, value);
        }
        const { statusCode: status = 0 } = answer;
        const isEmpty = [204, 304].includes(status);
        // Both are the web's ReadableStream; the types of Node.js differ in details.
        const stream = isEmpty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
        if (isEmpty) answer.resume();
        resolve(new Response(stream, { status, headers: received }));
      });
      sent.once('error', reject).end(body);
    });
  };
  return { fetch: send, close: () => agent.destroy() };
}
