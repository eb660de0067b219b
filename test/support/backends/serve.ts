/** Serves a stub over HTTP, on a port that the system chooses. */
import { createServer } from 'node:http';
import { listen, stop } from '../e2e/site.js';
import type { Answer } from './harness.js';

export interface ServedStub {
  readonly origin: string;
  close(): Promise<void>;
}

export async function serveAnswers(answer: Answer): Promise<ServedStub> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { url = '/', method = 'GET', headers } = incoming;
      const request = new Request(new URL(url, origin), {
        method,
        headers: headers as Record<string, string>,
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      });
      answer(request).then(
        async (response) => {
          outgoing.setHeaders(response.headers);
          outgoing.writeHead(response.status).end(Buffer.from(await response.arrayBuffer()));
        },
        () => outgoing.destroy(),
      );
    });
  });
  const origin = `http://localhost:${await listen(server)}`;
  return { origin, close: () => stop(server) };
}
