/** Draws the content of the card of `<wechat-mp-identities>` from its state. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { IdentitiesTerms } from '../../locales/terms/identities.js';
import type { LinkedIdentity } from '../../protocol/messages.js';
import { formatDay } from './format-day.js';
import { problemText } from './problem-text.js';
import { renderRow } from './row.js';
import type { IdentitiesProblem, IdentitiesState, OpenRow } from './state.js';

export interface IdentitiesView {
  readonly state: IdentitiesState;
  readonly terms: IdentitiesTerms;
  /** Language of the page, for dates. */
  readonly lang: string;
  /** A login for the step-up; undefined if the element knows no backend for it. */
  readonly renderStepUp: (() => TemplateResult) | undefined;
  readonly onOpen: (id: string, index: number) => void;
  readonly onStepUp: () => void;
  readonly onUnlink: () => void;
  readonly onClose: () => void;
  readonly onRetry: () => void;
}

export function renderBody(view: IdentitiesView): TemplateResult | typeof nothing {
  const { state, terms } = view;
  switch (state.type) {
    case 'loading':
      return renderPlaceholder();
    case 'list':
      return state.identities.length > 0
        ? renderRows(view, state.identities, state.open)
        : renderEmpty(terms);
    case 'error':
      return state.problem ? renderProblem(view, state.problem) : nothing;
    default:
      return state satisfies never;
  }
}

/** Two grey bars in place of a row, while the list or the texts are loading. */
export function renderPlaceholder(): TemplateResult {
  return html`<div class="instead">
    <span><i class="bar"></i><i class="bar"></i></span>
  </div>`;
}

function renderEmpty({ empty }: IdentitiesTerms): TemplateResult {
  return html`<div class="instead">
    <span><bdi .textContent=${empty}></bdi></span>
  </div>`;
}

function renderRows(
  view: IdentitiesView,
  identities: readonly LinkedIdentity[],
  open: OpenRow | undefined,
): TemplateResult {
  const { terms, lang, onOpen } = view;
  const accountAndDay = ({ officialAccount, linkedAt }: LinkedIdentity): string =>
    `${officialAccount ?? ''} ${formatDay(linkedAt, lang, terms)}`;
  const row = (identity: LinkedIdentity, index: number): TemplateResult =>
    renderRow({
      ...view,
      identity,
      index,
      open: open?.id === identity.id ? open : undefined,
      showsTime:
        identities.filter((each) => accountAndDay(each) === accountAndDay(identity)).length > 1,
      onOpen: () => onOpen(identity.id, index),
    });
  return html`<ul>
    ${repeat(identities, ({ id }) => id, row)}
  </ul>`;
}

function renderProblem(
  { terms, onRetry }: IdentitiesView,
  problem: IdentitiesProblem,
): TemplateResult {
  const retryButton = html`<button
    part="button"
    @click=${onRetry}
    .textContent=${terms.retry}
  ></button>`;
  return html`<div class="instead">
    <span><bdi .textContent=${problemText(problem, terms)}></bdi></span
    >${problem.retryable ? retryButton : nothing}
  </div>`;
}
