/**
 * Writes the licences of the packages that a build has bundled to dist/THIRD-PARTY-LICENSES.txt. The builds
 * of one `npm run build` share the file: each adds the packages that are not in it yet.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const fileName = 'THIRD-PARTY-LICENSES.txt';
const separator = `\n\n${'-'.repeat(80)}\n\n`;
const preamble = 'The files of wechat-mp-login contain code of these packages.';

/** The folders of the packages that these modules belong to; our own modules belong to none. */
export function packageFolders(moduleIds: readonly string[]): string[] {
  const folders = moduleIds.flatMap(
    (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/'))?.[0] ?? [],
  );
  return [...new Set(folders)].sort();
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/**
 * The notice of one package: its name, version and licence, and the text of its licence.
 *
 * @throws Error if the package has no licence file
 */
export function noticeOf(folder: string): string {
  const { name, version, license = 'see below' } = readManifest(folder);
  // Some packages offer a choice of licences: the MIT licence is ours.
  const [file] = readdirSync(folder)
    .filter((each) => /^licen[cs]e([.-]|$)/i.test(each))
    .sort((a, b) => Number(/mit/i.test(b)) - Number(/mit/i.test(a)));
  if (file === undefined) {
    throw new Error(
      `${name} is bundled and has no licence file. Bundle another package, or add its notice in tools/build/third-party-licenses.ts.`,
    );
  }
  const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return `${name} ${version} (${license.replace(/^\(|\)$/g, '')})\n\n${text}`;
}

/** The comment at the top of a single file, which is often copied without the rest of the package. */
export function legalComment(moduleIds: readonly string[]): string {
  const { name, version, license } = readManifest('.');
  const contents = packageFolders(moduleIds).map((folder) => readManifest(folder).name);
  return `/*! ${name} ${version}, ${license}. Contains ${contents.join(', ')}: see ${fileName} */`;
}

export function thirdPartyLicenses(): Plugin {
  return {
    name: 'third-party-licenses',
    writeBundle({ dir = 'dist' }, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
      const notices = packageFolders(chunks.flatMap(({ moduleIds }) => moduleIds)).map(noticeOf);
      const path = join(dir, fileName);
      const before = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split(separator) : [];
      const all = [...new Set([...before.slice(1), ...notices])].sort();
      writeFileSync(path, `${[preamble, ...all].join(separator)}\n`);
    },
  };
}
