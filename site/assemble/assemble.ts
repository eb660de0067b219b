/**
 * Makes the source of the site from the documents of the repository: their links lead to pages of the
 * site, and each page has a twin in Markdown, for readers that are programs.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addressOf, documentOf, groups, pages, type Lang, type Page } from '../pages.js';
import { siteUrl } from '../settings.js';
import { outsideBlocks, rewriteLinks } from './links.js';
import { fullText, twinOf } from './twins.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where the assembled source goes. */
export const sourceFolder = join(root, 'site/.source');

const langs: readonly Lang[] = ['en', 'zh'];

/** Files to write, by their path in the source folder. */
type Output = Map<string, string>;

/**
 * Writes the source of the whole site.
 * @throws Error for a link that leads nowhere, and for a page whose document is missing
 * @example
 * ```ts
 * await assemble();
 * ```
 */
export async function assemble(): Promise<void> {
  const output: Output = new Map();
  const pictures = new Set<string>();
  const files = new Set<string>();
  for (const lang of langs) {
    const twins = pages.map((page) => addPage(output, page, lang, pictures, files));
    output.set(join(prefix(lang), 'index.md'), read(`site/home/${lang}.md`));
    output.set(join('public', prefix(lang), 'llms-full.txt'), fullText(twins));
  }
  for (const path of files) addFile(output, path, pictures, files);
  output.set('public/llms.txt', renderLlms());
  output.set('public/robots.txt', renderRobots());
  output.set('public/icon.svg', read('site/home/icon.svg'));
  await rm(sourceFolder, { recursive: true, force: true });
  for (const [path, text] of output) await write(path, text);
  for (const path of pictures) {
    await mkdir(join(sourceFolder, 'public/pictures'), { recursive: true });
    await cp(join(root, path), join(sourceFolder, 'public/pictures', basename(path)));
  }
}

/** @returns the twin of the page in Markdown, with its path from the root of the site */
function addPage(
  output: Output,
  page: Page,
  lang: Lang,
  pictures: Set<string>,
  files: Set<string>,
): readonly [path: string, text: string] {
  const document = documentOf(page, lang);
  const text = resolveLinks(document, textOf(page, lang), lang, pictures, files);
  const titled = page.sections ? `# ${page.title[lang]}\n\n${text}` : text;
  const path = `${addressOf(page, lang).slice(1)}.md`;
  const twin = twinOf(path, titled);
  output.set(path, `${frontmatter({ description: summaryOf(page, lang) })}${renderLive(titled)}`);
  output.set(join('public', path), twin);
  return [path, twin];
}

function frontmatter(values: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(values).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n\n`;
}

const textOf = (page: Page, lang: Lang): string =>
  sectionsOf(read(documentOf(page, lang)), page.sections);

/** Only some sections of a document, if the page has no more of it. */
function sectionsOf(text: string, range: Page['sections']): string {
  // The site has a choice of languages of its own.
  if (!range) return text.replace(/^_\[(?:中文|English)\]\([^)]+\)_\n\n/m, '');
  return text
    .split(/^(?=## )/m)
    .slice(...range)
    .join('');
}

/** Colours for a longer file would be many times its size. */
const longestColoured = 20_000;

/** A page for a file that documents link to. Documents are shown as such, other files as code. */
function addFile(output: Output, path: string, pictures: Set<string>, files: Set<string>): void {
  const isDocument = path.endsWith('.md');
  const source = read(path);
  const colours = source.length > longestColoured ? 'text' : language(path);
  const body = isDocument
    ? resolveLinks(path, source, 'en', pictures, files)
    : isFolder(path)
      ? `# ${path}\n\n${listing(path, files)}`
      : `# ${basename(path)}\n\n\`\`\`${colours}\n${source.trimEnd()}\n\`\`\`\n`;
  const twin = `${fileAddress(path).slice(1)}.md`;
  // Whoever searches wants a page; of the files, only the examples explain how to use something.
  const search = isDocument && path.startsWith('examples/');
  output.set(twin, frontmatter({ editLink: false, sidebar: false, search }) + body);
  output.set(join('public', twin), twinOf(twin, body));
}

