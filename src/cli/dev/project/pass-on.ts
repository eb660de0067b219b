/** Passes requests on to a program of the project, and its answers back. */
import {
  Agent,
  request as send,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { plainText } from '../who-may-ask.js';
import { addPhone, asksForPage, withoutCache } from './phone-on-page.js';

export interface Destination {
  /** The port of the program. */
  readonly port: number;
  /** The origin of `dev`, in place of the program's own in redirects. */
  readonly origin: string;
  /** What shows the phone; without it, pages are passed on as they are. */
  readonly phoneScript?: string | undefined;
}

/** Many projects keep cookies on localhost: the limit is that of the program, and not the usual 16 KiB. */
export const maxHeaderSize = 262_144;

/** A connection for each request: a program may close one at any time that it could have kept. */
const agent = new Agent();

export function passOn(to: Destination, request: IncomingMessage, response: ServerResponse): void {
  const isPage = to.phoneScript !== undefined && asksForPage(request);
  const { method, url: path } = request;
  const headers = without(hops, isPage ? withoutCache(request.headers) : request.headers);
  const fail = (reason: string): void => {
    if (response.headersSent) return void response.destroy();
    // Named, because an answer that could not be passed on may have left its own words there.
    response.writeHead(502, 'Bad Gateway', plainText);
    response.end(`The program of the project ${reason}\n`);
  };
  const upstream = send({
    host: 'localhost',
    port: to.port,
    method,
    path,
    headers,
    agent,
    maxHeaderSize,
  });
  let hasAnswered = false;
  upstream.on('response', (answer) => {
    hasAnswered = true;
    try {
      sendAnswer(answer, isPage, to, response);
    } catch (error) {
      answer.destroy();
      fail(`sends an answer that cannot be passed on: ${String(error)}.`);
    }
  });
  upstream.on('upgrade', (_, socket) => {
    socket.destroy();
    fail('changes the protocol (101), which nobody has asked for.');
  });
  // After an answer, it may still say that it reads the rest of a body no more.
  upstream.on('error', ({ message }) => {
    if (!hasAnswered) fail(`does not answer: ${message}.`);
  });
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}

function sendAnswer(
  answer: IncomingMessage,
  isPage: boolean,
  to: Destination,
  response: ServerResponse,
): void {
  const { statusCode = 502, statusMessage } = answer;
  const phone = isPage && to.phoneScript !== undefined && addPhone(answer, to.phoneScript);
  const headers = without([...hops, ...ownFraming, ...(phone ? ofTheBody : [])], answer.headers);
  if (headers.location !== undefined) headers.location = ownAddress(headers.location, to);
  response.writeHead(statusCode, statusMessage, headers);
  const body = phone || answer;
  body.on('error', () => response.destroy());
  body.pipe(response);
}

/** The connection to the browser may need another. */
const ownFraming = ['transfer-encoding'];
/** What no longer holds when the phone has been added. */
const ofTheBody = [
  'content-length',
  'content-encoding',
  'content-digest',
  'digest',
  'etag',
  'accept-ranges',
];

/** Headers that concern one connection alone (https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1). */
const hops = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade', 'expect'];

function without(names: readonly string[], headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => !names.includes(name) && value !== undefined),
  );
}

/** A program that redirects to its own port would lead away from the phone, and from PUBLIC_URL. */
function ownAddress(location: string, { port, origin }: Destination): string {
  if (!URL.canParse(location)) return location;
  const { protocol, hostname, port: itsPort, href } = new URL(location);
  const isOwn = /^(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])$/.test(hostname);
  if (protocol !== 'http:' || !isOwn || Number(itsPort) !== port) return location;
  return href.replace(/^http:\/\/[^/]+/, origin);
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
  // As bytes, which the parser has read as Latin-1.
  upstream.write(`${method ?? 'GET'} ${url ?? '/'} HTTP/1.1\r\n${pairs.join('')}\r\n`, 'latin1');
  upstream.write(head);
  upstream.pipe(socket).pipe(upstream);
  for (const [one, other] of [
    [socket, upstream],
    [upstream, socket],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}
