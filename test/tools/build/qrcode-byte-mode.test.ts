import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from 'qrcode/lib/core/qrcode.js';
import { build } from 'vite';
import { qrcodeByteMode } from '../../../tools/build/qrcode-byte-mode.js';

/** The encoder as our builds pack it. */
async function builtEncoder(): Promise<{ code: string; create: typeof create }> {
  const entry = 'virtual-encoder.js';
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id.endsWith(entry) ? entry : null),
        load: (id) => (id === entry ? `export { create } from 'qrcode/lib/core/qrcode.js';` : null),
      },
      qrcodeByteMode(),
    ],
    build: { write: false, minify: true, lib: { entry, formats: ['es'], fileName: 'encoder' } },
  });
  const [output] = [result].flat();
  assert.ok(output && 'output' in output);
  const { code } = output.output[0];
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    create: typeof create;
  };
  return { code, create: module.create };
}

test('the built encoder draws what the package draws, for every version of the code', async () => {
  const built = await builtEncoder();
  assert.ok(!built.code.includes('dijkstra'), 'the segment optimiser was left out');
  const seen = new Set<number>();
  for (let length = 1; length <= 1663; length += length < 200 ? 1 : 7) {
    const data = Array.from({ length }, (_, at) => 'aB3-/:?é'[(at * 7 + length) % 7]).join('');
    const segments = [{ data, mode: 'byte' as const }];
    const options = { errorCorrectionLevel: 'Q' } as const;
    const ours = built.create(segments, options);
    const theirs = create(segments, options);
    assert.equal(ours.version, theirs.version);
    assert.deepEqual(ours.modules.data, theirs.modules.data, `${length} bytes`);
    seen.add(ours.version);
  }
  assert.equal(seen.size, 40);
});
