/** What `dev` does to requests for a project and to the answers, also to those that no browser and no framework sends. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { after, describe, test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { maxHeaderSize, passOn, passUpgradeOn } from '../../../../src/cli/dev/project/pass-on.js';
import { until } from '../../../support/until.js';

const closing: (() => void)[] = [];
after(() => {
  for (const close of closing) close();
});

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  closing.push(() => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

const devOrigin = 'http://localhost:3000';
const phoneScript = '/phone.js';
const tag = '\n<script type="module" src="/phone.js"></script>\n';

/** @returns the port of `dev` in front of this program */
async function inFront(port: number): Promise<number> {
  const front = createServer({ maxHeaderSize }, (request, response) => {
    passOn({ port, origin: devOrigin, phoneScript }, request, response);
  });
  front.on('upgrade', (request, socket, head) => {
    closing.push(() => socket.destroy());
    passUpgradeOn(port, request, socket, head);
  });
  return listen(front);
}

const ofProgram = async (program: RequestListener): Promise<number> =>
  inFront(await listen(createServer({ maxHeaderSize }, program)));

/** A program that answers each connection with these bytes, and then does as `next` says. */
async function ofBytes(bytes: string, next: (socket: Socket) => void): Promise<number> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    closing.push(() => socket.destroy());
    socket.once('data', () => socket.write(bytes, 'latin1', () => next(socket)));
  });
  return inFront(await listen(server));
}

/** What comes back for these bytes, until the connection ends. */
async function exchange(port: number, bytes: string): Promise<string> {
  const socket = connect({ port, host: 'localhost' });
  closing.push(() => socket.destroy());
  socket.write(bytes, 'latin1');
  let text = '';
  try {
    for await (const chunk of socket.setEncoding('latin1')) text += String(chunk);
  } catch {
    // Whoever refuses may also reset the connection.
  }
  return text;
}

const get = (path: string, more = ''): string =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${more}\r\n`;

const html = { 'Content-Type': 'text/html; charset=utf-8' };
const page = '<!doctype html><p>Café';

describe('A page gets the phone', () => {
  const pages: Readonly<Record<string, RequestListener>> = {
    'without </body>': (_, response) => response.writeHead(200, html).end(page),
    'of a known length': (_, response) =>
      response.writeHead(200, { ...html, 'Content-Length': Buffer.byteLength(page) }).end(page),
    'in pieces, with half a letter at the end of one': (_, response) => {
      const bytes = Buffer.from(page);
      response.writeHead(200, html);
      response.write(bytes.subarray(0, -1), () => response.end(bytes.subarray(-1)));
    },
    'that says it is not found': (_, response) => response.writeHead(404, html).end(page),
    'compressed by gzip, although nobody has asked': (_, response) =>
      response.writeHead(200, { ...html, 'Content-Encoding': 'gzip' }).end(gzipSync(page)),
    'compressed by deflate': (_, response) =>
      response.writeHead(200, { ...html, 'Content-Encoding': 'deflate' }).end(deflateSync(page)),
    'compressed by brotli': (_, response) =>
      response.writeHead(200, { ...html, 'Content-Encoding': 'br' }).end(brotliCompressSync(page)),
  };
  for (const [what, program] of Object.entries(pages)) {
    test(what, async () => {
      const port = await ofProgram(program);
      const response = await fetch(`http://localhost:${port}/`);
      assert.equal(response.headers.get('content-encoding'), null);
      assert.equal(await response.text(), page + tag);
    });
  }

  test('with the nonce of its policy, because such a policy often allows no address', async () => {
    const policies = [
      ["default-src 'self'; script-src 'nonce-aB3+/=' 'strict-dynamic'", 'aB3+/='],
      ["style-src 'nonce-style'; script-src 'self'", undefined],
      ["default-src 'nonce-all'; style-src 'nonce-style'", 'all'],
      ["script-src-elem 'nonce-elem'; script-src 'nonce-other'", 'elem'],
      [`script-src 'nonce-"><img>'`, undefined],
    ] as const;
    for (const [policy, nonce] of policies) {
      const port = await ofProgram((_, response) =>
        response.writeHead(200, { ...html, 'Content-Security-Policy': policy }).end(page),
      );
      const response = await fetch(`http://localhost:${port}/`);
      const attribute = nonce === undefined ? '' : ` nonce="${nonce}"`;
      const expected = tag.replace(' src', `${attribute} src`);
      assert.equal(await response.text(), page + expected, policy);
      assert.equal(response.headers.get('content-security-policy'), policy);
    }
  });

  test('also if the browser has kept it from before, without the phone', async () => {
    const asked: IncomingMessage['headers'][] = [];
    const port = await ofProgram(({ headers }, response) => {
      asked.push(headers);
      if (headers['if-none-match']) response.writeHead(304, { ETag: '"1"' }).end();
      else response.writeHead(200, { ...html, ETag: '"1"' }).end(page);
    });
    const kept = { 'If-None-Match': '"1"', 'If-Modified-Since': 'now', Range: 'bytes=0-1' };
    const response = await fetch(`http://localhost:${port}/`, { headers: kept });
    assert.deepEqual([response.status, response.headers.get('etag')], [200, null]);
    assert.equal(await response.text(), page + tag);
    const { range, 'if-modified-since': since } = asked[0] ?? {};
    assert.deepEqual([range, since], [undefined, undefined]);
  });
});

