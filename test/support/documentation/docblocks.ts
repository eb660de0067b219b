/** The functions that the package exports, and the examples in their docblocks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { blocksOf, root } from './documents.js';
import { namesIn } from './modules.js';
import { createProgram, type VirtualFile } from './type-errors.js';

export interface ExportedFunction {
  readonly name: string;
  /** The specifier that an application imports it from, such as `wechat-mp-login/server`. */
  readonly entry: string;
  /** The text of every `@example`. */
  readonly examples: readonly string[];
  /** Every export of the entry, as in an import declaration: `name` or `type Name`. */
  readonly siblings: readonly string[];
}

interface Package {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
}

/**
 * The entries of the package: specifier → source file. Patterns such as `./locales/*` are left out,
 * because they export no functions.
 */
function entries(): Map<string, string> {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const { name, exports } = JSON.parse(text) as Package;
  return new Map(
    Object.entries(exports).flatMap(([path, target]) => {
      if (typeof target === 'string' || path.includes('*') || path.endsWith('.js')) return [];
      const source = target.types.replace('./dist/types/', 'src/').replace('.d.ts', '.ts');
      return [[name + path.slice(1), join(root, source)]];
    }),
  );
}

export function exportedFunctions(): ExportedFunction[] {
  const sources = entries();
  const files = [...sources.values()].map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  const program = createProgram(files, {});
  const checker = program.getTypeChecker();
  const seen = new Set<ts.Symbol>();
  return [...sources].flatMap(([entry, path]) => {
    const source = program.getSourceFile(path);
    const module = source && checker.getSymbolAtLocation(source);
    const exported = module ? checker.getExportsOfModule(module) : [];
    const symbols = exported.map((symbol) => [symbol.name, resolve(symbol, checker)] as const);
    const siblings = symbols.map(([name, symbol]) => (isValue(symbol) ? name : `type ${name}`));
    return symbols
      .filter(([, symbol]) => isFunction(symbol, checker) && !seen.has(symbol) && seen.add(symbol))
      .map(([name, symbol]) => ({ name, entry, siblings, examples: examplesOf(symbol, checker) }));
  });
}

function resolve(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isValue(symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Value) !== 0;
}

function isFunction(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  return isValue(symbol) && checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0;
}

function examplesOf(symbol: ts.Symbol, checker: ts.TypeChecker): string[] {
  return symbol
    .getJsDocTags(checker)
    .filter(({ name }) => name === 'example')
    .map(({ text }) => ts.displayPartsToString(text));
}

/** Turns each fenced block of the examples into a module that imports every export of its entry. */
export function exampleModules(exported: readonly ExportedFunction[]): VirtualFile[] {
  return exported.flatMap(({ name, entry, examples, siblings }) =>
    examples.flatMap((text) =>
      blocksOf(name, text)
        .filter(({ language }) => language === 'ts')
        .map(({ code, line }) => {
          const { bound } = namesIn(code);
          const free = siblings.filter((each) => !bound.includes(each.replace('type ', '')));
          return {
            path: join(
              root,
              'examples',
              `${entry}.${name}.${line}.example.ts`.replaceAll('/', '.'),
            ),
            text: `import { ${free.join(', ')} } from '${entry}';${code}\nexport {};\n`,
            place: `the example of ${name} in ${entry}`,
          };
        }),
    ),
  );
}
