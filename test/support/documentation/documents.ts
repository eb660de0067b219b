/** The documents of this repository and the fenced code blocks in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface Block {
  /** Path of the document, from the root of the repository. */
  readonly document: string;
  /** Line of the opening fence, counted from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** Why the block is not tested, from the comment `<!-- not run: … -->` before it. */
  readonly notRun: string | undefined;
  /** The file that runs it, with packages of its own, from `<!-- run by: PATH -->` before it. */
  readonly runBy: string | undefined;
}

/** Languages that the tests check, and languages for display only. */
export const testedLanguages = ['ts', 'js', 'html', 'css', 'sh', 'json'];
/** Languages of front ends: each block is a file of a project in test/frameworks/pages. */
export const projectLanguages = ['tsx', 'vue', 'svelte'];
export const shownLanguages = ['http', 'xml', 'text', 'mermaid'];

const folders = ['docs', 'stories', 'examples', 'site/home'];

/** Every Markdown and MDX file, as a path from the root of the repository. */
export function documentPaths(): string[] {
  const nested = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
  return [...readdirSync(root), ...nested].filter((path) => /\.mdx?$/.test(path)).sort();
}

const notOurs = [
  'node_modules',
  'dist',
  'storybook-static',
  'coverage',
  'shots',
  '.git',
  '.data',
  '.source',
];

/** Documents anywhere in the repository that are not in `seen`, and so are not tested. */
export function unseenDocuments(seen: readonly string[], folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return notOurs.includes(entry.name) ? [] : unseenDocuments(seen, path);
    }
    return /\.mdx?$/.test(path) && !seen.includes(path) ? [path] : [];
  });
}

export function readDocument(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Finds the fenced blocks. If a fence is indented, as in a list, its lines lose the same indentation. */
export function blocksOf(document: string, text: string): Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index++) {
    const [, indent, fence, language] = /^( *)(`{3,})(.*)$/.exec(lines[index] ?? '') ?? [];
    if (indent === undefined || fence === undefined || language === undefined) continue;
    const end = lines.indexOf(indent + fence, index + 1);
    if (end < 0) throw new Error(`${document}:${index + 1}: the code block is not closed`);
    blocks.push({
      document,
      line: index + 1,
      language: language.trim(),
      code: lines
        .slice(index + 1, end)
        .map((line) => line.slice(indent.length))
        .join('\n'),
      ...markBefore(lines, index),
    });
    index = end;
  }
  return blocks;
}

function markBefore(lines: readonly string[], fence: number): Pick<Block, 'notRun' | 'runBy'> {
  const before = lines.slice(0, fence).findLast((line) => line.trim() !== '') ?? '';
  const [, mark, text] =
    /^\s*(?:<!--|\{\/\*) (not run|run by): (.+?) (?:-->|\*\/\})$/.exec(before) ?? [];
  return {
    notRun: mark === 'not run' ? text : undefined,
    runBy: mark === 'run by' ? text : undefined,
  };
}

export const allBlocks: readonly Block[] = documentPaths().flatMap((path) =>
  blocksOf(path, readDocument(path)),
);

/** `docs/tag.zh-CN.md` is the Chinese twin of `docs/tag.md`. */
export function isTranslation(path: string): boolean {
  return path.endsWith('.zh-CN.md');
}

/**
 * The blocks in these languages, except those marked as not run, or as run elsewhere. Those of the Chinese
 * documents run once, in the English ones: test/documentation/translations.test.ts holds them to the same code.
 */
export function samples(...languages: readonly string[]): Block[] {
  return allBlocks.filter(
    ({ document, language, notRun, runBy }) =>
      languages.includes(language) &&
      notRun === undefined &&
      runBy === undefined &&
      !isTranslation(document),
  );
}

export function placeOf({ document, line }: Block): string {
  return `${document}:${line}`;
}
