/** Draws every state on one sheet, light and dark, at half size, for the README and docs/looks.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import type { Page } from 'puppeteer-core';
import { addCss } from '../test/support/e2e/looks/sheet.js';
import { openStudio, shootPage, themes } from '../test/support/pictures/studio.js';

const style = `
  body { display: block; box-sizing: border-box; width: 1280px; padding: 56px 64px 64px; line-height: 1.4; }
  h1, h2, p { margin: 0; color: light-dark(#17201b, #eef2ef); letter-spacing: -0.01em; }
  h1 { font-size: 28px; font-weight: 650; }
  h1 + p { margin-block: 4px 0; font-size: 15px; color: light-dark(#5b6860, #98a39d); letter-spacing: 0; }
  h2 { grid-column: 1 / -1; margin-block: 44px 2px; font-size: 17px; font-weight: 600; }
  section { display: grid; grid-template-columns: repeat(6, 172px); gap: 24px; align-items: start; }
  figure { display: grid; gap: 10px; }
  figure > :first-child { zoom: 0.5; width: 344px; }
  figcaption { font-size: 11px; line-height: 15px; text-align: center; color: light-dark(#5b6860, #98a39d); }
`;

/** Titles in order, each with a pattern for the names of its cards. */
const groups: readonly (readonly [title: string, pattern: string])[] = [
  ['Signing in', '^(?!error|prompt)'],
  ['When something is in the way', '^error'],
  ['When a WeChat user has no account yet', '^prompt'],
];

/** The shop's picture as a data: URL. */
async function readAvatar(): Promise<string> {
  const file = await readFile(new URL('../demo/avatar.svg', import.meta.url), 'base64');
  return `data:image/svg+xml;base64,${file}`;
}

/** Gives the cards the shop's picture and a caption, and arranges them below the titles. */
async function arrange(page: Page, subtitle: string): Promise<void> {
  await page.evaluate(
    (titlesAndPatterns, avatar, subtitleText) => {
      for (const login of document.querySelectorAll('wechat-mp-login')) {
        const { state } = login;
        if (!state.shown) continue;
        const officialAccount = { ...state.shown.officialAccount, avatar };
        Object.assign(login, { state: { ...state, shown: { ...state.shown, officialAccount } } });
      }
      const head = document.createElement('header');
      // The page's policy requires Trusted Types, which take no markup as text.
      head.append(
        Object.assign(document.createElement('h1'), {
          textContent: 'Every state of <wechat-mp-login>',
        }),
        Object.assign(document.createElement('p'), { textContent: subtitleText }),
      );
      const figures = [...document.querySelectorAll('figure')];
      document.body.prepend(head);
      for (const [title, pattern] of titlesAndPatterns) {
        const section = document.createElement('section');
        section.append(Object.assign(document.createElement('h2'), { textContent: title }));
        for (const figure of figures.filter((each) => new RegExp(pattern).test(each.title))) {
          const caption = document.createElement('figcaption');
          caption.textContent = figure.title.replace(/^(error|prompt): /, '');
          figure.append(caption);
          section.append(figure);
        }
        document.body.append(section);
      }
    },
    groups,
    await readAvatar(),
    subtitle,
  );
}

/** Starts a new browser for each sheet, because one browser cannot take two pictures of this size. */
export async function contactSheet(folder: URL): Promise<void> {
  for (const theme of themes) {
    const studio = await openStudio();
    try {
      const page = await studio.open('states', { lang: 'en', width: 344 });
      await addCss(page, style);
      await arrange(page, `In ${theme}, at half its size. Texts in English.`);
      const file = new URL(`states-${theme}.png`, folder);
      await writeFile(file, PNG.sync.write(await shootPage(page, theme, 2)));
    } finally {
      await studio.stop();
    }
  }
}
