import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The single file for a script tag, as `npm run build` makes it. */
export async function singleFile(): Promise<string> {
  const result = await build({
    configFile: fileURLToPath(new URL('../../../vite.config.ts', import.meta.url)),
    mode: 'single',
    logLevel: 'warn',
    build: { write: false, sourcemap: false },
  });
  const chunks = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  const [chunk] = chunks;
  assert.ok(chunk?.type === 'chunk' && chunks.length === 1, 'one file');
  return chunk.code;
}
