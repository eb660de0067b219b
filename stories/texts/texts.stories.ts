/** Every sentence, a page's own texts, and two languages that put the layout to the test. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { expect, waitFor } from 'storybook/test';
import type { LoginState, Texts, WechatMpLogin } from 'wechat-mp-login';
import { pseudoState, pseudoTexts } from '../support/pseudo.js';
import { hebrewTexts } from '../support/rtl-texts.js';
import { allSamples, bindingVariants, showState } from '../support/samples/states.js';
import { rowsOf } from './texts-rows.js';
import type { Language } from './texts-rows.js';
import { textsTable } from './texts-table.js';

export default {
  title: 'Texts',
  // texts.mdx is their documentation page.
  tags: ['!autodocs'],
  parameters: { controls: { disable: true } },
} satisfies Meta;

const titleIn = (element: WechatMpLogin): string => {
  const prompts = element.shadowRoot?.querySelector('wechat-mp-binding');
  return (prompts ?? element).shadowRoot?.querySelector('h2')?.textContent.trim() ?? '';
};

/** Draws a state without a login, so that errors are not written to the console. */
const drawn = (state: LoginState, texts: Texts): TemplateResult =>
  html`<wechat-mp-login
    manual
    data-drawn
    .texts=${texts}
    ${ref((element) => {
      const login = element as WechatMpLogin | undefined;
      // The tag sets its own first state when it connects.
      if (login) queueMicrotask(() => showState(login, state));
    })}
  ></wechat-mp-login>`;

const samples = { ...allSamples, ...bindingVariants };

const everySample = (texts: Texts, dir: 'ltr' | 'rtl', translate = (state: LoginState) => state) =>
  html`<div class="state-samples" dir=${dir}>
    ${Object.values(samples).map((state) => drawn(translate(state), texts))}
  </div>`;

const titlesMatch =
  (pattern: RegExp): NonNullable<StoryObj['play']> =>
  async ({ canvasElement }) => {
    const logins = [...canvasElement.querySelectorAll('wechat-mp-login')];
    expect(logins.length).toBeGreaterThan(50);
    await waitFor(
      () => expect(logins.map(titleIn).filter((title) => !pattern.test(title))).toEqual([]),
      { timeout: 20_000 },
    );
  };

/** All texts of some languages, read from the locale files. */
const sentencesIn = (...languages: readonly Language[]): StoryObj => ({
  render: () => textsTable(languages),
  play: ({ canvasElement }) => {
    for (const group of ['login', 'binding', 'stepUp', 'doors', 'identities'] as const) {
      const found = canvasElement.querySelectorAll<HTMLElement>(`[data-group=${group}] li`);
      expect([...found].map(({ dataset }) => dataset['path'])).toEqual(
        rowsOf(group).map(({ path }) => path),
      );
      for (const each of found) {
        const found = each.querySelectorAll(languages.map((lang) => `[lang=${lang}]`).join());
        expect(found.length).toBe(languages.length);
      }
    }
  },
});

export const AllSentences: StoryObj = sentencesIn('zh-Hans', 'zh-Hant', 'en');

export const InJapaneseAndKorean: StoryObj = sentencesIn('en', 'ja', 'ko');

export const InSouthEastAsia: StoryObj = sentencesIn('vi', 'th', 'id', 'ms');

export const InEurope: StoryObj = sentencesIn('ru', 'es', 'fr', 'de', 'pt');

export const InArabic: StoryObj = sentencesIn('en', 'ar');

const ownTexts: Texts = {
  messages: {
    expired: ['That took a while', 'Here is a new code whenever you like.'],
    rate_limited: [undefined, ({ wait }) => `Have a tea, and come back in ${wait || 'a while'}.`],
  },
  refresh: 'New code, please',
};

/** A page may replace some texts. All others stay as they are, in the language of the page. */
export const OwnTexts: StoryObj = {
  render: () =>
    html`${drawn(samples['expired']!, ownTexts)} ${drawn(samples['error: rate_limited']!, ownTexts)}`,
  play: async ({ canvasElement }) => {
    const [expired, limited] = canvasElement.querySelectorAll('wechat-mp-login');
    await waitFor(() => {
      expect(expired && titleIn(expired)).toBe('That took a while');
      expect(limited?.shadowRoot?.querySelector('p')?.textContent).toContain('Have a tea');
    });
  },
};

/** English with an accent on each letter and a third longer. A text without accents is not translatable yet. */
export const PseudoLocale: StoryObj = {
  render: () => everySample(pseudoTexts, 'ltr', pseudoState),
  play: titlesMatch(/^⟦.+⟧$/),
};

/** Some texts in Hebrew; all others stay in the language of the page. */
export const RightToLeft: StoryObj = {
  render: () => everySample(hebrewTexts, 'rtl'),
  play: titlesMatch(/./),
};
