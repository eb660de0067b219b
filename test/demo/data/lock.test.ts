import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { UsageError } from '../../../demo/config.js';
import { lockFolder } from '../../../demo/data/lock.js';

describe('One demo at a time on a data folder', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-lock-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const isRefused = (pattern: RegExp) => (error: unknown) => {
    assert.ok(error instanceof UsageError);
    assert.ok(error.message.includes(folder));
    assert.match(error.message, pattern);
    return true;
  };

  test('the second one is refused until the first unlocks; the error names the process and what to do', async () => {
    const unlock = await lockFolder(folder);
    const sentence = new RegExp(`in use by process ${process.pid}\\b.*DATA_DIR.*--memory`);
    await assert.rejects(lockFolder(folder), isRefused(sentence));
    await unlock();
    assert.deepEqual(await readdir(folder), []);
    await (
      await lockFolder(folder)
    )();
  });

  test('only one of many at the same time gets the lock', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    const won = results.filter((result) => result.status === 'fulfilled');
    assert.equal(won.length, 1);
    await won[0]?.value();
  });

  test('the lock of a dead process is taken over, by only one of several', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    // A process may have had our id, for example before a restart of the machine.
    for (const left of [String(pid), String(process.pid), '', 'none']) {
      await writeFile(join(folder, 'lock'), left);
      const results = await Promise.allSettled([lockFolder(folder), lockFolder(folder)]);
      const won = results.filter((result) => result.status === 'fulfilled');
      assert.equal(won.length, 1, `after ${left || 'an empty file'}`);
      assert.equal(await readFile(join(folder, 'lock'), 'utf8'), String(process.pid));
      await won[0]?.value();
      assert.deepEqual(await readdir(folder), [], 'nothing is left over');
    }
  });

  test('the lock of a living process is not taken over', async (t) => {
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: 'pipe' });
    t.after(() => other.kill('SIGKILL'));
    await writeFile(join(folder, 'lock'), String(other.pid));
    await assert.rejects(lockFolder(folder), isRefused(new RegExp(`process ${other.pid}\\b`)));
    assert.equal(await readFile(join(folder, 'lock'), 'utf8'), String(other.pid), 'untouched');
    await rm(join(folder, 'lock'));
  });
});
