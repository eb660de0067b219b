/** If a text is missing in a language, the file does not compile, and the error names the text. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

// Each file is compiled many times. Those of all other languages have the same types.
const languages = ['zh-hans', 'zh-hant', 'en'];
const files = ['login', 'after-qr-code', 'binding', 'step-up', 'doors', 'identities'].flatMap(
  (group) => languages.map((language) => `src/locales/${language}/${group}.ts`),
);

interface IncompleteFile {
  /** The key that is missing. */
  readonly key: string;
  readonly text: string;
}

/** Copies of the file, each without one property of its terms. */
function withoutEach(path: string): IncompleteFile[] {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const incomplete: IncompleteFile[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      const before = text.slice(0, node.getFullStart());
      const after = text.slice(node.end).replace(/^,/, '');
      incomplete.push({ key: node.name.getText(), text: before + after });
    }
    // Properties inside a function are not keys.
    if (!ts.isArrowFunction(node)) ts.forEachChild(node, visit);
  };
  const terms = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(({ name }) => name.getText() === 'terms');
  assert.ok(terms?.initializer, path);
  visit(terms.initializer);
  return incomplete;
}

/** Languages differ in their plural forms. */
const mayBeMissing = (key: string): boolean => key === 'one';

/** The copies by path, next to the originals, but only in memory. */
const copiesByPath = new Map(
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
host.fileExists = (path) => copiesByPath.has(resolve(path)) || ts.sys.fileExists(path);
host.readFile = (path) => copiesByPath.get(resolve(path))?.text ?? ts.sys.readFile(path);
const program = ts.createProgram([...files, ...copiesByPath.keys()], options, host);

function mistakesIn(path: string): string[] {
  const source = program.getSourceFile(path);
  assert.ok(source, path);
  return [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

for (const path of files) {
  test(`${path} is complete, and would not compile if any of its texts were missing`, () => {
    assert.deepEqual(mistakesIn(path), []);
    const copies = [...copiesByPath].filter(([copy]) =>
      copy.startsWith(resolve(join(dirname(path), `${basename(path, '.ts')}-without-`))),
    );
    assert.ok(copies.length > 10, `${copies.length} copies, each without one text`);
    const unnoticed = copies
      .map(([copy, { key }]) => [key, mistakesIn(copy)] as const)
      .filter(([key, [mistake = '']]) => !mistake.includes(`'${key}'`));
    assert.deepEqual(unnoticed, []);
  });
}
