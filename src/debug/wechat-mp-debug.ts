/** `<wechat-mp-debug>`: a timeline of the page's logins, for whoever builds the page. */
import { html, LitElement, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { debugStyles } from './styles.js';
import { createTimeline, secondsOf, type Timeline, type TimelineEntry } from './timeline.js';

/**
 * @summary What every login of the page went through: closed a pill in a corner, open a list.
 * @tag wechat-mp-debug
 * @example <wechat-mp-debug open></wechat-mp-debug>
 */
export class WechatMpDebug extends LitElement {
  static override styles = debugStyles;
  static override properties = {
    open: { type: Boolean, reflect: true },
    copied: { state: true },
  };

  /** Whether the list is shown. */
  declare open?: boolean | undefined;
  declare private copied?: boolean | undefined;

  #timeline: Timeline | undefined;
  /** The newest is at the end, and stays in sight unless somebody reads further up. */
  #follows = true;

  /** What has been seen so far. */
  get timeline(): Timeline | undefined {
    return this.#timeline;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timeline ??= createTimeline({ onChange: () => this.#handleChange() });
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#timeline?.stop();
    this.#timeline = undefined;
  }

  override render(): TemplateResult {
    const entries = this.#timeline?.entries ?? [];
    const last = entries.findLast(({ what }) => !what.endsWith(' event'));
    return html`${this.open ? this.#renderPanel(entries) : nothing}
      <button
        class="pill"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-label="WeChat login timeline: ${last?.what ?? 'nothing yet'}"
        @click=${() => (this.open = !this.open)}
        @keydown=${this.#handleKey}
      >
        <svg class="dot ${last?.what ?? ''}" viewBox="0 0 8 8" aria-hidden="true">
          <circle cx="4" cy="4" r="4" fill="currentColor" /></svg
        >${last?.what ?? 'no login yet'}
      </button>`;
  }

  protected override updated(): void {
    const list = this.renderRoot.querySelector('.list');
    if (list && this.#follows) list.scrollTop = list.scrollHeight;
  }

  #renderPanel(entries: readonly TimelineEntry[]): TemplateResult {
    const longestMs = Math.max(1, ...entries.map(({ lastedMs = 0 }) => lastedMs));
    return html`<section aria-label="WeChat login timeline" @keydown=${this.#handleKey}>
      <header>
        <h2>wechat-mp-login</h2>
        <button @click=${this.#handleCopy}>${this.copied ? 'Copied' : 'Copy'}</button>
        <button @click=${() => this.#timeline?.clear()}>Clear</button>
        <button @click=${() => this.remove()}>Remove</button>
      </header>
      <div
        class="list"
        role="region"
        aria-label="Entries, oldest first"
        tabindex="0"
        @scroll=${this.#handleScroll}
      >
        ${
          entries.length > 0
            ? html`<ol>
                ${entries.map((entry) => this.#renderEntry(entry, longestMs))}
              </ol>`
            : html`<p>Nothing yet: a login that changes is written down here.</p>`
        }
      </div>
    </section>`;
  }

  #renderEntry(entry: TimelineEntry, longestMs: number): TemplateResult {
    const { atMs, login, what, detail, lastedMs } = entry;
    return html`<li>
      <time>${secondsOf(atMs)}</time>
      <span class="login">${login}</span>
      <span class="what"><b>${what}</b>${detail ? ` ${detail}` : ''}</span>
      <svg class="bar ${what}" viewBox="0 0 64 6" aria-hidden="true">
        ${
          lastedMs === undefined
            ? nothing
            : svg`<rect width=${Math.max(2, (lastedMs / longestMs) * 64)} height="6" rx="3" fill="currentColor" />`
        }
      </svg>
      <span class="lasted">${lastedMs === undefined ? '' : `${secondsOf(lastedMs)}s`}</span>
    </li>`;
  }

  #handleChange(): void {
    this.copied = false;
    this.requestUpdate();
  }

  #handleScroll({ currentTarget }: Event): void {
    const { scrollTop, scrollHeight, clientHeight } = currentTarget as HTMLElement;
    this.#follows = scrollTop + clientHeight > scrollHeight - 8;
  }

  #handleKey({ key }: KeyboardEvent): void {
    if (key !== 'Escape' || !this.open) return;
    this.open = false;
    this.renderRoot.querySelector<HTMLElement>('.pill')?.focus();
  }

  async #handleCopy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(String(this.#timeline));
      this.copied = true;
    } catch {
      // Without leave for the clipboard, it is marked, to be copied by hand.
      const list = this.renderRoot.querySelector('.list');
      if (list) getSelection()?.selectAllChildren(list);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wechat-mp-debug': WechatMpDebug;
  }
}
