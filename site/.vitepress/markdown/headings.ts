/** Anchors of headings: named in the language of the page, and reachable by their name in the other language. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { sourceFolder } from '../../assemble/assemble.js';
import { pages } from '../../pages.js';

type Token = ReturnType<MarkdownRenderer['parse']>[number];

const idsIn = (tokens: readonly Token[]): string[] =>
  tokens.filter(({ type }) => type === 'heading_open').map((token) => token.attrGet('id') ?? '');

/** The same page in the other language, if there is one. Both have the same headings in the same order. */
function twinOf(path: string): string | undefined {
  const name = path.replace(/^zh\//, '').replace(/\.md$/, '');
  if (!pages.some((page) => page.name === name)) return undefined;
  return path.startsWith('zh/') ? `${name}.md` : `zh/${name}.md`;
}

/**
 * Gives each heading the anchor that it has in the other language, too, so that a change of language keeps the
 * place; and its link a name in the language of the page.
 */
export function nameHeadings(markdown: MarkdownRenderer): void {
  const inTwins = new Map<string, readonly string[]>();
  const idsOf = (path: string): readonly string[] => {
    const ids =
      inTwins.get(path) ??
      idsIn(markdown.parse(readFileSync(join(sourceFolder, path), 'utf8'), {}));
    inTwins.set(path, ids);
    return ids;
  };
  markdown.core.ruler.push('headings', ({ tokens, env, Token }) => {
    const { relativePath = '' } = env as { relativePath?: string };
    const twin = twinOf(relativePath);
    const own = new Set(idsIn(tokens));
    const others = twin === undefined ? [] : idsOf(twin);
    let count = 0;
    for (const [index, { type }] of tokens.entries()) {
      if (type !== 'heading_open') continue;
      const other = others[count++] ?? '';
      const children = tokens[index + 1]?.children ?? [];
      if (relativePath.startsWith('zh/')) nameLink(children);
      if (other === '' || own.has(other)) continue;
      const anchor = new Token('html_inline', '', 0);
      anchor.content = `<span id="${other}"></span>`;
      children.unshift(anchor);
    }
  });
}

function nameLink(children: readonly Token[]): void {
  for (const token of children) {
    const name = token.attrGet('aria-label');
    if (token.type === 'link_open' && name?.startsWith('Permalink to '))
      token.attrSet('aria-label', `指向此标题的链接：${name.slice('Permalink to '.length)}`);
  }
}
