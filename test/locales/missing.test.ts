/** A sentence that is missing in a language does not compile, whichever it is, and is named. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const languages = ['zh-hans', 'zh-hant', 'en'];
const files = ['login', 'binding', 'identities'].flatMap((room) =>
  languages.map((language) => `src/locales/${language}/${room}.ts`),
);

interface Planted {
  readonly key: string;
  readonly text: string;
}

/** Each property of the terms in turn, taken out of the file, comma and all. */
function withoutEach(path: string): Planted[] {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const planted: Planted[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      const before = text.slice(0, node.getFullStart());
      const after = text.slice(node.end).replace(/^,/, '');
      planted.push({ key: node.name.getText(), text: before + after });
    }
    // What is within a function is no key.
    if (!ts.isArrowFunction(node)) ts.forEachChild(node, visit);
  };
  const terms = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(({ name }) => name.getText() === 'terms');
  assert.ok(terms?.initializer, path);
  visit(terms.initializer);
  return planted;
}

/** Which forms a plural has, each language knows for itself. */
const mayBeMissing = (key: string): boolean => key === 'one';

/** Beside the files, though on no disk. */
const planted = new Map(
  files.flatMap((path) =>
    withoutEach(path)
      .filter(({ key }) => !mayBeMissing(key))
      .map((each, index) => {
        const name = `${basename(path, '.ts')}-without-${index}.ts`;
        return [resolve(dirname(path), name), each] as const;
      }),
  ),
);

const options: ts.CompilerOptions = {
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.NodeNext,
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ES2022,
  types: [],
};
const host = ts.createCompilerHost(options);
host.fileExists = (path) => planted.has(resolve(path)) || ts.sys.fileExists(path);
host.readFile = (path) => planted.get(resolve(path))?.text ?? ts.sys.readFile(path);
const program = ts.createProgram([...files, ...planted.keys()], options, host);

function mistakesIn(path: string): string[] {
  const source = program.getSourceFile(path);
  assert.ok(source, path);
  return [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

for (const path of files) {
  test(`${path} is complete, and would not compile without any one of its sentences`, () => {
    assert.deepEqual(mistakesIn(path), []);
    const copies = [...planted].filter(([copy]) =>
      copy.startsWith(resolve(join(dirname(path), `${basename(path, '.ts')}-without-`))),
    );
    assert.ok(copies.length > 15, `${copies.length} sentences were taken out`);
    const unnoticed = copies
      .map(([copy, { key }]) => [key, mistakesIn(copy)] as const)
      .filter(([key, [mistake = '']]) => !mistake.includes(`'${key}'`));
    assert.deepEqual(unnoticed, []);
  });
}
