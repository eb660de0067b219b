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
import { texts as textsOf, type Texts } from './texts/index.js';
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
  { framework: wanted, language }: Pick<InitArguments, 'framework' | 'language'>,
  answers: Answers,
  write: Terminal['write'],
): Done {
  const texts = textsOf[language];
  const { refusals, report } = texts;
  const { packages: present } = readManifest(folder, refusals);
  const framework = wanted ?? detectFramework(present) ?? 'html';
  const project = lookAt(folder, !hasFramework(present, framework), texts);
  const recipe = recipes[framework](project);
  const { packages, scripts } = recipe;
  const mayBeSeen = !ignoresEnvironment(folder);
  const files = filesOf(recipe, project, answers, mayBeSeen && !hasIgnoreFile(folder));
  checkFiles(folder, ['package.json', ...Object.keys(files)], refusals);
  write(`${report.framework(framework)}\n\n`);
  for (const [path, content] of Object.entries(files)) {
    write(writeOne(folder, path, content, texts));
  }
  const added = project.isNew ? addScripts(folder, scripts, refusals) : [];
  if (added.length > 0) write(`${report.scripts(added)}\n`);
  const nameOf = (specifier: string): string => specifier.replace(/(?<=.)@.*$/, '');
  const needed = ['wechat-mp-login', ...packages, ...storePackages[answers.store]];
  const ignore = mayBeSeen && !('.gitignore' in files) ? [texts.additions.ignore] : [];
  return {
    packages: needed.filter((each) => !present.has(nameOf(each))),
    add: [...recipe.add, ...ignore],
  };
}

const hasIgnoreFile = (folder: string): boolean => existsSync(join(folder, '.gitignore'));

function lookAt(folder: string, isNew: boolean, { written, additions }: Texts): Project {
  const has = (path: string): boolean => existsSync(join(folder, path));
  // Next.js wants app and pages side by side, and ignores src if one of them is not in there.
  const isInSrc = !has('app') && !has('pages') && (has('src/app') || has('src/pages'));
  const sources = isInSrc ? 'src/' : '';
  const layouts = ['tsx', 'jsx', 'ts', 'js'].map((kind) => `${sources}app/layout.${kind}`);
  const isTyped = has('tsconfig.json');
  return { isTyped, isNew, sources, hasLayout: layouts.some(has), written, additions };
}

function filesOf(
  { files }: Recipe,
  { isTyped, written: { comments } }: Project,
  answers: Answers,
  needsIgnoreFile: boolean,
): Readonly<Record<string, string>> {
  return {
    'wechat-login.mjs': loginFile(answers, comments),
    ...((isTyped || 'tsconfig.json' in files) && { 'wechat-login.d.mts': loginTypes }),
    ...files,
    '.env.example': environmentFile(answers, comments),
    ...(needsIgnoreFile && { '.gitignore': ignoreFile }),
  };
}

/** @returns what has become of the file */
function writeOne(
  folder: string,
  path: string,
  content: string,
  { refusals, report }: Texts,
): string {
  if (writeNewFile(folder, path, content, refusals)) return `${report.written(path)}\n`;
  if (isSame(folder, path, content)) return `${report.same(path)}\n`;
  return `${report.other(path)}\n\n${content.replace(/^(?=.)/gm, '    ')}\n`;
}
