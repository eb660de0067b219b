import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Copies the `.d.ts` files of a folder of src to where the compiler writes its own: it makes
 * declarations of `.ts` files alone. The files are written by hand, since they extend the types of
 * packages that are not installed here.
 */
export function copyDeclarations(folder: string): Plugin {
  return {
    name: 'copy-declarations',
    generateBundle() {
      const files = readdirSync(join('src', folder)).filter((name) => name.endsWith('.d.ts'));
      for (const name of files) {
        this.emitFile({
          type: 'asset',
          fileName: join('types', folder, name),
          source: readFileSync(join('src', folder, name)),
        });
      }
    },
  };
}
