/** The backend of examples/django, in a process of its own, with a new database. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FixtureSettings } from '../../../../src/conformance/fixture.js';
import { startProgram, type Program } from '../program.js';
import type { UnderTest } from '../reference.js';

/** Debian's Python, which knows Debian's packages. */
export const python = '/usr/bin/python3';
const project = fileURLToPath(new URL('../../../../examples/django/', import.meta.url));
const ownModules = fileURLToPath(new URL('.', import.meta.url));

/** @throws AssertionError that names the packages, if they are not installed */
export function needDjango(): void {
  const { status } = spawnSync(python, ['-c', 'import django, cryptography']);
  assert.equal(status, 0, 'no Django here: apt-get install python3-django python3-cryptography');
}

/** A folder with a database that has the example's tables, for a program with these variables. */
export function migrate(env: Readonly<Record<string, string>>): {
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => void;
} {
  needDjango();
  const folder = mkdtempSync(join(tmpdir(), 'django-'));
  const whole = {
    ...env,
    DATABASE_PATH: join(folder, 'db.sqlite3'),
    DJANGO_SECRET_KEY: 'a key for tests, which is known to everybody who reads this',
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const { status, stderr } = manage(whole, 'migrate', '--verbosity=0');
  assert.equal(status, 0, stderr);
  return { env: whole, remove: () => rmSync(folder, { recursive: true }) };
}

/** Runs a command of manage.py to its end. */
export function manage(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const inherited = { PATH: process.env['PATH'] ?? '' };
  return spawnSync(python, [join(project, 'manage.py'), ...args], {
    encoding: 'utf8',
    env: { ...inherited, ...env },
  });
}

/** What `migrate` and other commands need, although they serve nobody. */
export const anySettings = {
  PUBLIC_URL: 'http://localhost/wechat-login',
  ...{ WECHAT_APP_ID: 'any', WECHAT_APP_SECRET: 'any', WECHAT_TOKEN: 'any', WECHAT_AES_KEY: 'any' },
};

/** The arguments that serve the example at this port. */
const serveAt = (port: number): readonly string[] => [
  ...['-u', join(project, 'manage.py'), 'runserver', '--noreload', '--insecure'],
  `127.0.0.1:${port}`,
];

export async function startDjango(
  settings: Omit<FixtureSettings, 'wechatUrl'>,
): Promise<UnderTest> {
  const { env, remove } = migrate(anySettings);
  const { DATABASE_PATH = '', DJANGO_SECRET_KEY = '' } = env;
  const program: Program = {
    command: python,
    args: serveAt,
    env: {
      ...{ DATABASE_PATH, DJANGO_SECRET_KEY },
      PYTHONPATH: ownModules,
      DJANGO_SETTINGS_MODULE: 'moved_clock',
    },
    clockPath: '/check/clock',
  };
  const { rig, close } = await startProgram(program, settings);
  return { rig, close: () => close().finally(remove) };
}
