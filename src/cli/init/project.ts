/** Writes the login into the project. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Terminal } from '../terminal.js';
import type { Answers, InitArguments } from './arguments.js';
import { detectFramework, hasFramework } from './detect.js';
import { ignoreFile, ignoresEnvironment } from './ignored.js';
import { environmentFile, loginFile, loginTypes, storePackages } from './login-file.js';
import { addScripts, readManifest } from './manifest.js';
import { recipes, type Project, type Recipe } from './recipes/index.js';
import { checkFiles, isSame, writeNewFile } from './write-files.js';

export interface Done {
  /** What is not in package.json yet. */
  readonly packages: readonly string[];
  /** What has to be added to files that exist already. */
  readonly add: readonly string[];
}

/**
 * Writes the files that are not there yet, and says what to add to those that are.
 * @throws NotReady if a file cannot be written; then nothing is
 */
export function init(
  folder: string,
  { framework: wanted }: Pick<InitArguments, 'framework'>,
  answers: Answers,
  write: Terminal['write'],
): Done {
  const { packages: present } = readManifest(folder);
  const framework = wanted ?? detectFramework(present) ?? 'html';
  const project = lookAt(folder, !hasFramework(present, framework));
  const recipe = recipes[framework](project);
  const { packages, scripts } = recipe;
  const mayBeSeen = !ignoresEnvironment(folder);
  const files = filesOf(recipe, project, answers, mayBeSeen && !hasIgnoreFile(folder));
  checkFiles(folder, ['package.json', ...Object.keys(files)]);
  write(`Framework: ${framework}\n\n`);
  for (const [path, content] of Object.entries(files)) writeOne(folder, path, content, write);
  const added = project.isNew ? addScripts(folder, scripts) : [];
  if (added.length > 0) write(`  added    package.json: scripts ${added.join(', ')}\n`);
  const nameOf = (specifier: string): string => specifier.replace(/(?<=.)@.*$/, '');
  const needed = ['wechat-mp-login', ...packages, ...storePackages[answers.store]];
  const ignore = mayBeSeen && !('.gitignore' in files) ? [ignoreStep] : [];
  return {
    packages: needed.filter((each) => !present.has(nameOf(each))),
    add: [...recipe.add, ...ignore],
  };
}

const ignoreStep = 'Add a line .env to .gitignore: that file will have the keys of the account';

const hasIgnoreFile = (folder: string): boolean => existsSync(join(folder, '.gitignore'));

function lookAt(folder: string, isNew: boolean): Project {
  const has = (path: string): boolean => existsSync(join(folder, path));
  // Next.js wants app and pages side by side, and ignores src if one of them is not in there.
  const isInSrc = !has('app') && !has('pages') && (has('src/app') || has('src/pages'));
  const sources = isInSrc ? 'src/' : '';
  const layouts = ['tsx', 'jsx', 'ts', 'js'].map((kind) => `${sources}app/layout.${kind}`);
  return { isTyped: has('tsconfig.json'), isNew, sources, hasLayout: layouts.some(has) };
}

function filesOf(
  { files }: Recipe,
  { isTyped }: Project,
  answers: Answers,
  needsIgnoreFile: boolean,
): Readonly<Record<string, string>> {
  return {
    'wechat-login.mjs': loginFile(answers),
    ...((isTyped || 'tsconfig.json' in files) && { 'wechat-login.d.mts': loginTypes }),
    ...files,
    '.env.example': environmentFile(answers),
    ...(needsIgnoreFile && { '.gitignore': ignoreFile }),
  };
}

function writeOne(folder: string, path: string, content: string, write: Terminal['write']): void {
  if (writeNewFile(folder, path, content)) {
    write(`  written  ${path}\n`);
  } else if (isSame(folder, path, content)) {
    write(`  exists   ${path}: as it should be\n`);
  } else {
    write(`  exists   ${path}: left as it is. Add to it what you need of this:\n\n`);
    write(content.replace(/^(?=.)/gm, '    ') + '\n');
  }
}
