/** Leads the links of the repository's documents to the pages of the site. */
import { dirname, join } from 'node:path/posix';
import { addressOf, documentOf, pages, type Lang } from '../pages.js';

/** Where each document is on the site, by its path from the root of the repository. */
const addresses = new Map<string, string>(
  pages.flatMap((page) =>
    (['en', 'zh'] as const).map((lang): [string, string] => [
      documentOf(page, lang),
      addressOf(page, lang),
    ]),
  ),
);

export interface LinkTargets {
  /** Called for each file of the repository that is no page, and returns its address on the site. */
  readonly toFile: (path: string) => string;
  /** Called for each picture, and returns its address on the site. */
  readonly toPicture: (path: string) => string;
  readonly exists: (path: string) => boolean;
}

/**
 * Rewrites the relative links of a document. A Chinese page leads to Chinese pages where there are any.
 * @param document path from the root of the repository
 * @throws Error for a link that leads nowhere
 */
export function rewriteLinks(
  document: string,
  text: string,
  lang: Lang,
  targets: LinkTargets,
): string {
  const rewrite = (link: string): string => {
    if (/^([a-z]+:|#|\/)/.test(link)) return link;
    const [relative = '', anchor] = link.split('#');
    const path = join(dirname(document), relative).replace(/\/$/, '');
    const translated = path.replace(/(\.zh-CN)?\.md$/, '.zh-CN.md');
    const inLanguage = lang === 'zh' && targets.exists(translated) ? translated : path;
    if (!targets.exists(inLanguage)) throw new Error(`${document}: there is no ${path}`);
    const address = /\.(png|svg)$/.test(path)
      ? targets.toPicture(path)
      : (addresses.get(inLanguage) ?? targets.toFile(inLanguage));
    return anchor === undefined ? address : `${address}#${anchor}`;
  };
  return outsideBlocks(text, (part) =>
    part
      .replace(/\]\(([^)\s]+)\)/g, (_, link: string) => `](${rewrite(link)})`)
      .replace(/^(\[[^\]]+\]: )(\S+)$/gm, (_, label: string, link: string) => label + rewrite(link))
      .replace(
        /\b(src|srcset)="([^"]+)"/g,
        (_, name: string, link: string) => `${name}="${rewrite(link)}"`,
      ),
  );
}

/** Changes a text outside its fenced blocks and code spans. */
export function outsideBlocks(text: string, change: (part: string) => string): string {
  return text
    .split(/(^ *```[^]*?^ *```|`[^`\n]+`)/m)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
}
