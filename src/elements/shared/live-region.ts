/** What a screen reader announces: https://www.w3.org/TR/wai-aria-1.2/#dfn-live-region */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { words } from './words.js';

export interface Announcement {
  /** Read out when the screen reader is done with what it reads. */
  readonly status?: string | undefined;
  /** Read out at once. */
  readonly alert?: string | undefined;
}

/**
 * Both regions, always: one that is added together with its text is not announced.
 * @param alert an element with the text; a new element is announced even if its text is the same
 */
export function liveRegions(status: string | undefined, alert: unknown): TemplateResult {
  return html`<div class="visually-hidden" role="status" .textContent=${status ?? ''}></div>
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
    const { status, alert } = state === this.#translated ? {} : announcement;
    return liveRegions(status, words(alert));
  }
}