function listing(folder: string, files: Set<string>): string {
  return readdirSync(join(root, folder))
    .map((name) => {
      const path = join(folder, name);
      files.add(path);
      return `- [${name}](${fileAddress(path)})`;
    })
    .join('\n');
}

function resolveLinks(
  document: string,
  text: string,
  lang: Lang,
  pictures: Set<string>,
  files: Set<string>,
): string {
  return rewriteLinks(document, text, lang, {
    exists: (path) => existsSync(join(root, path)),
    toFile(path) {
      files.add(path);
      return fileAddress(path);
    },
    toPicture(path) {
      pictures.add(path);
      return `/pictures/${basename(path)}`;
    },
  });
}

/** What follows `live` in a comment, and the component that it becomes (.vitepress/theme/live). */
const liveComponents: Readonly<Record<string, string>> = {
  '': '<LiveLogin',
  button: '<LiveLogin tag="wechat-mp-login-button"',
  message: `<LiveLogin :methods="['message']"`,
  languages: '<LiveLanguages',
  script: '<LiveScript',
  themes: '<LiveThemes',
};

/** `<!-- live: SCRIPT -->` or `<!-- live button: SCRIPT -->` becomes a login that plays the script of the mock. */
function renderLive(text: string): string {
  return outsideBlocks(text, (part) =>
    part.replace(/<!-- live ?(\w*): (.+?) -->/g, (_, kind: string, script: string) => {
      const component = liveComponents[kind];
      if (component === undefined) throw new Error(`There is no live component "${kind}".`);
      return `${component} script="${script}" />`;
    }),
  );
}

/** The list of pages for language models: https://llmstxt.org */
function renderLlms(): string {
  const list = (lang: Lang): string =>
    groups
      .map(({ title, pages: inGroup }) => {
        const lines = inGroup.map(
          (page) =>
            `- [${page.title[lang]}](${toLink(`${addressOf(page, lang).slice(1)}.md`)}): ${summaryOf(page, lang)}`,
        );
        return `## ${title[lang]}\n\n${lines.join('\n')}\n`;
      })
      .join('\n');
  const { description } = JSON.parse(read('package.json')) as { readonly description: string };
  const whole = `All pages in one text: [English](${toLink('llms-full.txt')}), [中文](${toLink('zh/llms-full.txt')}).`;
  return `# wechat-mp-login\n\n> ${description}\n\n${whole}\n\n${list('en')}\n${list('zh')}`;
}

/** A whole address if the owner has named theirs; else one that holds beside llms.txt. */
const toLink = (path: string): string => (siteUrl ? new URL(path, siteUrl).href : path);

function renderRobots(): string {
  const sitemap = siteUrl ? `\nSitemap: ${new URL('sitemap.xml', siteUrl).href}\n` : '';
  return `User-agent: *\nAllow: /\n${sitemap}`;
}

/** The first sentence of a page. */
function summaryOf(page: Page, lang: Lang): string {
  const [paragraph = ''] = textOf(page, lang)
    .split(/\n\n+/)
    .filter((part) => /^[\p{L}\p{N}`<*]/u.test(part) && !part.startsWith('```'));
  const plain = paragraph
    .replaceAll('\n', ' ')
    .replaceAll('**', '')
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1');
  return /^.*?[.。](?=\s|$|[^\w])/u.exec(plain)?.[0] ?? plain;
}

const prefix = (lang: Lang): string => (lang === 'zh' ? 'zh' : '');
const fileAddress = (path: string): string => `/files/${path.replace(/\.md$/, '')}`;
const isFolder = (path: string): boolean => statSync(join(root, path)).isDirectory();

function read(path: string): string {
  return isFolder(path) ? '' : readFileSync(join(root, path), 'utf8');
}

async function write(path: string, text: string): Promise<void> {
  const target = join(sourceFolder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text);
}

/** The word that names the language of a block. */
function language(path: string): string {
  const extension = extname(path).slice(1);
  return { mjs: 'js', conf: 'nginx', '': 'text' }[extension] ?? extension;
}
