/** The languages beside each other, sentence by sentence, each with its place in `texts`. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { languages, rowsOf } from './texts-rows.js';
import type { Language, Room, Row } from './texts-rows.js';
import './texts.css';

const names = {
  login: 'Login and button',
  binding: 'Binding prompts, and purpose="link"',
  identities: 'List of a settings page',
} satisfies Record<Room, string>;

const tongues = {
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
} satisfies Record<Language, string>;

/** A pair has a title; a function has a wording for each of what it may be given. */
function sentence({ said }: Row, lang: Language): TemplateResult {
  const parts = said[lang];
  return html`<div lang=${lang}>
    <span class="tag">${tongues[lang]}</span>
    ${parts.map((wordings, part) =>
      wordings.map((wording, index) =>
        parts.length > 1 && part === 0
          ? html`<b>${wording}</b>`
          : html`<p class=${index ? 'or' : nothing}>${wording}</p>`,
      ),
    )}
  </div>`;
}

/** Long paths go on below after a full stop or an underscore. */
const breakable = (path: string) => path.split(/(?<=[._])/).map((word) => html`${word}<wbr />`);

const row = (each: Row): TemplateResult =>
  html`<li data-path=${each.path}>
    <code>${breakable(each.path)}${each.speaks ? ' ƒ' : nothing}</code>
    ${languages.map((lang) => sentence(each, lang))}
  </li>`;

export const textsTable = (): TemplateResult =>
  html`<div class="texts">
    ${(Object.keys(names) as Room[]).map(
      (room) =>
        html`<section data-room=${room}>
          <h2>${names[room]}</h2>
          <div class="languages" aria-hidden="true">
            <span></span
            >${languages.map((lang) => html`<span lang=${lang}>${tongues[lang]}</span>`)}
          </div>
          <ul>
            ${rowsOf(room).map(row)}
          </ul>
        </section>`,
    )}
  </div>`;
