/** The twin of each page in Markdown, and the lists of pages, for readers that are programs. */
import { dirname, relative } from 'node:path/posix';
import { outsideBlocks } from './links.js';

/**
 * A page as Markdown alone: its links lead to other twins, relative to its own place, so that they hold
 * wherever the site is. Comments, which steer tests and the site, are left out.
 * @param path of the twin, from the root of the site: `zh/tag.md`
 * @param text with links from the root of the site, as the pages have them
 * @example
 * ```ts
 * twinOf('zh/tag.md', '[Mock](/zh/mock#script)'); // '[Mock](mock.md#script)'
 * ```
 */
export function twinOf(path: string, text: string): string {
  const toTwin = (link: string): string => {
    if (!link.startsWith('/')) return link;
    const [address = '', anchor] = link.split('#');
    const file = /^\/pictures\//.test(address) ? address.slice(1) : `${address.slice(1)}.md`;
    return relative(dirname(path), file) + (anchor === undefined ? '' : `#${anchor}`);
  };
  const plain = outsideBlocks(text, (part) =>
    part
      .replace(/^[ \t]*<!--[^]*?-->\n?/gm, '')
      .replace(/<br ?\/?>/g, ' ')
      .replace(/\]\(([^)\s]+)\)/g, (_, link: string) => `](${toTwin(link)})`)
      .replace(/^(\[[^\]]+\]: )(\S+)$/gm, (_, label: string, link: string) => label + toTwin(link)),
  );
  return `${plain.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

/**
 * All pages of a language in one text, each with its address.
 * @param twins by their path from the root of the site
 * @example
 * ```ts
 * fullText([['tag.md', '# The tag\n']]);
 * ```
 */
export function fullText(twins: readonly (readonly [path: string, text: string])[]): string {
  return twins
    .map(([path, text]) => `<!-- ${path.slice(path.lastIndexOf('/') + 1)} -->\n\n${text}`)
    .join('\n');
}
