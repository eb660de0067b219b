import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import {
  differencesOf,
  readReport,
  reportFolder,
  reportOf,
  writeReport,
} from '../../tools/package/api/report.js';

/** A small package, as it is built. */
const built = {
  'package.json': JSON.stringify({
    type: 'module',
    exports: {
      '.': { types: './dist/types/index.d.ts', default: './dist/index.js' },
      './words/*': { types: './dist/types/words/*.d.ts', default: './dist/words/*.js' },
      './data.json': './dist/data.json',
    },
  }),
  'dist/types/index.d.ts': `
    import './augment.js';
    export { sign, Card } from './sign.js';
    export type { Options } from './options.js';`,
  'dist/types/sign.d.ts': `
    import type { Options } from './options.js';
    /** Signs in. */
    export declare function sign(options: Options): typeof import('./words/en.js');
    export declare class Card { private secret; #hidden; title: string;
      /** @deprecated */ old: string; }
    export declare const internal: number;`,
  'dist/types/options.d.ts': `
    interface Limits { readonly tries: number; }
    export interface Options { readonly limits?: Limits; }
    interface Unused { nobody: true; }`,
  'dist/types/augment.d.ts': `
    declare global { interface HTMLElementTagNameMap { 'my-card': import('./sign.js').Card; } }
    export {};`,
  'dist/types/words/en.d.ts': `export declare const hello: 'Hello';`,
  'dist/custom-elements.json': JSON.stringify({
    modules: [
      {
        declarations: [
          {
            name: 'Card',
            tagName: 'my-card',
            attributes: [{ name: 'title', type: { text: 'string' }, description: 'The title.' }],
            members: [{ kind: 'method', name: 'show' }],
            events: [{ name: 'my-shown', type: { text: 'Event' } }],
            cssProperties: [{ name: '--my-radius', default: '20px' }],
          },
        ],
      },
    ],
  }),
};
type File = keyof typeof built;

/** The report of the package, after a change of one of its files. */
function reportWith(
  t: { after: (act: () => void) => void },
  file?: File,
  change?: [string, string],
) {
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  t.after(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [path, text] of Object.entries(built)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    if (path === file && change) assert.ok(text.includes(change[0]));
    writeFileSync(join(folder, path), path === file && change ? text.replace(...change) : text);
  }
  return reportOf(folder);
}

test('the report has each public declaration once, and nothing that is private', (t) => {
  const text = [...reportWith(t).values()].join('\n');
  for (const each of [
    'function sign',
    'interface Limits',
    "hello: 'Hello'",
    "'my-card'",
    'deprecated: old',
  ]) {
    assert.equal(text.replaceAll('"', "'").split(each).length, 2, each);
  }
  for (const each of ['secret', 'hidden', 'internal', 'Unused', 'Signs in', 'The title']) {
    assert.ok(!text.includes(each), each);
  }
  assert.match(text, /\.\/data\.json -> \.\/dist\/data\.json/);
  assert.match(text, /## \.\/words\/en\n\nhello\n/);
});

const changes: readonly [what: string, file: File, change: [string, string], says: RegExp][] = [
  [
    'another type of an option',
    'dist/types/options.d.ts',
    ['tries: number', 'tries: string'],
    /\+ .*tries: string/,
  ],
  ['a name that is no longer exported', 'dist/types/index.d.ts', ['sign, Card', 'Card'], /- sign/],
  [
    'a new member',
    'dist/types/sign.d.ts',
    ['title: string', 'title: string; more: 1'],
    /\+ .*more: 1/,
  ],
  [
    'a member of a global type',
    'dist/types/augment.d.ts',
    ["'my-card'", "'my-box'"],
    /\+ .*my-box/,
  ],
  ['an entry', 'package.json', ['./data.json', './other.json'], /\+ \.\/other\.json/],
  [
    'a new attribute',
    'dist/custom-elements.json',
    ['"title"', '"heading"'],
    /\+ attribute heading/,
  ],
  ['an event', 'dist/custom-elements.json', ['my-shown', 'my-open'], /- event my-shown/],
  ['the default of a custom property', 'dist/custom-elements.json', ['20px', '8px'], /\+ .* = 8px/],
  ['a deprecation', 'dist/types/sign.d.ts', ['/** @deprecated */', ''], /- .*deprecated: old/],
];

for (const [what, file, change, says] of changes) {
  test(`${what} fails without a new report, and names the command that accepts it`, (t) => {
    const text = differencesOf(reportWith(t), reportWith(t, file, change)).join('\n');
    assert.match(text, says);
    assert.match(text, /npm run build && npm run api:accept/);
  });
}

test('comments, private members and what nobody can reach may change', (t) => {
  const committed = reportWith(t);
  const same: readonly [File, [string, string]][] = [
    ['dist/types/sign.d.ts', ['Signs in.', 'Signs a visitor in.']],
    ['dist/types/sign.d.ts', ['private secret', 'private other']],
    ['dist/types/sign.d.ts', ['internal: number', 'internal: string']],
    ['dist/types/options.d.ts', ['nobody: true', 'nobody: false']],
    ['dist/custom-elements.json', ['The title.', 'What it shows.']],
  ];
  for (const [file, change] of same) {
    assert.deepEqual(differencesOf(committed, reportWith(t, file, change)), [], change.join());
  }
});

test('a report is read as it was written, and the one of the repository has the tag', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  t.after(() => {
    rmSync(folder, { recursive: true });
  });
  const report = reportWith(t);
  writeReport(folder, report);
  assert.deepEqual(differencesOf(readReport(folder), report), []);
  assert.match(readReport(reportFolder).get('tags.txt') ?? '', /^attribute return-to: string$/m);
});
