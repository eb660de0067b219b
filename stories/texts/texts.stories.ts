/** Every sentence, a page's own in their place, and two languages that show what a layout bears. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { expect, waitFor } from 'storybook/test';
import type { LoginState, Texts, WechatMpLogin } from 'wechat-mp-login';
import { pseudoState, pseudoTexts } from '../support/pseudo.js';
import { hebrewTexts } from '../support/rtl-texts.js';
import { allSamples, bindingVariants, showState } from '../support/sample-states.js';
import { languages, rowsOf } from './texts-rows.js';
import { textsTable } from './texts-table.js';

export default {
  title: 'Texts',
  // Their page is texts.mdx.
  tags: ['!autodocs'],
  parameters: { controls: { disable: true } },
} satisfies Meta;

const titleIn = (element: WechatMpLogin): string => {
  const prompts = element.shadowRoot?.querySelector('wechat-mp-binding');
  return (prompts ?? element).shadowRoot?.querySelector('h2')?.textContent.trim() ?? '';
};

/** Drawn, without a login: what is wrong is not told to the developer. */
const drawn = (state: LoginState, texts: Texts): TemplateResult =>
  html`<wechat-mp-login
    manual
    data-drawn
    .texts=${texts}
    ${ref((element) => {
      const login = element as WechatMpLogin | undefined;
      // As the tag connects, it puts itself at the beginning.
      if (login) queueMicrotask(() => showState(login, state));
    })}
  ></wechat-mp-login>`;

const samples = { ...allSamples, ...bindingVariants };

const everySample = (texts: Texts, dir: 'ltr' | 'rtl', say = (state: LoginState) => state) =>
  html`<div class="samples-in-words" dir=${dir}>
    ${Object.values(samples).map((state) => drawn(say(state), texts))}
  </div>`;

const saysIn =
  (words: RegExp): NonNullable<StoryObj['play']> =>
  async ({ canvasElement }) => {
    const logins = [...canvasElement.querySelectorAll('wechat-mp-login')];
    expect(logins.length).toBeGreaterThan(50);
    await waitFor(
      () => expect(logins.map(titleIn).filter((title) => !words.test(title))).toEqual([]),
      { timeout: 20_000 },
    );
  };

/** From the locale files: nothing here is written twice. */
export const AllSentences: StoryObj = {
  render: textsTable,
  play: ({ canvasElement }) => {
    for (const room of ['login', 'binding', 'identities'] as const) {
      const found = canvasElement.querySelectorAll<HTMLElement>(`[data-room=${room}] li`);
      expect([...found].map(({ dataset }) => dataset['path'])).toEqual(
        rowsOf(room).map(({ path }) => path),
      );
      for (const each of found) {
        expect(each.querySelectorAll(languages.map((lang) => `[lang=${lang}]`).join()).length).toBe(
          3,
        );
      }
    }
  },
};

const ownWords: Texts = {
  messages: {
    expired: ['That took a while', 'Here is a new code whenever you like.'],
    rate_limited: [undefined, ({ wait }) => `Have a tea, and come back in ${wait || 'a while'}.`],
  },
  refresh: 'New code, please',
};

/** What is left out stays ours, in the language of the page. */
export const OwnWords: StoryObj = {
  render: () =>
    html`${drawn(samples['expired']!, ownWords)} ${drawn(samples['error: rate_limited']!, ownWords)}`,
  play: async ({ canvasElement }) => {
    const [expired, limited] = canvasElement.querySelectorAll('wechat-mp-login');
    await waitFor(() => {
      expect(expired && titleIn(expired)).toBe('That took a while');
      expect(limited?.shadowRoot?.querySelector('p')?.textContent).toContain('Have a tea');
    });
  },
};

/** A third longer than English, with an accent on each letter: what has none was left out. */
export const PseudoLocale: StoryObj = {
  render: () => everySample(pseudoTexts, 'ltr', pseudoState),
  play: saysIn(/^⟦.+⟧$/),
};

/** Some sentences in Hebrew; the others stay in the language of the page. */
export const RightToLeft: StoryObj = {
  render: () => everySample(hebrewTexts, 'rtl'),
  play: saysIn(/./),
};
