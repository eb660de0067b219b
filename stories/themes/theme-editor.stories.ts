/** The theme editor, and that the CSS that it prints does what the cards show. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { tags } from '../docs/manifest.js';
import { isComplete } from './editor/preview.js';
import './editor/theme-editor.js';
import './editor/theme-editor.css';
import type { ThemeEditor } from './editor/theme-editor.js';
import { shortName } from './editor/words.js';

export default {
  title: 'Theme editor',
  tags: ['!autodocs'],
  parameters: { controls: { disable: true } },
} satisfies Meta;

const timeout = 30_000;

async function untilMeasured(editor: ThemeEditor): Promise<void> {
  await waitFor(() => expect(isComplete(editor)).toBe(true), { timeout });
  await waitFor(() => expect(editor.problems).toBeDefined(), { timeout });
}

function choose(editor: ThemeEditor, theme: string): void {
  const select = editor.querySelector('select');
  if (!select) throw new Error('There is nothing to start from.');
  select.value = theme;
  select.dispatchEvent(new Event('change'));
}

/** Types into the field of a custom property. */
function type(editor: ThemeEditor, property: string, text: string, index = 0): void {
  const inputs = editor.querySelectorAll<HTMLInputElement>(
    `[data-property='${property}'] input[type=text]`,
  );
  const input = inputs[index];
  if (!input) throw new Error(`${property} has no field.`);
  input.value = text;
  input.dispatchEvent(new Event('input'));
}

/** What a theme changes, as the browser computes it, of every card in both schemes. */
function looksOf(editor: ThemeEditor): string[] {
  return [...editor.querySelectorAll('.scheme > wechat-mp-login')].map(({ shadowRoot }) => {
    const card = shadowRoot?.querySelector('[part=card]');
    if (!card) throw new Error('There is no card.');
    const { backgroundColor, color, borderRadius, borderColor, padding, boxShadow, fontFamily } =
      getComputedStyle(card);
    return [
      backgroundColor,
      color,
      borderRadius,
      borderColor,
      padding,
      boxShadow,
      fontFamily,
    ].join();
  });
}

/** Change a value: the cards show it, and the CSS below them is what to copy. */
export const Editor: StoryObj = {
  name: 'Theme editor',
  render: (_args, { globals }) => {
    const { language } = globals as { language: string };
    return html`<theme-editor lang=${language === 'pseudo' ? 'en' : language}></theme-editor>`;
  },
  play: async ({ canvasElement, step }) => {
    const editor = canvasElement.querySelector('theme-editor');
    if (!editor) throw new Error('There is no editor.');
    await untilMeasured(editor);

    await step('every custom property of the manifest has a field with a name', async () => {
      const names = new Set(
        tags.flatMap(({ cssProperties = [] }) => cssProperties.map(({ name }) => name)),
      );
      const rows = [...editor.querySelectorAll<HTMLElement>('[data-property]')];
      await expect(rows.map(({ dataset }) => dataset['property']).sort()).toEqual(
        [...names].sort(),
      );
      for (const lang of ['en', 'zh-Hans', 'zh-Hant'] as const) {
        await expect([...names].filter((name) => shortName(name, lang) === name)).toEqual([]);
      }
    });

    await step('the default look needs no CSS and has enough contrast', async () => {
      await expect(editor.css).toBe('');
      await expect(editor.problems).toEqual([]);
    });

    await step('a pale text is reported, and is no longer after a reset', async () => {
      type(editor, '--wechat-mp-text', '#bbb');
      await waitFor(() => expect(editor.problems?.length).toBeGreaterThan(0), { timeout });
      type(editor, '--wechat-mp-text', 'no colour');
      await expect(editor.css).toContain('#bbb');
      editor.querySelector<HTMLElement>('[data-property="--wechat-mp-text"] .reset')?.click();
      await waitFor(() => expect(editor.problems).toEqual([]), { timeout });
      await expect(editor.css).toBe('');
    });

    await step('a ready theme can be the start', async () => {
      choose(editor, 'pastel');
      await waitFor(() => expect(editor.css).toContain('#6457d6'));
      await waitFor(() => expect(editor.querySelector('pre')?.textContent).toBe(editor.css));
    });

    await step('the printed CSS alone does what the cards show', async () => {
      choose(editor, 'neon');
      type(editor, '--wechat-mp-radius', '13px');
      const code = (): string => editor.querySelector('pre')?.textContent ?? '';
      await waitFor(() => expect(code()).toContain('--wechat-mp-radius: 13px'));
      const shown = looksOf(editor);
      const own = [...document.adoptedStyleSheets];
      document.adoptedStyleSheets = [];
      await expect(looksOf(editor)).not.toEqual(shown);
      const printed = new CSSStyleSheet();
      printed.replaceSync(code());
      document.adoptedStyleSheets = [printed];
      const alone = looksOf(editor);
      document.adoptedStyleSheets = own;
      await expect(alone).toEqual(shown);
      await expect(new Set(alone).size).toBe(2);
    });
  },
};
