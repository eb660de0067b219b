import type { MarkdownRenderer } from 'vitepress';

/** Draws blocks of the language `mermaid` as diagrams, on the page. */
export function drawMermaid(markdown: MarkdownRenderer): void {
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index];
    if (token?.info.trim() !== 'mermaid') return fence!(tokens, index, ...rest);
    return `<MermaidDiagram source="${encodeURIComponent(token.content)}" />`;
  };
}

/** A column without a title has no header cell: screen readers would announce an empty one. */
export function leaveEmptyHeadersOut(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('empty-headers', ({ tokens }) => {
    for (const [index, { type, content }] of tokens.entries()) {
      const [open, close] = [tokens[index - 1], tokens[index + 1]];
      if (type !== 'inline' || content !== '' || open?.type !== 'th_open' || !close) continue;
      open.tag = 'td';
      close.tag = 'td';
    }
  });
}

/** The buttons that copy a block have a name that can be read out, in the language of the page. */
export function nameCopyButtons(markdown: MarkdownRenderer): void {
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, index, options, env, self) => {
    const { relativePath = '' } = env as { relativePath?: string };
    const name = relativePath.startsWith('zh/') ? '复制代码' : 'Copy code';
    return fence!(tokens, index, options, env, self).replace(
      '<button title="Copy Code"',
      `<button title="${name}" aria-label="${name}"`,
    );
  };
}
