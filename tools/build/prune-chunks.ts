/** Deletes the chunks in dist/ that no entry loads any more, because servers were built again by themselves. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const isChunk = (file: string): boolean => /^dist\/(servers\/)?chunks\//.test(file);
const files = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js'))
  .map((file) => `dist/${file.replaceAll('\\', '/')}`);

const loaded = new Set(files.filter((file) => !isChunk(file)));
for (const file of loaded) {
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(
    /["'](\.{1,2}\/[^"']+\.js)["']/g,
  )) {
    const imported = join(dirname(file), path).replaceAll('\\', '/');
    if (existsSync(imported)) loaded.add(imported);
  }
}
for (const file of files.filter((each) => !loaded.has(each))) {
  rmSync(file);
  rmSync(`${file}.map`, { force: true });
}
