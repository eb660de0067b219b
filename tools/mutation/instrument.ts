/** Bundles the tests of a target with its code, in which each change can be switched on by its number. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { Target } from './targets.js';

/** A change of one piece of code. Lines and columns begin at 0. */
export interface Mutant {
  readonly id: string;
  readonly fileName: string;
  readonly replacement: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

interface SourceFile {
  readonly name: string;
  readonly content: string;
}

/** The part of @stryker-mutator/instrumenter that is used here. It may not be installed. */
interface Instrumenter {
  instrument(
    files: readonly (SourceFile & { readonly mutate: true })[],
    options: object,
  ): Promise<{ readonly files: readonly SourceFile[]; readonly mutants: readonly Mutant[] }>;
}

const packages = 'tools/mutation/node_modules';

async function loadInstrumenter(): Promise<Instrumenter> {
  const [instrumenter, injector] = [
    join(packages, '@stryker-mutator/instrumenter/dist/src/index.js'),
    join(packages, 'typed-inject/dist/src/index.js'),
  ].map((path) => resolve(path));
  if (!instrumenter || !injector || !existsSync(instrumenter)) {
    throw new Error('Stryker is not installed. Run `npm ci --prefix tools/mutation` first.');
  }
  const { createInstrumenter } = (await import(pathToFileURL(instrumenter).href)) as {
    readonly createInstrumenter: object;
  };
  // `logger` is the only thing that it asks its injector for.
  const { createInjector } = (await import(pathToFileURL(injector).href)) as {
    readonly createInjector: () => {
      provideValue(name: string, value: object): { injectFunction(made: object): Instrumenter };
    };
  };
  return createInjector().provideValue('logger', quiet).injectFunction(createInstrumenter);
}

const levels = ['Trace', 'Debug', 'Info', 'Warn', 'Error', 'Fatal'];
const quiet: object = Object.fromEntries(
  levels.flatMap((level) => [
    [`is${level}Enabled`, (): boolean => false],
    [level.toLowerCase(), (): void => undefined],
  ]),
);

/** Writes the bundle to `outfile` and returns all changes. */
export async function instrument(target: Target, outfile: string): Promise<readonly Mutant[]> {
  const instrumenter = await loadInstrumenter();
  const sources = target.mutate.map((path) => ({
    name: resolve(path),
    content: readFileSync(path, 'utf8'),
    mutate: true as const,
  }));
  const none = { plugins: null, excludedMutations: [], ignorers: [] };
  const { files, mutants } = await instrumenter.instrument(sources, none);
  const imports = target.tests.map((path) => `import ${JSON.stringify(resolve(path))};`);
  await build({
    stdin: { contents: imports.join('\n'), resolveDir: process.cwd() },
    ...{ outfile, bundle: true, format: 'esm', platform: 'node', packages: 'external' },
    // Test files are not in `sideEffects` of package.json.
    ignoreAnnotations: true,
    plugins: [replaceFiles(new Map(files.map(({ name, content }) => [name, content])))],
  });
  return mutants;
}

/** `node:test` only collects the tests, so that they can be run again for each change. */
const collector =
  'export const test = (name, run) => globalThis.collectedTests.push({ name, run });';

function replaceFiles(contents: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'replace-files',
    setup(bundler) {
      bundler.onResolve({ filter: /^node:test$/ }, () => ({
        path: 'collector',
        namespace: 'collector',
      }));
      bundler.onLoad({ filter: /^collector$/, namespace: 'collector' }, () => ({
        contents: collector,
      }));
      bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const source = contents.get(path) ?? readFileSync(path, 'utf8');
        const url = JSON.stringify(pathToFileURL(path).href);
        return { contents: source.replaceAll('import.meta.url', url), loader: 'ts' };
      });
    },
  };
}
