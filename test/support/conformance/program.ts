/** A backend that is a program in another language, and the checker's WeChat as it reaches it: over HTTP. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { freePort } from '../../../src/cli/free-port.js';
import {
  createFixture,
  environmentOf,
  type FixtureSettings,
} from '../../../src/conformance/fixture.js';
import { createRig, type Rig, type RigOptions } from '../../../src/conformance/rig.js';
import { listen, stop } from '../server/http-server.js';
import type { UnderTest } from './reference.js';

export interface Program {
  readonly command: string;
  /** Its arguments, which may need the port. */
  readonly args: (port: number) => readonly string[];
  /** Beside the fixture. */
  readonly env?: Readonly<Record<string, string>>;
  /** Below the origin of the backend: moves its clock. */
  readonly clockPath?: string;
}

export interface RunningProgram extends UnderTest {
  /** Stops the process where it is, or lets it go on. */
  readonly signal: (name: 'SIGSTOP' | 'SIGCONT') => void;
}

/** Starts the program with the fixture in its environment, and waits until it prints something. */
export async function startProgram(
  { command, args, env = {}, clockPath }: Program,
  settings: Omit<FixtureSettings, 'wechatUrl'>,
): Promise<RunningProgram> {
  const wechat = createServer();
  const fixture = createFixture({ ...settings, wechatUrl: await listen(wechat) });
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const url = `${origin}/wechat-login`;
  let printed = '';
  const rig = createRig({
    ...{ url, fixture, log: () => printed },
    ...(clockPath === undefined ? {} : { advance: advanceAt(`${origin}${clockPath}`) }),
  });
  wechat.on('request', (request, response) => void answer(request, response, rig));
  const own = { PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '1', ...env };
  const child = spawn(command, args(port), {
    env: { ...own, ...environmentOf(fixture, url) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (printed += text.toString()));
  }
  const ended = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), ended]);
  return {
    rig,
    signal: (name) => void child.kill(name),
    async close() {
      child.kill();
      await Promise.all([ended, stop(wechat)]);
    },
  };
}

function advanceAt(url: string): NonNullable<RigOptions['advance']> {
  return async (advanceMs) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ advanceMs }) });
    if (!response.ok) throw new Error(`The clock at ${url} answers ${response.status}`);
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
