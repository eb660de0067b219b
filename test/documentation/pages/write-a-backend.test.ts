/** docs/write-a-backend.md names cases of the checker that exist. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases } from '../../../src/conformance/cases/index.js';
import { readDocument } from '../../support/documentation/documents.js';

const page = readDocument('docs/write-a-backend.md');
const known = new Set(cases.map(({ name }) => name));

/** The last cell of each row of the table below the heading. */
function casesBelow(heading: string): string[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  return rows.flatMap((row) => {
    const last = row.split('|').at(-2) ?? '';
    return [...last.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, name = '']) => name);
  });
}

for (const heading of ['Order of work', 'Traps']) {
  test(`every case below "${heading}" is one of the checker's`, () => {
    const named = casesBelow(heading);
    assert.ok(named.length > 15, `${named.length} cases`);
    assert.deepEqual(
      named.filter((name) => !known.has(name)),
      [],
    );
  });
}

test('the commands name cases that exist', () => {
  const named = [...page.matchAll(/--case ([a-z-]+)/g)].map(([, name = '']) => name);
  assert.ok(named.length > 0);
  assert.deepEqual(
    named.filter((name) => !known.has(name)),
    [],
  );
});
