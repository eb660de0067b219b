/** Functions of one process that others call over HTTP: the name is the path, the arguments are JSON. */
import { createServer, type IncomingMessage } from 'node:http';
import { listen } from './listen.js';

export type Calls = Readonly<Record<string, (...given: never[]) => unknown>>;

export interface ServedCalls {
  readonly url: string;
  close(): void;
}

/** What rejects is answered with 500 and the error's message. */
export async function serveCalls(calls: Calls): Promise<ServedCalls> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const call = calls[(request.url ?? '').slice(1)];
      if (!call) throw new Error(`There is no function ${request.url}.`);
      const result = await call(...(await readArguments(request)));
      response.end(JSON.stringify(result ?? null));
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  const { host, port } = await listen(server);
  return {
    url: `http://${host}:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function readArguments(request: IncomingMessage): Promise<never[]> {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += String(part);
  // The caller has the types of the functions.
  return JSON.parse(body) as never[];
}
