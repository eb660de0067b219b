/** The buttons that offer other ways to sign in, below the card's main part. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Where } from '../../../client/doors/choose-doors.js';
import type { DoorTerms } from '../../../locales/terms/doors.js';
import type { Method } from '../../../protocol/messages.js';

export function renderBeside(
  methods: readonly Method[],
  where: Where,
  terms: DoorTerms | undefined,
  onChoose: (method: Method) => void,
): TemplateResult | typeof nothing {
  // Without its words, a button would be drawn twice, in two widths.
  if (!terms || methods.length === 0) return nothing;
  return html`<div class="beside">
    ${methods.map(
      (method) =>
        html`<button
          part="beside"
          @click=${() => onChoose(method)}
          .textContent=${labelOf(method, where, terms)}
        ></button>`,
    )}
  </div>`;
}

function labelOf(method: Method, where: Where, terms: DoorTerms): string {
  if (method === 'oauth') return terms.authorize;
  if (method === 'scan') return terms.byQrCode;
  return where === 'desktop' ? terms.cannotScan : terms.byMessage;
}
