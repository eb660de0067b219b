/**
 * The public declarations of a built package, as text: what each entry exports, and every declaration
 * that these mention, once. Comments and private members are left out, so that a text changes only if
 * the API does.
 *
 * API Extractor takes one entry in each run. It would repeat the shared declarations in every report,
 * and reports none of the augmentations in `types/*`.
 */
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

export interface Manifest {
  readonly exports: Readonly<
    Record<string, string | { readonly types?: string; readonly default?: string }>
  >;
}

const typesFolder = 'dist/types';

/** The entries of `exports` that have declarations, with these; a pattern once for each of its files. */
export function entriesOf(folder: string, { exports }: Manifest): [entry: string, file: string][] {
  const files = readdirSync(join(folder, typesFolder), { recursive: true, encoding: 'utf8' })
    .map((file) => `./${typesFolder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.d.ts'))
    .sort();
  return Object.entries(exports).flatMap(([entry, target]) => {
    if (typeof target === 'string' || target.types === undefined) return [];
    const [start = '', end] = target.types.split('*');
    if (end === undefined) return [[entry, target.types]];
    return files
      .filter((file) => file.startsWith(start) && file.endsWith(end))
      .map((file): [string, string] => [
        entry.replace('*', file.slice(start.length, file.length - end.length)),
        file,
      ]);
  });
}

function isPrivate(node: ts.Node): boolean {
  if (!ts.isClassElement(node)) return false;
  const isHidden = node.name !== undefined && ts.isPrivateIdentifier(node.name);
  return isHidden || (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0;
}

/** A class without its private members; anything else as it is. */
function withoutPrivate(statement: ts.Statement): ts.Statement {
  if (!ts.isClassDeclaration(statement)) return statement;
  return ts.factory.updateClassDeclaration(
    statement,
    statement.modifiers,
    statement.name,
    statement.typeParameters,
    statement.heritageClauses,
    statement.members.filter((member) => !isPrivate(member)),
  );
}

/** The statement at the top of its file that contains a node. */
function statementOf(node: ts.Node): ts.Statement | undefined {
  let at = node;
  while (!ts.isSourceFile(at.parent)) {
    at = at.parent;
    // A module as a whole has no parent.
    if ((at.parent as ts.Node | undefined) === undefined) return undefined;
  }
  return at as ts.Statement;
}

/** `declare global` and `declare module 'react'`: they count although nobody imports them. */
const isAugmentation = (statement: ts.Statement): boolean =>
  ts.isModuleDeclaration(statement) &&
  (ts.isStringLiteral(statement.name) || statement.name.text === 'global');

interface Reader {
  readonly checker: ts.TypeChecker;
  readonly isOurs: (file: ts.SourceFile) => boolean;
}

/** What an imported or exported name stands for. */
const targetOf = ({ checker }: Reader, symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** The statements of our own files that declare a symbol; for a module, those of its exports. */
function declaredBy(reader: Reader, symbol: ts.Symbol): ts.Statement[] {
  const target = targetOf(reader, symbol);
  return (target.declarations ?? []).flatMap((declaration) => {
    const file = declaration.getSourceFile();
    if (!reader.isOurs(file)) return [];
    if (ts.isSourceFile(declaration)) {
      return reader.checker.getExportsOfModule(target).flatMap((each) => declaredBy(reader, each));
    }
    return statementOf(declaration) ?? [];
  });
}

/** The part of a node that names something: an identifier, or the module in `typeof import('./x.js')`. */
function nameIn(node: ts.Node): ts.Node | undefined {
  if (ts.isIdentifier(node)) return node;
  return ts.isImportTypeNode(node) && !node.qualifier && ts.isLiteralTypeNode(node.argument)
    ? node.argument.literal
    : undefined;
}

/** The statements that a statement mentions. */
function mentionedIn(reader: Reader, statement: ts.Statement): ts.Statement[] {
  const found: ts.Statement[] = [];
  function visit(node: ts.Node): void {
    if (isPrivate(node)) return;
    const name = nameIn(node);
    const symbol = name && reader.checker.getSymbolAtLocation(name);
    if (symbol) found.push(...declaredBy(reader, symbol));
    ts.forEachChild(node, visit);
  }
  visit(statement);
  return found;
}

/** `kept`, and everything that it mentions, directly or not. */
function reachFrom(reader: Reader, kept: readonly ts.Statement[]): ReadonlySet<ts.Statement> {
  const reached = new Set(kept);
  for (const statement of reached) {
    for (const each of mentionedIn(reader, statement)) reached.add(each);
  }
  return reached;
}

/** Which names are marked `@deprecated`: that is a promise, too. */
function deprecatedIn(statement: ts.Statement): string[] {
  const names: string[] = [];
  function visit(node: ts.Node): void {
    // The name and the type of a member count as marked with it.
    const isWhole = ts.isStatement(node) || ts.isClassElement(node) || ts.isTypeElement(node);
    if (isWhole && ts.getJSDocDeprecatedTag(node)) {
      const name = (node as Partial<ts.NamedDeclaration>).name;
      names.push(`// deprecated: ${name ? name.getText() : node.getText().slice(0, 60)}`);
    }
    ts.forEachChild(node, visit);
  }
  visit(statement);
  return names;
}

