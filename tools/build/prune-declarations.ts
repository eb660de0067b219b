/**
 * Deletes the declarations in dist/types that no entry of the package reaches. `npm run build` runs it after
 * the compiler, which writes declarations for every file of src/.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types?: string }>>;
}

/** The declarations that a file imports, as paths. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const sources = text.matchAll(/(?:from|import|import\()\s*['"](\.[^'"]+)\.js['"]/g);
  return [...sources].map(([, source = '']) => join(dirname(file), `${source}.d.ts`));
}

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const files = readdirSync('dist/types', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.d.ts'))
  .map((name) => join('dist/types', name));
const entries = Object.values(exports).flatMap((entry) => {
  if (typeof entry === 'string' || entry.types === undefined) return [];
  const [start = '', end] = join(entry.types).split('*');
  return files.filter((file) =>
    end === undefined ? file === start : file.startsWith(start) && file.endsWith(end),
  );
});

const reached = new Set(entries);
for (const file of reached) for (const each of importsOf(file)) reached.add(each);
for (const file of files) {
  if (reached.has(file)) continue;
  rmSync(file);
  rmSync(`${file}.map`, { force: true });
}
