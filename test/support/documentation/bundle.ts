/** Bundles samples with their imports, for Node or for a page. */
import { build, type Plugin } from 'esbuild';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './documents.js';
import { fileName, type SampleModule } from './modules.js';

/** Resolves imports of samples, which do not exist as files. */
function virtualFiles(modules: readonly SampleModule[]): Plugin {
  const texts = new Map(modules.map(({ path, text }) => [fileName(path), text]));
  return {
    name: 'samples',
    setup(esbuild) {
      esbuild.onResolve({ filter: /\.sample\.js$/ }, ({ path }) => ({
        path: path.replace('./', ''),
        namespace: 'sample',
      }));
      esbuild.onResolve({ filter: /^wechat-mp-login\/themes\// }, ({ path }) => ({
        path: join(root, 'src/themes', basename(path)),
      }));
      // Not bundled, so that it is loaded once for all samples: starting its database takes a while.
      esbuild.onResolve({ filter: /\.server\.js$/ }, ({ path }) => ({
        path: pathToFileURL(path.replace(/\.js$/, '.ts')).href,
        external: true,
      }));
      esbuild.onLoad({ filter: /./, namespace: 'sample' }, ({ path }) => ({
        contents: texts.get(path) ?? '',
        loader: 'ts',
        resolveDir: join(root, 'examples'),
      }));
    },
  };
}

export interface BundledFile {
  readonly path: string;
  readonly text: string;
}

/**
 * @param entry the source text of the module to run
 * @param known the samples that the entry may import, as `./name.sample.js`
 */
export async function bundle(
  entry: string,
  known: readonly SampleModule[],
  platform: 'node' | 'browser',
): Promise<BundledFile[]> {
  const { outputFiles } = await build({
    stdin: { contents: entry, loader: 'ts', resolveDir: join(root, 'examples') },
    absWorkingDir: root,
    tsconfig: join(root, 'tsconfig.json'),
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform,
    logLevel: 'silent',
    plugins: [virtualFiles(known)],
    ...(platform === 'node'
      ? { packages: 'external' as const, outfile: 'sample.mjs' }
      : { splitting: true, outdir: '/assets', entryNames: 'sample' }),
  });
  return outputFiles.map(({ path, text }) => ({ path, text }));
}