function programOf(folder: string, files: readonly string[]): ts.Program {
  return ts.createProgram({
    rootNames: files.map((file) => resolve(folder, file)),
    options: {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      skipLibCheck: true,
      noEmit: true,
      types: [],
    },
  });
}

/**
 * Reads the declarations of a built package.
 *
 * @param folder the package's folder, with package.json and dist/types
 * @returns the text of each report by its name: `exports`, and one for each folder of dist/types
 */
export function reportDeclarations(folder: string, manifest: Manifest): Map<string, string> {
  const entries = entriesOf(folder, manifest);
  const program = programOf(
    folder,
    entries.map(([, file]) => file),
  );
  const root = resolve(folder, typesFolder);
  const nameOf = ({ fileName }: ts.SourceFile): string =>
    relative(root, resolve(fileName)).replaceAll('\\', '/');
  const isOurs = (file: ts.SourceFile): boolean => !nameOf(file).startsWith('..');
  const reader: Reader = { checker: program.getTypeChecker(), isOurs };

  const kept: ts.Statement[] = [];
  const exported = new Map<string, string[]>();
  for (const [entry, path] of entries) {
    const file = program.getSourceFile(resolve(folder, path));
    if (!file) throw new Error(`${entry}: there is no ${path}.`);
    const module = reader.checker.getSymbolAtLocation(file);
    const symbols = module ? reader.checker.getExportsOfModule(module) : [];
    kept.push(...symbols.flatMap((symbol) => declaredBy(reader, symbol)));
    exported.set(entry, symbols.map(({ name }) => name).sort());
  }
  const files = program.getSourceFiles().filter(isOurs);
  kept.push(...files.flatMap((file) => file.statements.filter(isAugmentation)));

  const reports = new Map([['exports', exportsText(manifest, exported)]]);
  const reached = reachFrom(reader, kept);
  const printer = ts.createPrinter({ removeComments: true });
  for (const file of files.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) {
    const statements = file.statements.filter((each) => reached.has(each));
    if (statements.length === 0) continue;
    const texts = statements.flatMap((each) => [
      ...deprecatedIn(each),
      sortedWords(printer.printNode(ts.EmitHint.Unspecified, withoutPrivate(each), file)),
    ]);
    const name = nameOf(file).includes('/') ? (nameOf(file).split('/')[0] ?? '') : 'pages';
    const text = `## ${nameOf(file)}\n\n${texts.join('\n')}\n`;
    reports.set(name, [...[reports.get(name) ?? []].flat(), text].join('\n'));
  }
  return reports;
}

/** The compiler orders a union of words by what it has met first in any file, so their order says nothing. */
function sortedWords(text: string): string {
  return text.replace(/"[^"\n]*"(?: \| "[^"\n]*")+/g, (union) =>
    union.split(' | ').toSorted().join(' | '),
  );
}

/** One section for each entry: its file and the names that it exports. */
function exportsText({ exports }: Manifest, exported: ReadonlyMap<string, string[]>): string {
  const targets = Object.entries(exports).map(([entry, target]) => {
    const file = typeof target === 'string' ? target : (target.default ?? '');
    return `${entry} -> ${file}\n`;
  });
  const names = [...exported].map(
    ([entry, list]) => `## ${entry}\n\n${list.map((name) => `${name}\n`).join('')}`,
  );
  return [targets.join(''), ...names].join('\n');
}
