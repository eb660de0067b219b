/**
 * Bundles the programs of the measured processes, so that they run as plain JavaScript: the loader of
 * TypeScript would cost memory and time that no application pays.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const programs = {
  client: 'load/client/client',
  platform: 'load/servers/platform',
  instance: 'load/servers/instance',
  application: 'load/servers/application',
  soakInstance: 'soak/servers/instance',
  bareRouter: 'backend/bare/router',
  bareStreams: 'backend/bare/streams',
} as const;

type Programs = Readonly<Record<keyof typeof programs, string>>;

export interface Bundles {
  /** The file of each program. */
  readonly files: Programs;
  remove(): Promise<void>;
}

/** Writes them below node_modules, where they find the packages that they import. */
export async function bundleProcesses(): Promise<Bundles> {
  const folder = join(root, 'node_modules/.cache/wechat-mp-login-bench', String(process.pid));
  await build({
    entryPoints: Object.values(programs).map((path) => join(root, 'bench', `${path}.ts`)),
    outbase: join(root, 'bench'),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    tsconfig: join(root, 'tsconfig.json'),
  });
  const fileOf = (name: keyof Programs): string => join(folder, `${programs[name]}.mjs`);
  return {
    files: {
      client: fileOf('client'),
      platform: fileOf('platform'),
      instance: fileOf('instance'),
      application: fileOf('application'),
      soakInstance: fileOf('soakInstance'),
      bareRouter: fileOf('bareRouter'),
      bareStreams: fileOf('bareStreams'),
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
