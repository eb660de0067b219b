/** The links in Markdown documents. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Links inside code samples are not links of the document. */
export const withoutBlocks = (text: string): string => text.replace(/^ *```[^]*?^ *```/gm, '');

/** The targets of a document's links and pictures that are neither addresses nor templates. */
export function relativeLinks(text: string): string[] {
  return [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, link, source]) => link ?? source ?? '')
    .filter((link) => !/^([a-z]+:|\/)/.test(link) && !link.includes('{'));
}

/**
 * Finds links that lead nowhere.
 *
 * @param folder the root of the documents
 * @param documents paths from `folder`
 * @param isLeftOut whether a path is missing on purpose
 * @returns one message for each link to a file that is not in `folder`
 */
export function deadLinks(
  folder: string,
  documents: Readonly<Record<string, string>>,
  isLeftOut: (path: string) => boolean = () => false,
): string[] {
  return Object.entries(documents).flatMap(([document, text]) =>
    relativeLinks(text).flatMap((link) => {
      const [path = ''] = link.split('#');
      const target = path === '' ? document : join(dirname(document), path);
      const isFound = existsSync(join(folder, target)) || isLeftOut(target);
      return isFound ? [] : [`${document}: there is no ${target}`];
    }),
  );
}
