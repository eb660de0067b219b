/** Every link of the built site, in its pages and in their twins in Markdown, has a target. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outsideBlocks } from '../assemble/links.js';
import { base, siteUrl } from '../settings.js';
import { dist } from './serve.js';

const read = (path: string): string => readFileSync(join(dist, path), 'utf8');

/** Without spans and blocks of code, which may name anything. */
function proseOf(text: string): string {
  let prose = '';
  outsideBlocks(text, (part) => {
    prose += part;
    return part;
  });
  return prose;
}

/**
 * @returns one line for each link or anchor that leads nowhere, and for each piece of HTML in a twin
 * @example
 * ```ts
 * console.log(faultsInLinks());
 * ```
 */
export function faultsInLinks(): readonly string[] {
  const files = readdirSync(dist, { recursive: true }).map(String);
  const anchors = new Map<string, Set<string>>();
  for (const file of files.filter((name) => name.endsWith('.html'))) anchors.set(file, idsIn(file));
  return [
    ...[...anchors.keys()].flatMap((file) => deadLinksOf(file, linksOfPage(file), anchors)),
    ...files
      .filter((name) => /\.(md|txt)$/.test(name))
      .flatMap((file) => [
        ...deadLinksOf(file, linksOfTwin(file), anchors),
        ...(file.endsWith('.md') ? htmlIn(file) : []),
      ]),
  ];
}

const idsIn = (file: string): Set<string> =>
  new Set([...read(file).matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id));

function linksOfPage(file: string): string[] {
  return [...read(file).matchAll(/<a\s[^>]*?\bhref="([^"]+)"/g)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&'),
  );
}

function linksOfTwin(file: string): string[] {
  const links = proseOf(read(file)).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm);
  return [...links].map(([, inline, defined]) => inline ?? defined ?? '');
}

function deadLinksOf(
  file: string,
  links: readonly string[],
  anchors: ReadonlyMap<string, Set<string>>,
): string[] {
  const origin = siteUrl?.origin ?? 'http://site';
  const here = `${origin}${base}${file.replace(/(index)?\.html$/, '')}`;
  return links.flatMap((link) => {
    const url = new URL(link, here);
    if (url.origin !== origin) return [];
    const path = decodeURIComponent(url.pathname).slice(base.length);
    // A twin has the headings of its page.
    const page = path.replace(/\.md$/, '').replace(/(^|\/)$/, '$1index') + '.html';
    if (!existsSync(join(dist, path === '' ? page : path)) && !anchors.has(page))
      return [`${file}: ${link} leads nowhere`];
    const anchor = decodeURIComponent(url.hash.slice(1));
    const isDead = anchor !== '' && anchors.get(page)?.has(anchor) === false;
    return isDead ? [`${file}: ${link} has no such heading`] : [];
  });
}

function htmlIn(file: string): string[] {
  // Addresses in angle brackets are Markdown.
  const tags = proseOf(read(file)).match(/<(?!https?:)[a-z!/][^>\n]*>/gi) ?? [];
  return tags.map((tag) => `${file}: HTML in Markdown: ${tag}`);
}
