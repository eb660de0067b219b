/** The backend of examples/python, in a process of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import {
  createFixture,
  environmentOf,
  type FixtureSettings,
} from '../../../src/conformance/fixture.js';
import { createRig, type Rig } from '../../../src/conformance/rig.js';
import { listen, stop } from '../server/http-server.js';
import type { UnderTest } from './reference.js';

export const howToGetIt =
  'no Python with cryptography here: apt-get install python3 python3-cryptography';

/** Debian's Python knows Debian's packages; another `python3` in the PATH may not. */
export function findPython(): string | undefined {
  return ['python3', '/usr/bin/python3'].find(
    (program) => spawnSync(program, ['-c', 'import cryptography']).status === 0,
  );
}

const backend = fileURLToPath(new URL('../../../examples/python/backend.py', import.meta.url));

export async function startPython(
  python: string,
  settings: Omit<FixtureSettings, 'wechatUrl'>,
): Promise<UnderTest> {
  const wechat = createServer();
  const fixture = createFixture({ ...settings, wechatUrl: await listen(wechat) });
  const url = `http://127.0.0.1:${await freePort()}/wechat-login`;
  const rig = createRig({ url, fixture });
  wechat.on('request', (request, response) => void answer(request, response, rig));
  const env = {
    PATH: process.env['PATH'],
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const child = spawn(python, [backend], {
    env: { ...env, ...environmentOf(fixture, url) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), ended]);
  return {
    rig,
    async close() {
      child.kill();
      await Promise.all([ended, stop(wechat)]);
    },
  };
}

/** The checker's WeChat, for a backend that reaches it over HTTP. */
async function answer(request: IncomingMessage, response: ServerResponse, rig: Rig): Promise<void> {
  const chunks: Uint8Array[] = [];
  // A request's chunks are bytes, because no encoding is set.
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const { method = 'GET', url = '/' } = request;
  const body = method === 'GET' ? {} : { body: Buffer.concat(chunks).toString() };
  const answered = await rig.fetch(`http://wechat.example${url}`, { method, ...body });
  response.statusCode = answered.status;
  response.setHeader('content-type', answered.headers.get('content-type') ?? 'text/plain');
  response.end(await answered.text());
}

/** A port that nothing listens on, or did a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  const { port } = new URL(await listen(server));
  await stop(server);
  return Number(port);
}
