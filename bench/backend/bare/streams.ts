/**
 * A process that holds event streams open and writes to them, with node:http alone, as a yardstick. A
 * write below `/asking` asks WeChat first, as the backend does about somebody who has scanned.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { runChild, type ProcessKind } from '../../processes/child.js';
import { listen } from '../../processes/listen.js';

export interface BareStreams extends ProcessKind {
  readonly settings: { readonly platformUrl: string };
  readonly started: { readonly host: string; readonly port: number };
}

const event = (state: string): string =>
  `id: 1\nevent: state\ndata: {"state":"${state}","rev":1,"expiresIn":180,"interval":2}\n\n`;

await runChild<BareStreams>(async ({ platformUrl }) => {
  const streams = new Map<string, ServerResponse>();

  function open(id: string, response: ServerResponse): void {
    streams.set(id, response);
    response.once('close', () => streams.delete(id));
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(event('pending'));
  }

  async function write(
    id: string,
    request: IncomingMessage,
    response: ServerResponse,
    isAsking: boolean,
  ): Promise<void> {
    await request.toArray();
    if (isAsking) {
      const answer = await fetch(`${platformUrl}/cgi-bin/user/info?openid=x`);
      await answer.json();
    }
    streams.get(id)?.write(event('approved'));
    response.end('{}');
  }

  const server = createServer((request, response) => {
    const [, folder, id = ''] = (request.url ?? '').split(/[/?]/);
    if (folder === 'streams') open(id, response);
    else void write(id, request, response, folder === 'asking');
  });
  return { started: await listen(server), asked: {} };
});
