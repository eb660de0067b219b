/** What the subcommand `check` needs of the machine: a server that plays WeChat, and a program that it starts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Arguments } from '../../conformance/command/arguments.js';
import type { Machine, Started } from '../../conformance/command/check.js';
import { NotReady } from '../../conformance/discover.js';
import type { Terminal } from '../terminal.js';

/** In characters: what the checker keeps of the backend's output. */
const maxOutput = 1_000_000;
/** A program that has not ended then is killed. */
const stopWithinMs = 3000;

type Answer = (request: Request) => Promise<Response>;

async function serve(answer: Answer, { host, port }: Arguments['wechat']) {
  const server = createServer((incoming, outgoing) => {
    respond(answer, incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new NotReady(`The checker cannot play WeChat at ${host}:${port} (${why}): see --wechat.`);
  });
  return {
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function respond(answer: Answer, incoming: IncomingMessage, outgoing: ServerResponse) {
  const { url = '/', method = 'GET', headers } = incoming;
  const chunks: Uint8Array[] = [];
  // A stream of node:http without an encoding yields buffers.
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  const request = new Request(new URL(url, 'http://checker'), {
    method,
    headers: { 'content-type': headers['content-type'] ?? '' },
    ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
  });
  const response = await answer(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(new Uint8Array(await response.arrayBuffer()));
}

function start(
  [program = '', ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
  isShown: boolean,
): Started {
  const child = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what the program starts ends with it.
    detached: process.platform !== 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-maxOutput);
      if (isShown) process.stderr.write(text);
    });
  }
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (exitCode) => resolve(exitCode ?? 1));
    // The program cannot be started, as with a shell's "command not found".
    child.once('error', () => resolve(127));
  });
  const kill = (signal: NodeJS.Signals): void => {
    const { pid } = child;
    if (pid === undefined || child.exitCode !== null) return;
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-pid, signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      kill('SIGTERM');
      process.exit(130);
    });
  }
  return {
    ended,
    output: () => output,
    async stop() {
      kill('SIGTERM');
      const timer = setTimeout(() => kill('SIGKILL'), stopWithinMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** This machine, as `check` sees it. */
export function createMachine({ isTerminal, colours, write }: Terminal): Machine {
  return {
    ...{ isTerminal, colours, write, serve, start },
    writeFile: (path, text) => writeFile(path, text),
  };
}
