/** `<wechat-mp-debug>`: a timeline of the page's logins, for the developers of the page. */
import { html, LitElement, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { debugStyles } from './styles.js';
import { createTimeline, formatSeconds, isState } from './timeline.js';
import type { Timeline, TimelineEntry } from './timeline.js';

/**
 * @summary Shows what happens to every login of the page: a pill in the corner that opens a list.
 * @tag wechat-mp-debug
 * @example <wechat-mp-debug open></wechat-mp-debug>
 */
export class WechatMpDebug extends LitElement {
  static override styles = debugStyles;
  static override properties = {
    open: { type: Boolean, reflect: true, converter: { fromAttribute: isOpen } },
    isCopied: { state: true },
  };

  /** Whether the list is open. */
  declare open?: boolean | undefined;
  declare private isCopied?: boolean | undefined;

  #timeline: Timeline | undefined;
  /** Whether the list scrolls to each new entry: not while somebody reads further up. */
  #isAtEnd = true;

  constructor() {
    super();
    this.open = false;
  }

  /** The entries of the list. Undefined while the element is not on the page. */
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
    const last = entries.findLast(isState);
    return html`${this.open ? this.#renderPanel(entries) : nothing}
      <button
        class="pill"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-label="WeChat login timeline: ${last?.change ?? 'nothing yet'}"
        @click=${() => (this.open = !this.open)}
        @keydown=${this.#handleKeyDown}
      >
        <svg class="dot ${last?.change ?? ''}" viewBox="0 0 8 8" aria-hidden="true">
          <circle cx="4" cy="4" r="4" fill="currentColor" /></svg
        >${last?.change ?? 'no login yet'}
      </button>`;
  }

  protected override updated(): void {
    const list = this.renderRoot.querySelector('.list');
    if (list && this.#isAtEnd) list.scrollTop = list.scrollHeight;
  }

  #renderPanel(entries: readonly TimelineEntry[]): TemplateResult {
    const longestMs = Math.max(1, ...entries.map(({ lastedMs = 0 }) => lastedMs));
    return html`<section aria-label="WeChat login timeline" @keydown=${this.#handleKeyDown}>
      <header>
        <h2>wechat-mp-login</h2>
        <button @click=${this.#handleCopy}>${this.isCopied ? 'Copied' : 'Copy'}</button>
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
            : html`<p>Nothing yet. Every change of a login appears here.</p>`
        }
      </div>
    </section>`;
  }

  #renderEntry(entry: TimelineEntry, longestMs: number): TemplateResult {
    const { atMs, login, change, detail, lastedMs } = entry;
    return html`<li>
      <time>${formatSeconds(atMs)}</time>
      <span class="login">${login}</span>
      <span class="change"><b>${change}</b>${detail ? ` ${detail}` : ''}</span>
      <svg class="bar ${change}" viewBox="0 0 64 6" aria-hidden="true">
        ${
          lastedMs === undefined
            ? nothing
            : svg`<rect width=${Math.max(2, (lastedMs / longestMs) * 64)} height="6" rx="3" fill="currentColor" />`
        }
      </svg>
      <span class="lasted">${lastedMs === undefined ? '' : `${formatSeconds(lastedMs)}s`}</span>
    </li>`;
  }

  #handleChange(): void {
    this.isCopied = false;
    this.requestUpdate();
  }

  #handleScroll({ currentTarget }: Event): void {
    const { scrollTop, scrollHeight, clientHeight } = currentTarget as HTMLElement;
    this.#isAtEnd = scrollTop + clientHeight > scrollHeight - 8;
  }

  #handleKeyDown({ key }: KeyboardEvent): void {
    if (key !== 'Escape' || !this.open) return;
    this.open = false;
    this.renderRoot.querySelector<HTMLElement>('.pill')?.focus();
  }

  async #handleCopy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(String(this.#timeline));
      this.isCopied = true;
    } catch {
      // Without permission for the clipboard, select the text, so that it can be copied by hand.
      const list = this.renderRoot.querySelector('.list');
      if (list) getSelection()?.selectAllChildren(list);
    }
  }
}

/** React 18 and Vue write `false` as a word. */
function isOpen(value: string | null): boolean {
  if (value !== 'false') return value !== null;
  // eslint-disable-next-line no-console -- for the developer
  console.error(
    '<wechat-mp-debug> open="false" counts as no attribute. Leave it out, or see docs/frameworks.md#front-ends for your framework.',
  );
  return false;
}

declare global {
  interface HTMLElementTagNameMap {
    'wechat-mp-debug': WechatMpDebug;
  }
}
