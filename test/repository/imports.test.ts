/** Checks every import line against the tables of docs/architecture.md. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

/**
 * By room (folder of src), or by a folder in it that may import more: the other rooms, or folders of them,
 * that it may import. The entries directly in src may import every room.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  locales: [],
  wechat: [],
  client: ['protocol'],
  elements: ['client', 'protocol', 'locales'],
  backends: ['client', 'protocol'],
  mock: ['client', 'protocol'],
  debug: ['client'],
  server: ['protocol', 'wechat'],
  accounts: ['protocol', 'server/base', 'server/host'],
  'better-auth': ['server'],
  simulator: ['wechat'],
  conformance: ['protocol', 'wechat', 'simulator'],
  // A store is a part of our backend. Any other backend is checked over HTTP.
  'conformance/store': ['protocol', 'wechat', 'server/attempts', 'server/base'],
  cli: ['protocol', 'wechat', 'server', 'accounts', 'simulator', 'conformance'],
  phone: ['simulator'],
  react: ['elements', 'types'],
  types: ['elements', 'debug', 'phone'],
  themes: [],
};

/**
 * The floors of a room, lowest first. A file may import from its own folder and from lower floors, but
 * not from other folders on its floor.
 */
const floors: Readonly<Record<string, readonly (readonly string[])[]>> = {
  server: [
    ['base'],
    ['host'],
    ['attempts'],
    ['stores', 'binding'],
    ['options'],
    ['endpoints'],
    ['http', 'frameworks'],
    ['create-backend.ts', 'warn-at-start.ts'],
    ['create-login.ts'],
    ['index.ts', 'node.ts', 'redis.ts', 'postgres.ts', 'metrics.ts'],
    ['fastify.ts'],
  ],
  backends: [['ask.ts', 'kept-attempts.ts'], ['shared-options.ts'], ['authing', 'casdoor']],
  elements: [
    ['shared'],
    ['texts'],
    ['qr', 'binding'],
    ['login'],
    ['button', 'identities'],
    ['index.ts'],
  ],
};

/** By room: the packages that it may import. */
const packages: Readonly<Record<string, RegExp>> = {
  elements: /^(lit|qrcode|@floating-ui\/dom)(\/|$)/,
  debug: /^lit$/,
  server: /^(@hono\/node-server|prom-client)(\/|$)/,
  accounts: /^hash-wasm$/,
  'better-auth': /^better-auth(\/|$)/,
  phone: /^qr\//,
  simulator: /^qrcode\//,
  react: /^(react|lit)$/,
  types: /^(lit|react|preact|solid-js|svelte\/elements|vue)$/,
};
/** The only file and room of src that may import modules of Node. */
const nodeFiles = ['src/server/node.ts', 'src/cli/'];
/** Their import lines are text, which the command writes into other projects. */
const templates = /^src\/cli\/init\/(recipes\/|login-file\.ts$)/;

/** Folders outside src that import the package by its name. */
const foldersByName = ['demo', 'stories', 'examples', 'bench', '.storybook'];
/** The only files of src that stories may use directly, and only in this folder. */
const internalsFolder = 'stories/internals/';
const internals = [
  'src/debug/wechat-mp-debug.ts',
  'src/elements/binding/numbers.ts',
  'src/elements/identities/format-day.ts',
  'src/elements/login/view-of.ts',
  'src/elements/texts/format-wait.ts',
  'src/elements/texts/late-terms.ts',
  'src/elements/texts/terms.ts',
  'src/server/base/localized-text.ts',
  'src/server/binding/fields.ts',
  'src/simulator/ids.ts',
];

interface Import {
  readonly file: string;
  readonly source: string;
}

/** Static, dynamic and re-exporting imports of a file. */
function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const lines = [
    ...text.matchAll(/^\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'/gm),
    ...text.matchAll(/^\s*import\s*'([^']+)'/gm),
    ...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g),
  ];
  return lines.map(([, source = '']) => ({ file, source }));
}

/** The path of the file that a relative import names. */
function targetOf({ file, source }: Import): string {
  return join(dirname(file), source).replace(/\.js$/, '.ts');
}