describe('Everything else stays as it is', () => {
  const script = { 'sec-fetch-dest': 'script' };
  const others: readonly (readonly [
    what: string,
    program: RequestListener,
    init: RequestInit,
    expected: readonly [status: number, body: string],
  ])[] = [
    ['data', (_, response) => response.end('{}'), {}, [200, '{}']],
    [
      'a page in a frame',
      (_, r) => r.writeHead(200, html).end('a'),
      { headers: { 'sec-fetch-dest': 'iframe' } },
      [200, 'a'],
    ],
    [
      'a part of a page that a script loads',
      (_, r) => r.writeHead(200, html).end('a'),
      { headers: { 'sec-fetch-dest': 'empty' } },
      [200, 'a'],
    ],
    [
      'the answer to a form',
      (_, r) => r.writeHead(200, html).end('a'),
      { method: 'POST' },
      [200, 'a'],
    ],
    [
      'HEAD',
      (_, r) => r.writeHead(200, { ...html, 'Content-Length': 9 }).end(),
      { method: 'HEAD' },
      [200, ''],
    ],
    ['204', (_, r) => r.writeHead(204, html).end(), {}, [204, '']],
    [
      '304 for a script',
      (_, r) => r.writeHead(304, { ETag: '"1"' }).end(),
      { headers: { ...script, 'if-none-match': '"1"' } },
      [304, ''],
    ],
    [
      'a page in UTF-16',
      (_, r) => r.writeHead(200, { 'Content-Type': 'text/html; charset=utf-16le' }).end('a'),
      {},
      [200, 'a'],
    ],
    [
      'a page in a compression of which nothing is known',
      (_, r) => r.writeHead(200, { ...html, 'Content-Encoding': 'rot13' }).end('n'),
      {},
      [200, 'n'],
    ],
    ['an odd method', ({ method }, r) => r.end(method), { method: 'PROPFIND' }, [200, 'PROPFIND']],
  ];
  for (const [what, program, init, expected] of others) {
    test(what, async () => {
      const port = await ofProgram(program);
      const response = await fetch(`http://localhost:${port}/`, init);
      assert.deepEqual([response.status, await response.text()], expected);
    });
  }

  test('a part of a file', async () => {
    const port = await ofProgram(({ headers }, response) => {
      response.writeHead(206, { 'Content-Range': 'bytes 1-2/4', 'Content-Type': 'video/mp4' });
      response.end(headers.range);
    });
    const headers = { range: 'bytes=1-2', 'sec-fetch-dest': 'video' };
    const response = await fetch(`http://localhost:${port}/`, { headers });
    assert.deepEqual([response.status, await response.text()], [206, 'bytes=1-2']);
    assert.equal(response.headers.get('content-range'), 'bytes 1-2/4');
  });

  test('cookies, one by one, and the bytes of headers', async () => {
    const cookies = ['a=1; Path=/; Expires=Wed, 21 Oct 2099 07:28:00 GMT', 'b=2; HttpOnly'];
    const port = await ofProgram(({ headers }, response) => {
      const name = Buffer.from('é').toString('latin1');
      response.writeHead(200, 'Très bien', { 'Set-Cookie': cookies, 'X-Name': name });
      response.end(headers.cookie);
    });
    const response = await fetch(`http://localhost:${port}/`, { headers: { cookie: 'a=1; b=2' } });
    assert.deepEqual(response.headers.getSetCookie(), cookies);
    const name = Buffer.from(response.headers.get('x-name') ?? '', 'latin1').toString();
    assert.equal(name, 'é');
    assert.equal(await response.text(), 'a=1; b=2');
    assert.match(await exchange(port, get('/')), /^HTTP\/1\.1 200 Tr\xe8s bien\r\n/);
  });

  test('a body that is sent in pieces, and one that waits for 100', async () => {
    const port = await ofProgram((request, response) => void request.pipe(response));
    const chunked = `POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n`;
    assert.match(
      await exchange(port, chunked),
      /^HTTP\/1\.1 200 [^]*\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n/,
    );
    const waits = `POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc`;
    assert.match(await exchange(port, waits), /^HTTP\/1\.1 100 [^]*HTTP\/1\.1 200 [^]*abc/);
  });

  test('an answer for an old client is not in pieces', async () => {
    const port = await ofProgram((_, response) => {
      response.write('a');
      response.end('b');
    });
    const answer = await exchange(port, 'GET /data HTTP/1.0\r\n\r\n');
    assert.match(answer, /\r\n\r\nab$/);
    assert.doesNotMatch(answer, /chunked/i);
  });

  test('headers of 100 kB, which the cookies of all projects on localhost can be', async () => {
    const port = await ofProgram(({ headers }, response) => {
      response.setHeader('X-Large', 'b'.repeat(100_000));
      response.end(String(headers.cookie?.length));
    });
    const large = get('/', `Cookie: ${'a'.repeat(100_000)}\r\n`);
    const answer = await exchange(port, large);
    assert.ok(answer.startsWith('HTTP/1.1 200 ') && answer.includes('b'.repeat(100_000)));
    assert.ok(answer.includes('100000'));
    assert.match(await exchange(port, get('/', `Cookie: ${'a'.repeat(300_000)}\r\n`)), / 431 /);
  });

  test('an answer that comes before the body has been read', async () => {
    const port = await ofBytes(
      'HTTP/1.1 413 Too Large\r\nContent-Length: 5\r\n\r\nlarge',
      (socket) => socket.resetAndDestroy(),
    );
    const upload = `POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 9000000\r\n\r\nabc`;
    assert.match(await exchange(port, upload), /^HTTP\/1\.1 413 [^]*large$/);
  });
});

