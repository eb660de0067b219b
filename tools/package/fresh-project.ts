/** A project outside the repository that has installed the packed package, and nothing that it hides. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export interface Manifest {
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { types?: string; default: string }>>;
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
}

export interface FreshProject {
  /** The packed file. */
  readonly tarball: string;
  readonly folder: string;
  /** The unpacked package, in the project's node_modules. */
  readonly packageFolder: string;
  readonly manifest: Manifest;
  /** Installs packages from this repository's node_modules. */
  readonly install: (...names: readonly string[]) => void;
  /** Runs a program in the project. @throws Error with what it printed */
  readonly run: (program: string, ...args: readonly string[]) => string;
  readonly remove: () => void;
}

/** @returns what the program prints. @throws Error with what it printed, if it fails */
function runIn(cwd: string, program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${[program, ...args].join(' ')} failed:\n${stdout}${stderr}`);
}

/** Packs dist/ as it is, without building it again. */
function pack(folder: string): string {
  // npm is a batch file on Windows, which only a shell starts.
  const npm = process.env['npm_execpath'];
  const [program, ...first] = npm ? [process.execPath, npm] : ['npm'];
  runIn('.', program, [...first, 'pack', '--ignore-scripts', '--pack-destination', folder]);
  const name = readdirSync(folder).find((each) => each.endsWith('.tgz')) ?? '';
  return join(folder, name);
}

/** The project has the package's `dependencies` and no others, so that what is not declared is missing. */
export function createFreshProject(): FreshProject {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  const tarball = pack(folder);
  const packageFolder = join(folder, 'node_modules/wechat-mp-login');
  mkdirSync(packageFolder, { recursive: true });
  runIn(folder, 'tar', ['-xf', tarball, '-C', packageFolder, '--strip-components=1']);
  const manifest = JSON.parse(
    readFileSync(join(packageFolder, 'package.json'), 'utf8'),
  ) as Manifest;
  cpSync('tools/package/project', folder, { recursive: true });
  cpSync(join(packageFolder, 'examples'), join(folder, 'examples'), { recursive: true });

  function install(...names: readonly string[]): void {
    for (const name of names) {
      const path = join(folder, 'node_modules', name);
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(resolve('node_modules', name), path, 'junction');
    }
  }
  install(...Object.keys(manifest.dependencies));
  return {
    tarball,
    folder,
    packageFolder,
    manifest,
    install,
    run: (program, ...args) => runIn(folder, program, args),
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
