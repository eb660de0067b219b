import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Copies the files with this ending from a folder to a folder of dist/. */
export function copyFiles(from: string, ending: string, to: string): Plugin {
  return {
    name: 'copy-files',
    generateBundle() {
      for (const name of readdirSync(from).filter((each) => each.endsWith(ending))) {
        const source = readFileSync(join(from, name));
        this.emitFile({ type: 'asset', fileName: join(to, name), source });
      }
    },
  };
}
