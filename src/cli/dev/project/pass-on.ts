/** Passes requests on to a program of the project, and puts the phone on its pages. */
import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** Behind the page, so that the page's markup stays as the project has written it. */
const phoneTag = (src: string): string => `\n<script type="module" src="${src}"></script>\n`;

/** @param phoneScript what shows the phone; without it, pages are passed on as they are */
export function passOn(
  port: number,
  phoneScript: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { method, url, headers } = request;
  // A frame is a part of a page, which has the phone already. Old browsers do not say what they load.
  const destination = headers['sec-fetch-dest'];
  const isPage = method === 'GET' && (destination === undefined || destination === 'document');
  const script = isPage ? phoneScript : undefined;
  const passed = script === undefined ? headers : { ...headers, 'accept-encoding': 'identity' };
  const options = { host: 'localhost', port, method, path: url, headers: passed };
  const upstream = send(options, (answer) => {
    const { statusCode = 502, headers: answered } = answer;
    const addsPhone =
      script !== undefined &&
      /^text\/html/i.test(answered['content-type'] ?? '') &&
      answered['content-encoding'] === undefined;
    if (!addsPhone) {
      response.writeHead(statusCode, answer.statusMessage, answered);
      answer.pipe(response);
    } else {
      const { 'content-length': _, etag: __, ...kept } = answered;
      response.writeHead(statusCode, answer.statusMessage, kept);
      answer.pipe(response, { end: false });
      answer.once('end', () => response.end(phoneTag(script)));
    }
    answer.once('error', () => response.destroy());
  });
  upstream.once('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end('The program of the project does not answer.');
  });
  response.once('close', () => upstream.destroy());
  request.pipe(upstream);
}

/** For the WebSockets by which development servers update their pages. */
export function passUpgradeOn(
  port: number,
  { method, url, rawHeaders }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const upstream = connect({ port, host: 'localhost' });
  const pairs = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1] ?? ''}\r\n`] : [],
  );
  upstream.write(`${method ?? 'GET'} ${url ?? '/'} HTTP/1.1\r\n${pairs.join('')}\r\n`);
  upstream.write(head);
  upstream.pipe(socket).pipe(upstream);
  for (const [one, other] of [
    [socket, upstream],
    [upstream, socket],
  ] as const) {
    one.once('error', () => other.destroy());
    one.once('close', () => other.destroy());
  }
}
