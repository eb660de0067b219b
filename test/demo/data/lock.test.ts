import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../../demo/config.js';
import { lockFolder } from '../../../demo/data/lock.js';

const holdLock = fileURLToPath(new URL('../../support/demo/hold-lock.ts', import.meta.url));

describe('One demo at a time on a data folder', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-lock-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Starts another process that tries to lock the folder, and waits for what it prints. */
  async function lockElsewhere(t: TestContext, ...launcher: readonly string[]) {
    const [command, ...args] = [...launcher, process.execPath, '--import', 'tsx'];
    const child = spawn(command, [...args, holdLock, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(() => child.kill('SIGKILL'));
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    return { child, line: line.trim() };
  }

  const isRefused = (pattern: RegExp) => (error: unknown) => {
    assert.ok(error instanceof UsageError);
    assert.ok(error.message.includes(folder));
    assert.match(error.message, pattern);
    return true;
  };

  test('the second one is refused until the first unlocks; the error names the process and what to do', async () => {
    const unlock = await lockFolder(folder);
    const owner = `process ${process.pid} on ${hostname()}`;
    const sentence = new RegExp(`in use by ${owner}\\. .*DATA_DIR.*--memory`);
    await assert.rejects(lockFolder(folder), isRefused(sentence));
    await unlock();
    assert.deepEqual(await readdir(folder), []);
    const unlockAgain = await lockFolder(folder);
    await unlockAgain();
  });

  test('only one of many at the same time gets the lock', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    const won = results.filter((result) => result.status === 'fulfilled');
    assert.equal(won.length, 1);
    await won[0]?.value();
    assert.deepEqual(await readdir(folder), []);
  });

  test('a process keeps the lock while it lives, also stopped, and no longer', async (t) => {
    const { child, line } = await lockElsewhere(t);
    assert.equal(line, 'locked');
    await assert.rejects(lockFolder(folder), isRefused(new RegExp(`process ${child.pid}\\b`)));
    child.kill('SIGSTOP');
    await assert.rejects(lockFolder(folder), isRefused(/another process/));
    child.kill('SIGKILL');
    await once(child, 'close');

    assert.equal((await readdir(folder)).length, 1, 'its socket is left over');
    const results = await Promise.allSettled([lockFolder(folder), lockFolder(folder)]);
    const won = results.filter((result) => result.status === 'fulfilled');
    assert.equal(won.length, 1);
    await won[0]?.value();
    assert.deepEqual(await readdir(folder), []);
  });

  test('the process may be in another container', async (t) => {
    const unlock = await lockFolder(folder);
    // Only a privileged user may create namespaces. Without them this is one more process.
    const unshare = ['unshare', '--pid', '--net', '--fork'];
    const isAllowed = spawnSync('unshare', [...unshare.slice(1), 'true']).status === 0;
    const { line } = await lockElsewhere(t, ...(isAllowed ? unshare : []));
    assert.ok(line.includes(`${folder} is in use by process ${process.pid} on`), line);
    await unlock();
  });

  test('other files are no locks, whatever they are called, and stay', async () => {
    const names = ['lock', 'lock-notes'];
    for (const name of names) await writeFile(join(folder, name), String(process.pid));
    const unlock = await lockFolder(folder);
    await unlock();
    assert.deepEqual(await readdir(folder), names);
    for (const name of names) await rm(join(folder, name));
  });

  test('a path that is too long for a socket is refused with a way out', async () => {
    const deep = join(folder, 'a'.repeat(100));
    await mkdir(deep);
    await assert.rejects(lockFolder(deep), isRefused(/too long .* DATA_DIR .* --memory\.$/));
    await rm(deep, { recursive: true });
  });
});