describe('A redirect', () => {
  const places: readonly (readonly [from: (port: number) => string, to: string])[] = [
    [(port) => `http://localhost:${port}/sign-in?a=1#b`, `${devOrigin}/sign-in?a=1#b`],
    [(port) => `http://127.0.0.1:${port}//evil.example`, `${devOrigin}//evil.example`],
    [(port) => `http://0.0.0.0:${port}`, `${devOrigin}/`],
    [() => '/sign-in', '/sign-in'],
    [() => 'http://localhost:1/other', 'http://localhost:1/other'],
    [(port) => `http://evil.example:${port}/`, ''],
    [(port) => `https://localhost:${port}/`, ''],
  ];
  for (const [index, [from, to]] of places.entries()) {
    test(`to ${from(4000)} leads to ${to || 'the same place'}`, async () => {
      const program = createServer((_, response) =>
        response.writeHead(302, { Location: from(own) }).end(),
      );
      const own = await listen(program);
      const port = await inFront(own);
      const { headers } = await fetch(`http://localhost:${port}/`, { redirect: 'manual' });
      assert.equal(headers.get('location'), to || from(own), String(index));
    });
  }
});

describe('A program that fails', () => {
  const broken: readonly (readonly [
    what: string,
    bytes: string,
    next: (socket: Socket) => void,
    says: RegExp,
  ])[] = [
    [
      'closes without a word',
      '',
      (socket) => socket.destroy(),
      /^HTTP\/1\.1 502 [^]*does not answer: /,
    ],
    [
      'speaks another protocol',
      '220 mail.example ESMTP\r\n',
      () => undefined,
      /^HTTP\/1\.1 502 [^]*does not answer: /,
    ],
    [
      'has a status that does not exist',
      'HTTP/1.1 042 Odd\r\nContent-Length: 0\r\n\r\n',
      () => undefined,
      /^HTTP\/1\.1 502 /,
    ],
    [
      'has control characters in its status',
      'HTTP/1.1 200 A\x01B\r\nContent-Length: 0\r\n\r\n',
      () => undefined,
      /^HTTP\/1\.1 (502|200) /,
    ],
    [
      'changes the protocol unasked',
      'HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: tea\r\n\r\n',
      () => undefined,
      /^HTTP\/1\.1 502 [^]*101/,
    ],
    [
      'says that it fails itself',
      'HTTP/1.1 502 Bad\r\nContent-Length: 4\r\n\r\nmine',
      () => undefined,
      /^HTTP\/1\.1 502 Bad[^]*mine$/,
    ],
    [
      'breaks off within a page',
      'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n<p>a',
      (socket) => socket.destroy(),
      /^HTTP\/1\.1 200 OK[^]*<p>a(?![^]*(phone|\r\n0\r\n))/,
    ],
    [
      'breaks off within data',
      'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{',
      (socket) => socket.destroy(),
      /^HTTP\/1\.1 200 OK[^]*\{$/,
    ],
    [
      'sends a page that is not compressed as it says',
      'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n<p>a',
      () => undefined,
      /^(HTTP\/1\.1 200 OK(?![^]*phone)|$)/,
    ],
  ];
  for (const [what, bytes, next, says] of broken) {
    test(`${what}: the browser learns of it, and dev goes on`, async () => {
      const port = await ofBytes(bytes, next);
      for (const method of ['GET', 'GET']) {
        assert.match(await exchange(port, get('/').replace('GET', method)), says);
      }
    });
  }

  test('a program that hangs is let go when the browser leaves', async () => {
    const left: string[] = [];
    let asked = 0;
    const port = await ofProgram(({ url = '' }, response) => {
      asked += 1;
      response.on('close', () => left.push(url));
      if (url === '/endless') response.writeHead(200, html).write('<p>');
    });
    const limit = new AbortController();
    for (const path of ['/silent', '/endless']) {
      fetch(`http://localhost:${port}${path}`, limit).catch(() => undefined);
    }
    await until(() => asked === 2);
    limit.abort();
    await until(() => left.length === 2);
  });

  test('a body that never ends is passed on as it comes, and no more is read than the browser takes', async () => {
    let sent = 0;
    const port = await ofProgram((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      response.writeHead(200, { 'Content-Type': 'text/html' }).on('drain', more);
      more();
    });
    const socket = connect({ port, host: 'localhost' });
    socket.write(get('/'));
    await once(socket, 'readable');
    const limit = 64 * 1024 * 1024;
    // Until everything between here and the program is full.
    for (let before = -1; before !== sent && sent < limit;) {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.ok(sent < limit, `${sent} bytes`);
    socket.destroy();
  });
});

describe('Requests that no browser sends', () => {
  const seen: string[] = [];
  const started = ofProgram((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => response.end('the program'));
  });

  const refused: Readonly<Record<string, string>> = {
    'two lengths':
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd',
    'a length and pieces':
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'pieces that are not last':
      'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'a space before the colon':
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length : 4\r\n\r\nGET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'no host': 'GET /hidden HTTP/1.1\r\n\r\n',
    CONNECT: 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n',
  };
  for (const [what, bytes] of Object.entries(refused)) {
    test(`${what}: refused, and nothing is smuggled to the program`, async () => {
      const port = await started;
      seen.length = 0;
      const answer = await exchange(port, bytes);
      assert.match(answer, /^(HTTP\/1\.1 400 |$)/);
      assert.ok(!seen.some((line) => line.includes('hidden')), seen.join());
    });
  }

  test('the body of a GET that names its length in Connection stays a body', async () => {
    const port = await started;
    seen.length = 0;
    const body = 'GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const bytes = `GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close, content-length\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    assert.match(await exchange(port, bytes), /^HTTP\/1\.1 200 /);
    assert.deepEqual(seen, ['GET /a']);
  });

  for (const target of ['//evil.example/a', 'http://evil.example/a', '/%2e%2e/%00', '/é']) {
    test(`the target ${target} goes to the program as it is`, async () => {
      const port = await started;
      seen.length = 0;
      const bytes = get(Buffer.from(target).toString('latin1'));
      const answer = await exchange(port, bytes);
      if (/ 400 /.test(answer)) assert.deepEqual(seen, []);
      else assert.deepEqual(seen, [`GET ${Buffer.from(target).toString('latin1')}`]);
    });
  }
});

describe('A WebSocket', () => {
  test('reaches the program with all its headers, both ways, and ends with either side', async () => {
    const program = createServer();
    const ends: string[] = [];
    program.on('upgrade', ({ headers, url }, socket: Socket, head: Buffer) => {
      socket.on('close', () => ends.push('program'));
      // Sockets of an upgrade stay open in the other direction.
      socket.on('end', () => socket.end()).on('error', () => undefined);
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n${url} ${headers['sec-websocket-key']} ${headers.origin} ${head.toString()}`,
      );
      socket.on('data', (data: Buffer) => {
        if (data.toString() === 'end') socket.end();
        else socket.write(data);
      });
    });
    const port = await inFront(await listen(program));
    const open = `GET /hmr?token=1 HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: ${devOrigin}\r\nSec-WebSocket-Key: k\r\n\r\nearly`;
    for (const end of ['browser', 'program']) {
      const socket = connect({ port, host: 'localhost' });
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      socket.write(open);
      await until(() => /\/hmr\?token=1 k http:\/\/localhost:3000 early/.test(text), 'the upgrade');
      socket.write('ping');
      await until(() => text.endsWith('ping'), 'ping');
      const closed = once(socket, 'close');
      if (end === 'browser') socket.destroy();
      else socket.write('end');
      await closed;
    }
    await until(() => ends.length === 2, 'both ends');
  });

  test('to a program that is gone ends', async () => {
    const gone = createServer();
    const port = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    const front = await inFront(port);
    const open =
      'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    assert.equal(await exchange(front, open), '');
    assert.match(await exchange(front, get('/')), /^HTTP\/1\.1 502 [^]*ECONNREFUSED/);
  });
});
