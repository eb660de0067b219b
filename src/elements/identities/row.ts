/** One WeChat in the list of `<wechat-mp-identities>`, and what is asked about it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { IdentitiesTerms } from '../../locales/terms/identities.js';
import type { LinkedIdentity } from '../../protocol/messages.js';
import { clip } from '../shared/account-row.js';
import type { OpenRow } from './state.js';
import { problemText } from './problem-text.js';
import { formatDay } from './dates.js';

export interface IdentityRow {
  readonly identity: LinkedIdentity;
  readonly index: number;
  readonly open: OpenRow | undefined;
  /** Whether another one was linked through the same account on the same day. */
  readonly isTwin: boolean;
  readonly terms: IdentitiesTerms;
  /** Language of the page. */
  readonly lang: string;
  readonly onAsk: () => void;
  readonly onUnlink: () => void;
  readonly onKeep: () => void;
}

export function identityRow(row: IdentityRow): TemplateResult {
  const { identity, index, open, isTwin, terms, lang, onAsk } = row;
  const { officialAccount: name = terms.wechat, linkedAt } = identity;
  const day = formatDay(linkedAt, lang, terms, isTwin);
  const unlink = html`<button
    part="button"
    id="unlink-${index}"
    aria-labelledby="unlink-${index} row-${index}"
    @click=${onAsk}
  >
    ${terms.unlink}
  </button>`;
  return html`<li part="row">
    <div class="row">
      <div id="row-${index}">
        <b><bdi>${clip(name)}</bdi></b> <small>${day && terms.linked(day)}</small>
      </div>
      ${open ? nothing : unlink}
    </div>
    ${open ? asked(row, open) : nothing}
  </li>`;
}

function asked({ terms, onUnlink, onKeep }: IdentityRow, open: OpenRow): TemplateResult {
  const isBusy = open.step === 'busy';
  const problem = open.step === 'refused' ? open.problem : undefined;
  const mayUnlink = !problem || problem.retryable;
  // Disabled for who hears it alone: a button that is, loses the focus.
  const sure = html`<button part="button" class="sure" aria-disabled=${isBusy} @click=${onUnlink}>
    ${isBusy ? terms.unlinking : problem ? terms.retry : terms.unlink}
  </button>`;
  return html`<div
    class="asked"
    role="group"
    aria-labelledby="asked"
    @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && onKeep()}
  >
    <span id="asked"><bdi>${problem ? problemText(problem, terms) : terms.sure}</bdi></span>
    <div>
      ${mayUnlink ? sure : nothing}
      <button part="button" aria-disabled=${isBusy} @click=${onKeep}>
        ${mayUnlink ? terms.keep : terms.close}
      </button>
    </div>
  </div>`;
}
