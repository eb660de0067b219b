/** `<wechat-mp-qr>`: a code and what happened to it. */
import { html, LitElement, nothing, svg } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { Dress } from './brand.js';
import type { CodePath } from './qr-path.js';
import { qrStyles } from '../shared/styles.js';

/**
 * `loading` no code yet · `ready` to be scanned · `veiled` it counts no longer · `busy`, then `done`,
 * after it was scanned · `blank` no code: a place for the slot alone.
 */
export type TileState = 'loading' | 'ready' | 'veiled' | 'busy' | 'done' | 'blank';

/** The tile, and what of it is outline and gap: the rest is the code's, its quiet zone included. */
const tilePx = 225;
const edgePx = 12;
/** Modules that stay white on every side, as ISO 18004 asks. */
const quiet = 4;
/** The tile's outline, from the middle of its top clockwise: what is left of the time ends there. */
const usualOutline =
  'M112.5 1.5h89a22 22 0 0 1 22 22v178a22 22 0 0 1-22 22h-178a22 22 0 0 1-22-22v-178a22 22 0 0 1 22-22z';
/** What a style sheet may want of the tile that has to be looked at first. */
const wishes = ['tile-radius', 'code-color', 'code-background', 'logo-size'];

let encode: ((text: string) => CodePath) | undefined;

/**
 * @summary A code on a white tile, the time left as its outline.
 * @tag wechat-mp-qr
 * @slot - What stands on top of the tile: a button, a picture, a sentence.
 * @fires {Event} error - The code cannot be drawn: the text is too long, or the encoder did not load.
 * @csspart tile - The tile.
 * @cssproperty [--wechat-mp-accent=#07a24f] - Colour of the time left.
 * @cssproperty [--wechat-mp-fill=#84858421] - Colour of the tile while there is no code.
 * @cssproperty [--wechat-mp-code-size=225px] - Width of the tile. WeChat's codes are sharpest at 176, 217 or 258px.
 * @cssproperty [--wechat-mp-tile-radius=22px] - Corners of the tile, at 225 px.
 * @cssproperty [--wechat-mp-code-color=#000] - Colour of the code's modules. What no camera may rely on is refused, with a warning.
 * @cssproperty [--wechat-mp-code-background=#fff] - Colour below the code.
 * @cssproperty [--wechat-mp-logo-size=22%] - Width of the logo's ground, of the code's; 28% at most.
 * @example <wechat-mp-qr value="https://example.com" label="Our address"></wechat-mp-qr>
 */
export class WechatMpQr extends LitElement {
  static override styles = qrStyles;
  static override properties = {
    value: {},
    label: {},
    state: {},
    logo: {},
    expiresAtMs: { type: Number, attribute: 'expires-at-ms' },
    lifetimeMs: { type: Number, attribute: 'lifetime-ms' },
  };

  /** Text to encode, 1663 bytes at most. */
  declare value?: string | undefined;
  /** The code's name for assistive technology. */
  declare label?: string | undefined;
  /** What to draw; `ready` unless set. */
  declare state?: TileState | undefined;
  /** Address of a picture for the middle of the code. */
  declare logo?: string | undefined;
  /** When the code stops counting, in milliseconds since 1970; no time left is drawn without it. */
  declare expiresAtMs?: number | undefined;
  /** How long it was to count in all, in milliseconds: the full outline. */
  declare lifetimeMs?: number | undefined;

  #code: CodePath | undefined;
  #dress: Dress | undefined;
  #wants = '';
  #clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The first time also without a text: the encoder comes while the page asks its backend for one.
    if (changed.has('value') || !this.hasUpdated) void this.#encode();
  }

  override render(): TemplateResult {
    const code = this.#code;
    const { value, state: given = 'ready' } = this;
    const state = value && !code && given === 'ready' ? 'loading' : given;
    const white = code && (state === 'ready' || state === 'veiled');
    const outline = this.#dress?.outline ?? usualOutline;
    const left = this.#left(state);
    return html`<div part="tile" class="tile ${state} ${white ? 'white' : ''}">
      <svg class="ring" viewBox="0 0 225 225" aria-hidden="true">
        <path d=${outline} opacity=".16" />
        <path
          class="left"
          d=${left > 0 ? outline : nothing}
          pathLength="100"
          stroke-dasharray="${left} 100"
        />
      </svg>
      <div class="face">${code ? this.#renderCode(code, state) : nothing}<slot></slot></div>
    </div>`;
  }

  protected override updated(): void {
    void this.#dressUp();
    clearInterval(this.#clock);
    if (!this.isConnected || !this.expiresAtMs || (this.state ?? 'ready') !== 'ready') return;
    // One look a second, and none while nobody sees it: what moves by itself costs every frame.
    this.#clock = setInterval(() => document.hidden || this.requestUpdate(), 1000);
  }

  /** Of the outline, in hundredths. */
  #left(state: TileState): number {
    const { expiresAtMs = 0, lifetimeMs = 1 } = this;
    if (state === 'ready') return Math.min((expiresAtMs - Date.now()) / lifetimeMs, 1) * 100;
    return state === 'done' ? 100 : state === 'busy' ? 24 : 0;
  }

  #renderCode({ size, path }: CodePath, state: TileState): TemplateResult {
    const units = size + 2 * quiet;
    // Whole pixels a module, so that no edge is blurred.
    const facePx = (this.offsetWidth || tilePx) - edgePx;
    const px = Math.max(1, Math.floor(facePx / units)) * units;
    return html`<svg
      class="code"
      width=${px}
      height=${px}
      viewBox="-${quiet} -${quiet} ${units} ${units}"
      shape-rendering="crispEdges"
      role="img"
      aria-label=${this.label ?? 'QR'}
      aria-hidden=${state !== 'ready'}
    >
      <path d=${path} />
      ${this.#dress?.logo?.(size)}
    </svg>`;
  }

  /** Another corner, colour or logo: loaded only where the page wants one. */
  async #dressUp(): Promise<void> {
    const { logo = '' } = this;
    const style = getComputedStyle(this);
    const said = wishes.map((name) => style.getPropertyValue(`--wechat-mp-${name}`));
    const own = [logo, ...said].join('');
    // A colour may be another one in the dark, where that of the words is too.
    const wants = own && own + style.color;
    if (wants === this.#wants) return;
    this.#wants = wants;
    // Without it, a code can be scanned all the same.
    const loaded = await import('./brand.js').catch(() => undefined);
    this.#dress = loaded?.dress(this.renderRoot.firstElementChild as HTMLElement, logo, svg);
    this.requestUpdate();
  }

  /** At once where the encoder is there already: a renewed code leaves no frame without one. */
  async #encode(): Promise<void> {
    const { value } = this;
    this.#code = undefined;
    try {
      if (!encode) {
        encode = (await import('./qr-path.js')).codePath;
        this.requestUpdate();
      }
      if (value && value === this.value) this.#code = encode(value);
    } catch {
      this.dispatchEvent(new Event('error'));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wechat-mp-qr': WechatMpQr;
  }
}
