/** Accounts and sessions that outlive the process, and folders that the demo cannot use. */
import assert from 'node:assert/strict';
import { chmod, cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { UsageError } from '../../../demo/config.js';
import { openDatabase } from '../../../demo/data/database.js';
import { customers } from '../../../demo/shop/customers.js';
import { openUserDatabase } from '../../../demo/data/user-database.js';
import { startDemo } from '../../../demo/start.js';
import { createVisitor } from '../../support/demo/http-visitor.js';

let root: string;
/** A folder with a database. Tests share it, because creating one takes longer than the rest. */
let shop: string;
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'demo-data-'));
  shop = join(root, 'shop');
  await (await openUserDatabase(shop, { secure: false })).close();
});
after(() => rm(root, { recursive: true, force: true }));

const config = (dataDir: string) =>
  ({ port: 0, confirm: 'none', newAccounts: 'ask', dataDir }) as const;

/** The error message of a folder that cannot be opened. */
async function refusal(opening: Promise<unknown>): Promise<string> {
  const error: unknown = await opening.then(
    () => assert.fail('It was opened'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UsageError);
  assert.ok(!error.message.includes('\n'));
  return error.message;
}

/** The files and folders that other users may read, write or enter, by their path in the folder. */
async function openFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const path of ['.', ...(await readdir(folder, { recursive: true }))]) {
    const { mode } = await stat(join(folder, path));
    if ((mode & 0o077) !== 0) found.push(path);
  }
  return found;
}

/** Gives other users every right to the folder and what is in it. */
async function openUp(folder: string): Promise<void> {
  for (const path of ['.', ...(await readdir(folder, { recursive: true }))]) {
    await chmod(join(folder, path), 0o777);
  }
}

describe('A data folder', () => {
  test('keeps accounts and sessions over a restart, and adds the customers once', async () => {
    const first = await startDemo(config(shop), () => undefined);
    const visitor = createVisitor(first);
    const scanned = await visitor.scan(0);
    assert.ok(scanned.result.result === 'binding');
    await scanned.bind({ action: 'create' });
    await visitor.post('/name', { name: 'Lin' });
    assert.equal(await visitor.name(), 'Lin');
    const [before] = (await first.database.query('select count(*) from wml_accounts', [])).rows;
    await first.stop();

    const second = await startDemo(config(shop), () => undefined);
    try {
      assert.notEqual(second.origin, first.origin);
      const [after] = (await second.database.query('select count(*) from wml_accounts', [])).rows;
      assert.deepEqual(after, before);
      const returned = createVisitor(second, visitor.cookies);
      assert.equal(await returned.name(), 'Lin', 'the session is still open');
      const { result } = await createVisitor(second).scan(0);
      assert.ok(result.result === 'authenticated' && !result.isNew);
      assert.equal(result.account.name, 'Lin', 'the same WeChat is the same account');
    } finally {
      await second.stop();
    }
  });

  test('does not get customers a second time if they have changed their name', async () => {
    const first = await openUserDatabase(shop, { secure: false });
    const family = await first.accounts.byPhone(customers.heXin.phone);
    assert.equal(family.length, 2);
    for (const { id } of family) await first.accounts.rename(id, 'He');
    await first.close();
    const second = await openUserDatabase(shop, { secure: false });
    const names = (await second.accounts.byPhone(customers.heXin.phone)).map(({ name }) => name);
    assert.deepEqual(names, ['He', 'He']);
    assert.equal((await second.accounts.byEmail(customers.gaoYuan.email)).length, 1);
    await second.close();
  });

  test('is private, also if it existed with other modes, and stays so as it grows', async () => {
    await openUp(shop);
    const database = await openDatabase(shop);
    assert.deepEqual(await openFiles(shop), [], 'after the start');
    // Enough for new files of the write-ahead log, which are of 16 MiB.
    await database.query('create table big (line text)', []);
    const lines = "select repeat('x', 1000) from generate_series(1, 40000)";
    await database.query(`insert into big ${lines}`, []);
    assert.deepEqual(await openFiles(shop), [], 'in use');
    await database.query('drop table big', []);
    await database.close();
    assert.deepEqual(await openFiles(shop), [], 'after the end');
  });

  test('with files of others keeps its own mode; only the database is private', async () => {
    await writeFile(join(shop, 'notes.txt'), '');
    await openUp(shop);
    await (await openDatabase(shop)).close();
    const open = ['.', 'notes.txt'];
    assert.deepEqual(await openFiles(shop), open);
    await rm(join(shop, 'notes.txt'));
  });

  test('is refused while another demo uses it', async () => {
    const first = await openDatabase(shop);
    const sentence = await refusal(openUserDatabase(shop, { secure: false }));
    assert.ok(sentence.includes(`${shop} is in use by process ${process.pid} on `));
    assert.deepEqual((await first.query('select 1 as one', [])).rows, [{ one: 1 }]);
    await first.close();
    await (await openDatabase(shop)).close();
  });

  test('is usable after an interrupted first start', async () => {
    const folder = join(root, 'cut');
    await mkdir(join(folder, 'accounts.new'), { recursive: true });
    await writeFile(join(folder, 'accounts.new', 'PG_VERSION'), '17\n');
    await (await openDatabase(folder)).close();
    assert.deepEqual(await readdir(folder), ['accounts']);
  });

  test('stays unchanged if it is broken; the error names it and what to do', async () => {
    const whole = join(shop, 'accounts');
    for (const [what, breakIt] of [
      ['no version', (path: string) => rm(join(path, 'PG_VERSION'))],
      ['another version', (path: string) => writeFile(join(path, 'PG_VERSION'), '9\n')],
      ['no control file', (path: string) => rm(join(path, 'global', 'pg_control'))],
      ['no log', (path: string) => rm(join(path, 'pg_wal'), { recursive: true })],
    ] as const) {
      const folder = join(root, what.replaceAll(' ', '-'));
      await cp(whole, join(folder, 'accounts'), { recursive: true });
      await breakIt(join(folder, 'accounts'));
      const sentence = await refusal(openDatabase(folder));
      assert.ok(sentence.startsWith(`The data folder ${folder} cannot be opened.`), what);
      assert.match(sentence, /Delete it .* DATA_DIR .* --memory\.$/);
      assert.deepEqual(await readdir(folder), ['accounts'], `${what}: unlocked again`);
    }
  });

  test('gets the same error if it is a file', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    for (const folder of [file, join(file, 'below')]) {
      const sentence = await refusal(openDatabase(folder));
      assert.ok(sentence.startsWith(`The data folder ${folder} cannot be opened.`));
    }
  });
});
