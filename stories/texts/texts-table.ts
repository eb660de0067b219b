/** Some languages side by side, sentence by sentence, each with its place in `texts`. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { languageNames } from './language-names.js';
import { rowsOf } from './texts-rows.js';
import type { Language, TagGroup, Row } from './texts-rows.js';
import './texts.css';

const names = {
  login: 'Login and button',
  binding: 'Binding prompts, and purpose="link"',
  stepUp: 'wechat-mp-login, purpose="step-up"',
  doors: 'Other ways than a QR code on a desktop',
  identities: 'List of a settings page',
} satisfies Record<TagGroup, string>;

/** A pair starts with a title. A function has one wording for each sample. */
function sentence({ wordings }: Row, lang: Language): TemplateResult {
  const parts = wordings[lang];
  return html`<div lang=${lang} dir=${lang === 'ar' ? 'rtl' : 'ltr'}>
    <span class="tag">${languageNames[lang]}</span>
    ${parts.map((variants, part) =>
      variants.map((wording, index) =>
        parts.length > 1 && part === 0
          ? html`<b>${wording}</b>`
          : html`<p class=${index ? 'or' : nothing}>${wording}</p>`,
      ),
    )}
  </div>`;
}

/** Long paths may break after a full stop or an underscore. */
const breakable = (path: string) => path.split(/(?<=[._])/).map((word) => html`${word}<wbr />`);

const row = (each: Row, languages: readonly Language[]): TemplateResult =>
  html`<li data-path=${each.path}>
    <code>${breakable(each.path)}${each.isFunction ? ' ƒ' : nothing}</code>
    ${languages.map((lang) => sentence(each, lang))}
  </li>`;

/** @param languages the columns */
export const textsTable = (languages: readonly Language[]): TemplateResult =>
  html`<div class="texts" .style=${`--columns: ${languages.length}`}>
    ${(Object.keys(names) as TagGroup[]).map(
      (group) =>
        html`<section data-group=${group}>
          <h2>${names[group]}</h2>
          <div class="languages" aria-hidden="true">
            <span></span
            >${languages.map((lang) => html`<span lang=${lang}>${languageNames[lang]}</span>`)}
          </div>
          <ul>
            ${rowsOf(group).map((each) => row(each, languages))}
          </ul>
        </section>`,
    )}
  </div>`;
