import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';

/** Who may import whom (docs/architecture.md). A room that is not listed may import anything public. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  locales: [],
  wechat: [],
  client: ['protocol'],
  elements: ['client', 'protocol', 'locales'],
  mock: ['client', 'protocol'],
  debug: ['client'],
  server: ['protocol', 'wechat'],
  accounts: ['protocol', 'server/base', 'server/host'],
  phone: ['simulator'],
  simulator: ['wechat'],
};

/** Packages by room; node:* has its own list. */
const packages: Readonly<Record<string, RegExp>> = {
  elements: /^(lit|qrcode|@floating-ui\/dom)(\/|$)/,
  debug: /^lit$/,
  server: /^(hono|@hono\/node-server|hash-wasm)(\/|$)/,
  accounts: /^hash-wasm$/,
  phone: /^qr\//,
  simulator: /^qrcode\//,
};
const nodeFiles = /^src\/server\/node\.ts$/;

interface Import {
  readonly file: string;
  readonly source: string;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const lines = [
    ...text.matchAll(/^\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'/gm),
    ...text.matchAll(/^\s*import\s*'([^']+)'/gm),
    ...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g),
  ];
  return lines.map(([, source = '']) => ({ file, source }));
}

function check({ file, source }: Import): string | undefined {
  const room = file.split('/').length > 2 ? (file.split('/')[1] ?? '') : '';
  if (source.startsWith('node:')) {
    return nodeFiles.test(file) ? undefined : `${file}: ${source} outside the Node adapters`;
  }
  if (!source.startsWith('.')) {
    return room !== '' && packages[room]?.test(source) ? undefined : `${file}: package ${source}`;
  }
  const [, target = '', folder = ''] = relative('.', join(dirname(file), source)).split('/');
  if (room === '' || target === room) return undefined;
  const isAllowed = [target, `${target}/${folder}`].some((name) => rooms[room]?.includes(name));
  return isAllowed ? undefined : `${file}: ${room} imports ${target}/${folder}`;
}

const files = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name));

test('every import line keeps to the table of rooms', () => {
  const imports = files.flatMap(importsOf);
  assert.ok(imports.length > 20, 'the import lines were found');
  assert.deepEqual(imports.map(check).filter(Boolean), []);
});

test('the check sees an import across the table, a stray package and a stray node module', () => {
  const bad: Import[] = [
    { file: 'src/client/login.ts', source: '../server/store.js' },
    { file: 'src/client/login.ts', source: 'lit' },
    { file: 'src/server/logins.ts', source: 'node:crypto' },
    { file: 'src/protocol/parse.ts', source: '../client/state.js' },
    { file: 'src/accounts/profiles.ts', source: '../server/attempts/store.js' },
  ];
  assert.equal(bad.map(check).filter(Boolean).length, bad.length);
});

test('every room of src is in the table', () => {
  const found = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(
    found.map((entry) => entry.name).filter((name) => !Object.hasOwn(rooms, name)),
    [],
  );
});
