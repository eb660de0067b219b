/** The reference backend with a few characters changed: bundled in memory, no file is touched. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type * as server from '../../../src/server/index.js';

/** A change of one file of the reference. */
export interface Patch {
  /** Below `src/`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

const hint = 'The reference has changed: break it in another place in broken.test.ts.';
const src = fileURLToPath(new URL('../../../src/', import.meta.url));

export async function loadPatched(patches: readonly Patch[]): Promise<typeof server> {
  const patched = new Set<string>();
  const { outputFiles } = await build({
    entryPoints: [`${src}server/index.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    plugins: [applying(patches, patched)],
  });
  const missed = patches.map(({ file }) => file).filter((file) => !patched.has(file));
  assert.deepEqual(missed, [], `These files are not part of the reference. ${hint}`);
  const [bundle] = outputFiles;
  assert.ok(bundle);
  const url = `data:text/javascript;base64,${Buffer.from(bundle.contents).toString('base64')}`;
  // The bundle has the exports of the entry.
  return (await import(url)) as typeof server;
}

/** @param patched gets the files that were changed */
function applying(patches: readonly Patch[], patched: Set<string>): Plugin {
  return {
    name: 'patches',
    setup(esbuild) {
      for (const file of new Set(patches.map((each) => each.file))) {
        const escaped = `${src}${file}`.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
        esbuild.onLoad({ filter: new RegExp(`^${escaped}$`) }, async ({ path }) => {
          const contents = patches
            .filter((each) => each.file === file)
            .reduce(apply, await readFile(path, 'utf8'));
          patched.add(file);
          return { contents, loader: 'ts' };
        });
      }
    },
  };
}

function apply(text: string, { file, from, to }: Patch): string {
  const count = text.split(from).length - 1;
  assert.equal(count, 1, `src/${file} has this ${count} times, not once: ${from}\n${hint}`);
  return text.replace(from, () => to);
}
