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
