/** What a screen reader announces: https://www.w3.org/TR/wai-aria-1.2/#dfn-live-region */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

export interface Announcement {
  /** Read out when the screen reader is done with what it reads. */
  readonly status?: unknown;
  /** Read out at once. */
  readonly alert?: unknown;
}

/** Both regions, always: one that is added together with its text is not announced. */
export function liveRegions({ status = '', alert = '' }: Announcement): TemplateResult {
  return html`<div class="visually-hidden" role="status">${status}</div>
    <div class="visually-hidden" role="alert">${alert}</div>`;
}

/** Announces each state once: the same state in another language is not news. */
export class LiveRegion<State extends object> {
  #translated: State | undefined;

  /** Announces nothing more about this state: it was announced already, in another language. */
  skip(state: State): void {
    this.#translated = state;
  }

  render(state: State, announcement: Announcement): TemplateResult {
    return liveRegions(state === this.#translated ? {} : announcement);
  }
}
