/** One row of `<wechat-mp-identities>`: an identity, and the question whether to unlink it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { IdentitiesTerms } from '../../locales/terms/identities.js';
import type { LinkedIdentity } from '../../protocol/messages.js';
import type { ErrorCode } from '../../protocol/errors.js';
import { clip } from '../../protocol/graphemes.js';
import { formatDay } from './format-day.js';
import { problemText } from './problem-text.js';
import type { OpenRow } from './state.js';

export interface RowView {
  readonly identity: LinkedIdentity;
  readonly index: number;
  readonly open: OpenRow | undefined;
  /** Whether the time is needed because another row has the same account and day. */
  readonly showsTime: boolean;
  readonly terms: IdentitiesTerms;
  /** Language of the page, for the date. */
  readonly lang: string;
  /** A login for the step-up; undefined if the element knows no backend for it. */
  readonly renderStepUp: (() => TemplateResult) | undefined;
  readonly onOpen: () => void;
  readonly onStepUp: () => void;
  readonly onUnlink: () => void;
  readonly onClose: () => void;
}

export function renderRow(view: RowView): TemplateResult {
  const { identity, index, open, showsTime, terms, lang, onOpen } = view;
  const { officialAccount: name = terms.wechat, linkedAt } = identity;
  const day = formatDay(linkedAt, lang, terms, showsTime);
  const unlinkButton = html`<button
    part="button"
    id="unlink-${index}"
    aria-labelledby="unlink-${index} row-${index}"
    @click=${onOpen}
    .textContent=${terms.unlink}
  ></button>`;
  return html`<li part="row">
    <div class="row">
      <div id="row-${index}">
        <b><bdi translate="no" .textContent=${clip(name)}></bdi></b>
        <small .textContent=${day && terms.linked(day)}></small>
      </div>
      ${open ? nothing : unlinkButton}
    </div>
    ${open ? renderOpenRow(view, open) : nothing}
  </li>`;
}

/** Refusals after which the visitor can go on once they have confirmed in WeChat that it is them. */
const mendedByStepUp: readonly ErrorCode[] = ['confirmation_required', 'reauthentication_required'];

function renderOpenRow(view: RowView, open: OpenRow): TemplateResult {
  const { renderStepUp } = view;
  return open.step === 'step-up' && renderStepUp
    ? renderConfirmation(view, renderStepUp)
    : renderQuestion(view, open);
}

function renderConfirmation(
  { terms, onClose }: RowView,
  renderStepUp: () => TemplateResult,
): TemplateResult {
  return html`<div
    class="question step-up"
    @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && onClose()}
  >
    ${renderStepUp()}
    <button part="button" @click=${onClose} .textContent=${terms.keep}></button>
  </div>`;
}

function renderQuestion(
  { terms, renderStepUp, onUnlink, onStepUp, onClose }: RowView,
  open: OpenRow,
): TemplateResult {
  const isBusy = open.step === 'busy';
  const problem = open.step === 'refused' ? open.problem : undefined;
  const canUnlink = !problem || problem.retryable;
  const canStepUp = problem && renderStepUp && mendedByStepUp.includes(problem.code);
  const stepUpButton = html`<button
    part="button"
    @click=${onStepUp}
    .textContent=${terms.confirm}
  ></button>`;
  // With aria-disabled instead of disabled, the button keeps the focus.
  const confirmButton = html`<button
    part="button"
    class="confirm"
    aria-disabled=${isBusy}
    @click=${onUnlink}
    .textContent=${isBusy ? terms.unlinking : problem ? terms.retry : terms.unlink}
  ></button>`;
  return html`<div
    class="question"
    role="group"
    aria-labelledby="question"
    @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && onClose()}
  >
    <span id="question"
      ><bdi .textContent=${problem ? problemText(problem, terms) : terms.confirmUnlink}></bdi
    ></span>
    <div>
      ${canUnlink ? confirmButton : canStepUp ? stepUpButton : nothing}
      <button
        part="button"
        aria-disabled=${isBusy}
        @click=${onClose}
        .textContent=${canUnlink || canStepUp ? terms.keep : terms.close}
      ></button>
    </div>
  </div>`;
}
