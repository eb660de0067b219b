/**
 * Minifies the elements' styles and markup, because JavaScript minifiers keep template literals as
 * they are.
 */
import { transform } from 'esbuild';
import ts from 'typescript';
import type { Plugin } from 'vite';

/**
 * Minifies css`…`, html`…` and svg`…`. In markup, white space that contains a line break disappears
 * beside a tag's bracket and becomes one space elsewhere. Do not break the line at a space that
 * matters.
 */
export function minifyTemplates(): Plugin {
  return {
    name: 'minify-templates',
    enforce: 'pre',
    async transform(code, id) {
      if (!id.includes('/src/elements/')) return null;
      let out = '';
      let end = 0;
      for (const { start, text, isCss } of templateTexts(code)) {
        out += code.slice(end, start) + (isCss ? await minifyCss(text) : minifyMarkup(text));
        end = start + text.length;
      }
      return { code: out + code.slice(end), map: null };
    },
  };
}

interface TemplateText {
  readonly start: number;
  readonly text: string;
  readonly isCss: boolean;
}

/** The literal parts of tagged templates, in source order. */
function templateTexts(code: string): TemplateText[] {
  const source = ts.createSourceFile('module.ts', code, ts.ScriptTarget.ES2022, true);
  const found: TemplateText[] = [];
  const add = (node: ts.TemplateLiteralLikeNode, isCss: boolean): void => {
    const start = node.getStart(source) + 1;
    const text = code.slice(start, node.getEnd()).replace(/(`|\$\{)$/, '');
    found.push({ start, text, isCss });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node)) {
      const tag = node.tag.getText(source);
      const { template } = node;
      if (ts.isNoSubstitutionTemplateLiteral(template)) {
        if (/^(css|html|svg)$/.test(tag)) add(template, tag === 'css');
      } else if (/^(html|svg)$/.test(tag)) {
        add(template.head, false);
        for (const span of template.templateSpans) add(span.literal, false);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.sort((a, b) => a.start - b.start);
}

function minifyMarkup(text: string): string {
  return text.replace(
    /(^|[<>])?\s*\n\s*([<>]|$)?/g,
    (_, before: string = '', after: string = '') => before + (before || after ? '' : ' ') + after,
  );
}

/** Compiles nothing for older browsers: the source itself contains what each engine needs. */
async function minifyCss(text: string): Promise<string> {
  if (text.includes('\\')) return text;
  const { code } = await transform(text, { loader: 'css', minify: true, target: 'esnext' });
  // White space around the value of a custom property, or before a fallback, means nothing.
  return code.trim().replace(/(--[\w-]+:|var\(--[\w-]+,) /g, '$1');
}
