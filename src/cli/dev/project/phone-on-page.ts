/** Puts the phone on the pages of a project, whatever else they are. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { PassThrough, pipeline, Transform, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const decoders: Readonly<Record<string, () => Transform>> = {
  identity: () => new PassThrough(),
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** A frame is a part of a page, which has the phone already. Old browsers do not say what they load. */
export function asksForPage({ method, headers }: IncomingMessage): boolean {
  const destination = headers['sec-fetch-dest'];
  return method === 'GET' && (destination === undefined || destination === 'document');
}

/** Asks for a whole page: the browser may have kept one from before, which has no phone. */
export function withoutCache(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return {
    ...headers,
    'accept-encoding': 'identity',
    'if-none-match': undefined,
    'if-modified-since': undefined,
    'if-range': undefined,
    range: undefined,
  };
}

/** The page with the phone, decoded; undefined if it is no page, or nothing can be added to it. */
export function addPhone(answer: IncomingMessage, script: string): Readable | undefined {
  const { headers, statusCode = 0 } = answer;
  const type = headers['content-type'] ?? '';
  if (!/^text\/html/i.test(type) || /charset="?utf-?(16|32)/i.test(type)) return undefined;
  if ([204, 206, 304].includes(statusCode)) return undefined;
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding]?.() : undefined;
  if (!decoder) return undefined;
  const nonce = nonceOf(headers['content-security-policy']);
  // Behind the page, so that the page's markup stays as the project has written it.
  const tag = `\n<script type="module"${nonce && ` nonce="${nonce}"`} src="${script}"></script>\n`;
  const page = new Transform({
    transform: (chunk, _, done) => done(null, chunk),
    flush(done) {
      this.push(tag);
      done();
    },
  });
  // Whoever reads the page learns of an error.
  return pipeline(answer, decoder, page, () => undefined);
}

/** With a nonce, a policy often allows no script by its address. */
function nonceOf(policy: string | readonly string[] | undefined): string {
  const directives = String(policy ?? '')
    .split(/[;,]/)
    .map((each) => each.trim());
  const scripts = ['script-src-elem', 'script-src', 'default-src']
    .map((name) => directives.find((each) => each.toLowerCase().startsWith(`${name} `)))
    .find((found) => found !== undefined);
  return /'nonce-([\w+/=-]+)'/i.exec(scripts ?? '')?.[1] ?? '';
}
