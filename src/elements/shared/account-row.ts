/** Shows an account by picture and name. Both come from outside, and may be anything. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Account } from '../../protocol/messages.js';
import { clip, initialOf } from '../../protocol/graphemes.js';
import { words } from './words.js';

/** The picture. The name's initial lies below it, and shows if there is no picture or it does not load. */
export function avatarOf({ name, avatar }: Account): TemplateResult {
  return html`<span class="avatar" aria-hidden="true"
    >${words(initialOf(name))}${
      avatar
        ? html`<img
            src=${avatar}
            alt=""
            referrerpolicy="no-referrer"
            @load=${showIfLoaded}
            @error=${showIfLoaded}
          />`
        : nothing
    }</span
  >`;
}

function showIfLoaded({ target, type }: Event): void {
  (target as HTMLImageElement).hidden = type === 'error';
}

/** @param note one line below the name */
export function accountRow(account: Account, note: string | undefined): TemplateResult {
  return html`${avatarOf(account)}
    <div>
      <b><bdi translate="no" .textContent=${clip(account.name)}></bdi></b
      ><small .textContent=${note ?? ''}></small>
    </div>`;
}

/** A square and a line in the places of picture and name, while these load. */
export const accountPlaceholder = html`<i class="avatar"></i><i class="avatar"></i>`;
