/** Whose account this is: a picture and a name from outside, which may be anything. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Account } from '../../protocol/messages.js';

/** What a line can show and a voice should read: names have no end of their own. */
export function clip(name: string): string {
  return /^.{0,64}/su.exec(name)?.[0] ?? '';
}

/** A picture that does not load gives way to the initial below it. */
function settle({ target, type }: Event): void {
  (target as HTMLImageElement).hidden = type === 'error';
}

/** The picture, or the initial where there is none. */
export function avatarOf({ name, avatar }: Account): TemplateResult {
  return html`<span class="avatar" aria-hidden="true"
    >${/\S/u.exec(name)?.[0]}${
      avatar
        ? html`<img
            src=${avatar}
            alt=""
            referrerpolicy="no-referrer"
            @load=${settle}
            @error=${settle}
          />`
        : nothing
    }</span
  >`;
}

export function accountRow(account: Account, note: string | undefined): TemplateResult {
  return html`${avatarOf(account)}
    <div>
      <b><bdi>${clip(account.name)}</bdi></b
      ><small>${note}</small>
    </div>`;
}