/** Describes the mistake in an import line of src; undefined if there is none. */
function mistakeIn(line: Import): string | undefined {
  const { file, source } = line;
  const [, room = '', part = ''] = file.split('/');
  const isEntry = room.endsWith('.ts');
  if (source.startsWith('node:')) {
    return nodeFiles.some((each) => file.startsWith(each))
      ? undefined
      : `${file}: ${source} outside ${nodeFiles.join()}`;
  }
  if (!source.startsWith('.')) {
    return packages[room]?.test(source) ? undefined : `${file}: package ${source}`;
  }
  const target = targetOf(line);
  const [, targetRoom = '', targetPart = ''] = target.split('/');
  if (isEntry) return undefined;
  if (targetRoom === room) return floorMistake(file, room, part, targetPart);
  const allowed = (rooms[`${room}/${part}`] ?? rooms[room])?.some((each) =>
    `${target}/`.startsWith(`src/${each}/`),
  );
  return allowed ? undefined : `${file}: ${room} imports ${target}`;
}

function floorMistake(
  file: string,
  room: string,
  part: string,
  targetPart: string,
): string | undefined {
  const order = floors[room];
  if (!order || part === targetPart) return undefined;
  const floorOf = (name: string): number => order.findIndex((names) => names.includes(name));
  if (floorOf(part) < 0) return `${file}: ${part} has no floor in ${room}`;
  if (floorOf(targetPart) < 0) return `${file}: ${targetPart} has no floor in ${room}`;
  return floorOf(targetPart) < floorOf(part)
    ? undefined
    : `${file}: ${room}/${part} imports ${targetPart}, which is not below it`;
}

/** Describes the mistake in an import line outside src: not by name, and not a listed internal. */
function outsideMistake(line: Import): string | undefined {
  const { file, source } = line;
  if (!source.startsWith('.') || !targetOf(line).startsWith('src/')) return undefined;
  const isListed = file.startsWith(internalsFolder) && internals.includes(targetOf(line));
  return isListed ? undefined : `${file}: ${source} instead of the package's name`;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

const isMistake = (mistake: string | undefined): boolean => mistake !== undefined;

test('every import line of src follows the tables of rooms and floors', () => {
  const lines = filesBelow('src')
    .filter((file) => !templates.test(file))
    .flatMap(importsOf);
  assert.ok(lines.length > 500, 'the import lines were found');
  assert.deepEqual(lines.map(mistakeIn).filter(isMistake), []);
});

test('demo, stories, examples and the benchmark import the package by its name', () => {
  const lines = foldersByName.flatMap(filesBelow).flatMap(importsOf);
  assert.ok(lines.length > 200, 'the import lines were found');
  assert.deepEqual(lines.map(outsideMistake).filter(isMistake), []);
});

test('the check finds imports of other rooms, higher floors, and packages or modules that are not listed', () => {
  const bad: Import[] = [
    { file: 'src/client/login.ts', source: '../server/node.js' },
    { file: 'src/client/login.ts', source: 'lit' },
    { file: 'src/server/attempts/lease.ts', source: 'node:crypto' },
    { file: 'src/protocol/states.ts', source: '../client/state.js' },
    { file: 'src/accounts/rules.ts', source: '../server/attempts/attempt.js' },
    { file: 'src/server/base/errors.ts', source: '../attempts/attempt.js' },
    { file: 'src/server/host/caller.ts', source: '../options/options.js' },
    { file: 'src/elements/texts/language.ts', source: '../login/view-of.js' },
    { file: 'src/conformance/kit.ts', source: '../server/attempts/attempt.js' },
    { file: 'src/conformance/store/kit.ts', source: '../../server/host/host.js' },
  ];
  assert.deepEqual(
    bad.filter((line) => !isMistake(mistakeIn(line))),
    [],
  );
  const story = { file: 'stories/live/live.ts', source: '../../src/client/wait.js' };
  assert.ok(isMistake(outsideMistake(story)));
});

test('every room of src is in the table', () => {
  const folders = readdirSync('src', { withFileTypes: true }).filter((each) => each.isDirectory());
  assert.deepEqual(
    folders.map(({ name }) => name).filter((name) => !Object.hasOwn(rooms, name)),
    [],
  );
});
