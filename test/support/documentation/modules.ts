/**
 * Turns each sample into a module of its own, without changing its code. Names that it neither declares
 * nor imports come from earlier samples of the same document, or from the document's context: a file in
 * contexts/ that declares what the text around the sample assumes.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { placeOf, root, type Block } from './documents.js';

export interface SampleModule {
  readonly block: Block;
  readonly place: string;
  /** A path in examples/ without a file, so that samples can import the examples. */
  readonly path: string;
  readonly text: string;
  /** Names of its top-level declarations. The module exports them, and names from earlier samples. */
  readonly names: readonly string[];
  readonly isBrowser: boolean;
}

interface Names {
  /** Every identifier in the text that may refer to a declaration. */
  readonly used: ReadonlySet<string>;
  /** Declared or imported at the top level. */
  readonly bound: readonly string[];
  readonly declared: readonly string[];
  readonly exported: readonly string[];
}

export function namesIn(text: string): Names {
  const source = parse('sample.ts', text);
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isPropertyName(node)) used.add(node.text);
    node.forEachChild(visit);
  };
  visit(source);
  const imported = source.statements.filter(ts.isImportDeclaration).flatMap(importedNames);
  const declared = source.statements.flatMap(declaredNames);
  const exported = source.statements.flatMap(exportedNamesOf);
  return { used, bound: [...imported, ...declared], declared, exported };
}

/** `name` in `{ name: 1 }` and in `object.name`, but not in `{ name }`. */
function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  const isAccess = ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent);
  return isAccess && parent.name === node;
}

function importedNames({ importClause: clause }: ts.ImportDeclaration): string[] {
  const bindings = clause?.namedBindings;
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  const namespace = bindings && ts.isNamespaceImport(bindings) ? [bindings.name] : [];
  const names = [clause?.name, ...namespace, ...named.map(({ name }) => name)];
  return names.flatMap((name) => (name ? [name.text] : []));
}

/** Names that a file exports by declaration or by `export { … } from`. */
function exportedNamesOf(statement: ts.Statement): string[] {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause: clause } = statement;
    return clause && ts.isNamedExports(clause) ? clause.elements.map(({ name }) => name.text) : [];
  }
  return isExported(statement) ? declaredNames(statement) : [];
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : [];
  return (modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

const serverEntry = /from 'wechat-mp-login\/(server|accounts|wechat|simulator)/;

/** `docs/your-own-users.md` → `contexts/your-own-users.ts`, or the context of every page. */
function contextPath(document: string, isBrowser: boolean): string | undefined {
  const name = (document.split('/').pop() ?? '').replace(/\.mdx?$/, '').toLowerCase();
  const folder = join(root, 'test/support/documentation/contexts');
  const own = join(folder, `${name}.${isBrowser ? 'page' : 'server'}.ts`);
  if (existsSync(own)) return own;
  return isBrowser ? join(folder, 'any.page.ts') : undefined;
}

/** @param blocks of the languages ts and js, in the order of their documents */
export function toModules(blocks: readonly Block[]): SampleModule[] {
  const modules: SampleModule[] = [];
  for (const block of blocks) {
    const isBrowser = block.language === 'js' && !serverEntry.test(block.code);
    const { used, bound, declared, exported } = namesIn(block.code);
    const missing = new Set([...used].filter((name) => !bound.includes(name)));
    const lines: string[] = [];
    const take = (names: readonly string[], specifier: string): string[] => {
      const taken = names.filter((name) => missing.delete(name));
      if (taken.length > 0) lines.push(`import { ${taken.join(', ')} } from '${specifier}';`);
      return taken;
    };
    const earlier = modules.filter(
      (each) => each.block.document === block.document && each.isBrowser === isBrowser,
    );
    const taken = earlier
      .reverse()
      .flatMap(({ names, path }) => take(names, `./${fileName(path)}`));
    const context = contextPath(block.document, isBrowser);
    if (context) take(exportedNames(context), context.replace(/\.ts$/, '.js'));
    const toExport = [...taken, ...declared.filter((name) => !exported.includes(name))];
    modules.push({
      block,
      place: placeOf(block),
      isBrowser,
      names: declared,
      path: join(
        root,
        'examples',
        `${block.document.replaceAll('/', '.')}.${block.line}.sample.ts`,
      ),
      // The imports share the sample's first line, so that messages name its own lines.
      text: `${lines.join(' ')}${block.code}\nexport { ${toExport.join(', ')} };\n`,
    });
  }
  return modules;
}

function exportedNames(path: string): string[] {
  return parse(path, readFileSync(path, 'utf8')).statements.flatMap(exportedNamesOf);
}

function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
}

export function fileName(path: string): string {
  return (path.split('/').pop() ?? '').replace(/\.ts$/, '.js');
}
