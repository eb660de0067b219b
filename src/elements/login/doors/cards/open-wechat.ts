/** Changes to WeChat from a phone's browser. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { DoorTerms } from '../../../../locales/terms/doors.js';

export function renderOpenWechat(terms: DoorTerms | undefined): TemplateResult {
  return html`<a
    part="button"
    class="next"
    href="weixin://"
    .textContent=${terms?.openWechat ?? ''}
  ></a>`;
}
