/**
 * Every framework's own checker accepts the samples in these folders, except for the lines that are
 * marked as wrong: there it has to find a mistake.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { installPackages } from '../../support/frameworks/packages.js';

const here = 'test/frameworks/types';
const timeoutMs = 180_000;

const tsc = (folder: string): readonly string[] => ['tsc', '--pretty', 'false', '-p', folder];

/** By folder. */
const checkers: Readonly<Record<string, readonly string[]>> = {
  'react-19': tsc('react-19'),
  'react-18': tsc('react-18'),
  preact: tsc('preact'),
  solid: tsc('solid'),
  vue: ['vue-tsc', '--pretty', 'false', '-p', 'vue'],
  svelte: [
    ...['svelte-check', '--workspace', 'svelte', '--tsconfig', 'tsconfig.json'],
    ...['--output', 'machine', '--no-color'],
  ],
  angular: ['ngc', '-p', 'angular/tsconfig.json'],
};

/** Lines such as `vue/Tags.vue(19,7): error`, `tags.component.ts:18:55 - error`, `ERROR "Tags.svelte" 39:18`. */
const place = /^(?:\d+ ERROR )?"?([^\s"(:]+)"?[ (:](\d+)[,:]\d+/;

/** The files and lines of a checker's report. */
function reported(report: string): string[] {
  const places = stripVTControlCharacters(report)
    .split('\n')
    .flatMap((line) => {
      const [, file = '', number] = place.exec(line) ?? [];
      return number === undefined ? [] : [`${file.split('/').at(-1) ?? ''}:${number}`];
    });
  return [...new Set(places)].sort();
}

/** Where the samples of a checker are: its folder, and for both versions of React, the components. */
const foldersOf = (checker: string): readonly string[] =>
  checker.startsWith('react') ? [checker, 'react'] : [checker];

/** The lines of a folder's samples that are marked as wrong. A mark alone on a line is about the line before. */
function marked(folder: string): string[] {
  const samples = readdirSync(join(here, folder)).filter((name) =>
    /\.(tsx?|vue|svelte)$/.test(name),
  );
  return samples
    .flatMap((name) => {
      const lines = readFileSync(join(here, folder, name), 'utf8').split('\n');
      return lines.flatMap((line, index) => {
        if (!/<!-- wrong -->|\/\* wrong \*\//.test(line)) return [];
        return [`${name}:${/^\s*<!--/.test(line) ? index : index + 1}`];
      });
    })
    .sort();
}

function run([command = '', ...args]: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const path = join('node_modules', '.bin', command);
    // A checker that finds mistakes exits with 1. One that does not start leaves an empty report.
    execFile(path, args, { cwd: here, timeout: timeoutMs, shell: true }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

describe('the types of the tags', { concurrency: 2 }, () => {
  before(() => installPackages(here));

  for (const [folder, command] of Object.entries(checkers)) {
    test(`${folder}: good samples have no error, and every wrong line has one`, async () => {
      const wrong = foldersOf(folder).flatMap(marked).sort();
      assert.ok(wrong.length > 3);
      const report = await run(command);
      assert.deepEqual(reported(report), wrong, report);
    });
  }
});
