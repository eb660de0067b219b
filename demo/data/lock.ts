/**
 * Lets only one process at a time use a data folder. The embedded database has no lock of its own, and
 * two processes would ruin it.
 *
 * The kernel holds the lock: each process listens on a socket file in the folder, and a socket answers
 * only as long as its process lives. Process ids say nothing, because containers that share a volume
 * count them separately, and a dead process's id is used again. On Windows, where sockets are named pipes
 * and have no files, the first process to open the pipe has the lock.
 */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, chmod, readdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { join, relative } from 'node:path';
import { UsageError } from '../config.js';

const prefix = 'lock-';
/** The longest path of a socket on macOS, and nearly so on Linux (`man 7 unix`). */
const maxPathBytes = 103;
/** How long a process that started at the same time may take to give up. */
const patienceMs = 2000;
const pollMs = 20;

/**
 * @param folder an existing folder
 * @returns a function that unlocks it
 * @throws UsageError if another process uses the folder
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const name = ownName();
  const path = process.platform === 'win32' ? pipePath(folder) : socketPath(folder, name);
  const server = await listen(path).catch((error: unknown) => {
    throw isSystemError(error, 'EADDRINUSE') ? inUseError(folder, 'another process') : error;
  });
  if (process.platform === 'win32') return () => close(server);
  try {
    await chmod(path, 0o600);
    await outlast(folder, name);
    // A process that looked between its creation and its first answer has removed it.
    await access(path).catch(() => {
      throw inUseError(folder, 'another process');
    });
  } catch (error) {
    await close(server);
    throw error;
  }
  return () => close(server);
}

/** Earlier names sort first. */
function ownName(): string {
  return `${prefix}${Date.now().toString(36)}${randomBytes(3).toString('hex')}`;
}

/**
 * Waits until no other socket in the folder answers. Of any two processes, at least one sees the other,
 * because each listens before it looks. If both see each other, the later one gives up at once and the
 * earlier one waits for that.
 * @throws UsageError if another process uses the folder
 */
async function outlast(folder: string, own: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const { name } = entry;
    if (!entry.isSocket() || !name.startsWith(prefix) || name === own) continue;
    const path = socketPath(folder, name);
    for (const endMs = Date.now() + patienceMs; ;) {
      const owner = await ownerOf(path);
      if (owner === undefined) break;
      if (name < own || Date.now() > endMs) throw inUseError(folder, owner);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    // No process ever listens on this name again.
    await rm(path, { force: true });
  }
}

/** What the process behind a socket says it is; undefined if the process has ended. */
function ownerOf(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(path).setEncoding('utf8').setTimeout(patienceMs);
    socket.on('data', (text: string) => (said += text));
    // A process that is stopped or busy lets us connect but says nothing.
    socket.on('timeout', () => socket.destroy());
    socket.on('error', (error) => {
      const isGone = ['ECONNREFUSED', 'ENOENT'].some((code) => isSystemError(error, code));
      if (isGone) resolve(undefined);
    });
    socket.on('close', () => resolve(said || 'another process'));
  });
}

async function listen(path: string): Promise<Server> {
  const server = createServer((socket) => {
    // The other side may leave before it has read this.
    socket.on('error', () => undefined);
    socket.end(`process ${process.pid} on ${hostname()}`);
  });
  server.listen(path);
  await once(server, 'listening');
  // The lock alone does not keep the process alive.
  return server.unref();
}

/** Removes the socket file as well. */
async function close(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}

/** @throws UsageError if no socket can have such a long path */
function socketPath(folder: string, name: string): string {
  const path = join(folder, name);
  const shorter = relative('', path);
  const found = [path, shorter].find((each) => Buffer.byteLength(each) <= maxPathBytes);
  if (found !== undefined) return found;
  throw new UsageError(
    `The path of the data folder ${folder} is too long for the socket that locks it. Set DATA_DIR to ` +
      'a folder with a shorter path, or start with --memory.',
  );
}

function pipePath(folder: string): string {
  const name = createHash('sha256').update(folder.toLowerCase()).digest('hex');
  return `\\\\.\\pipe\\wechat-mp-login-${name}`;
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function inUseError(folder: string, owner: string): UsageError {
  return new UsageError(
    `The data folder ${folder} is in use by ${owner}. Stop that process, set DATA_DIR to another ` +
      'folder, or start with --memory.',
  );
}
