/** `<wechat-mp-qr>`: a QR code on a tile that also shows the time left, and what happened to it. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { Brand } from './brand.js';
import { tell } from '../../client/advice/tell.js';
import { attributeValue } from '../../client/page/attribute-value.js';
import { loadWhenNeeded } from '../../client/load-when-needed.js';
import { WechatMpLoginError } from '../../protocol/errors.js';
import { StyleSheetsController } from '../shared/controllers/style-sheets-controller.js';
import { encodeQrCode } from './encode-qr-code.js';
import type { QrCode } from './encode-qr-code.js';
import { fitQrCode } from './fit.js';
import { qrStyles } from './styles.js';

/**
 * `loading`: no QR code yet. `ready`: it can be scanned. `veiled`: it is no longer valid. `busy`: it
 * was scanned. `done`: the visitor is signed in. `blank`: only the slotted content is shown.
 */
export type TileState = 'loading' | 'ready' | 'veiled' | 'busy' | 'done' | 'blank';

/** From the middle of the tile's top clockwise; the time left ends there. */
const defaultOutline =
  'M112.5 1.5h89a22 22 0 0 1 22 22v178a22 22 0 0 1-22 22h-178a22 22 0 0 1-22-22v-178a22 22 0 0 1 22-22z';
/** Custom properties that CSS alone cannot apply. */
const brandProperties = ['tile-radius', 'code-color', 'code-background', 'logo-size'];
/**
 * How often the tile is drawn again: with less time left, in another width, after zooming, or on a
 * screen with other pixels. An animation would redraw it in every frame.
 */
const tickMs = 1000;

/**
 * @summary A QR code on a white tile, with the time left as its outline.
 * @tag wechat-mp-qr
 * @slot - On top of the tile: a button, an icon, a sentence.
 * @fires {Event} error - The QR code cannot be drawn: the text is too long, or the picture did not load.
 * @csspart tile - The tile.
 * @cssproperty [--wechat-mp-accent=#07a24f] - Colour of the outline that shows the time left.
 * @cssproperty [--wechat-mp-fill=#84858421] - Colour of the tile while there is no QR code.
 * @cssproperty [--wechat-mp-code-size=225px] - Width of the tile. Below 120px, many cameras cannot read WeChat's QR codes, and the console says so.
 * @cssproperty [--wechat-mp-tile-radius=22px] - Corner radius of the tile, at a width of 225 px.
 * @cssproperty [--wechat-mp-code-color=#000] - Colour of the QR code's modules. A colour that cameras cannot read reliably is ignored, with a warning in the console.
 * @cssproperty [--wechat-mp-code-background=#fff] - Background of the QR code.
 * @cssproperty [--wechat-mp-logo-size=22%] - Width of the logo with its margin, relative to the QR code; at most 22%.
 * @example <wechat-mp-qr value="https://example.com" label="Our address"></wechat-mp-qr>
 */
export class WechatMpQr extends LitElement {
  static override styles = qrStyles;
  static override properties = {
    value: {},
    image: {},
    label: {},
    state: {},
    logo: {},
    expiresAtMs: { type: Number, attribute: 'expires-at-ms' },
    lifetimeMs: { type: Number, attribute: 'lifetime-ms' },
  };

  /** Text to encode, at most 1663 bytes. */
  declare value?: string | undefined;
  /** Address of a picture of the QR code, in place of a text to encode. */
  declare image?: string | undefined;
  /** Name of the QR code for assistive technology. */
  declare label?: string | undefined;
  /** What to show; `ready` unless set. */
  declare state?: TileState | undefined;
  /** Address of a picture for the middle of the QR code. */
  declare logo?: string | undefined;
  /** When the QR code expires, in milliseconds since 1970. Without it, no time left is shown. */
  declare expiresAtMs?: number | undefined;
  /** How long the QR code is valid in all, in milliseconds: the full outline. */
  declare lifetimeMs?: number | undefined;

  #qrCode: QrCode | undefined;
  #brand: Brand | undefined;
  /** The logo and the colours that `#brand` was drawn for. */
  #brandKey = '';
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    new StyleSheetsController(this);
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, attributeValue(this, name, value));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Starts the timer again if the element was moved.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value')) this.#encode();
  }

  override render(): TemplateResult {
    const qrCode = this.#qrCode;
    const { value, image, state: requested = 'ready' } = this;
    const state = value && !qrCode && requested === 'ready' ? 'loading' : requested;
    const isWhite = (qrCode || image) && (state === 'ready' || state === 'veiled');
    const outline = this.#brand?.outline ?? defaultOutline;
    const percentLeft = this.#percentLeft(state);
    return html`<div part="tile" class="tile ${state} ${isWhite ? 'white' : ''}">
      <svg class="ring" viewBox="0 0 225 225" aria-hidden="true">
        <path d=${outline} opacity=".16" />
        <path
          class="left"
          d=${percentLeft > 0 ? outline : nothing}
          pathLength="100"
          stroke-dasharray="${percentLeft} 100"
        />
      </svg>
      <div class="face">
        ${qrCode ? this.#renderQrCode(qrCode, state) : image ? this.#renderImage(image, state) : nothing}<slot
        ></slot>
      </div>
    </div>`;
  }

  protected override updated(): void {
    void this.#updateBrand();
    clearInterval(this.#timer);
    if (!this.isConnected || (this.state ?? 'ready') !== 'ready') return;
    this.#timer = setInterval(
      () => document.visibilityState === 'hidden' || this.requestUpdate(),
      tickMs,
    );
  }

  #renderQrCode({ size, units, path }: QrCode, state: TileState): TemplateResult {
    const px = fitQrCode(this.offsetWidth || 225, units);
    // The ground is part of the picture, because a browser may darken the backgrounds of styles. It
    // extends over the whole face.
    return html`<svg
      class="code"
      width=${px}
      height=${px}
      viewBox="-4 -4 ${units} ${units}"
      role="img"
      aria-label=${this.label ?? 'QR'}
      aria-hidden=${state !== 'ready'}
    >
      <rect x="-99" y="-99" width="999" height="999" fill="var(--_ground,#fff)" />
      <path d=${path} />
      ${this.#brand?.logo?.(size)}
    </svg>`;
  }

  #renderImage(image: string, state: TileState): TemplateResult {
    return html`<img
      class="code"
      src=${image}
      alt=${this.label ?? 'QR'}
      aria-hidden=${state !== 'ready'}
      @error=${this.#handleImageError}
    />`;
  }

  #handleImageError(): void {
    this.#reportError(new WechatMpLoginError('load_failed', { message: this.image }));
  }

  #reportError(error: unknown): void {
    this.dispatchEvent(new ErrorEvent('error', { error }));
  }

  /** How much of the outline is drawn. */
  #percentLeft(state: TileState): number {
    const { expiresAtMs = 0, lifetimeMs = 1 } = this;
    if (state === 'ready') return Math.min((expiresAtMs - Date.now()) / lifetimeMs, 1) * 100;
    // The length of the arc that runs around a busy tile.
    if (state === 'busy') return 24;
    return state === 'done' ? 100 : 0;
  }

  /**
   * Loads the module for colours, corners and the logo if the page asks for any of them, and the
   * module's warning if the tile is too small.
   */
  async #updateBrand(): Promise<void> {
    const { logo = '' } = this;
    const style = getComputedStyle(this);
    const values = brandProperties.map((name) => style.getPropertyValue(`--wechat-mp-${name}`));
    const { leastTilePx = 0 } = this.#qrCode ?? {};
    // A tile that is not displayed has no width.
    const neededPx = this.offsetWidth && this.offsetWidth < leastTilePx ? leastTilePx : '';
    const key = [logo, ...values, neededPx].join('');
    // If the text colour changes, as in dark mode, these colours may change too.
    const brandKey = key && key + style.color;
    if (brandKey === this.#brandKey) return;
    this.#brandKey = brandKey;
    // If it does not load, the QR code is drawn without them.
    const loaded = await loadWhenNeeded(() => import('./brand.js')).catch((error: unknown) => {
      // Once there is a network, the next update tries again.
      if (!navigator.onLine) this.#brandKey = '';
      else tell('failure', this, 'load_failed', String(error));
    });
    this.#brand = loaded?.applyBrand(
      this.renderRoot.firstElementChild as HTMLElement,
      logo,
      neededPx,
    );
    this.requestUpdate();
  }

  #encode(): void {
    const { value } = this;
    this.#qrCode = undefined;
    try {
      if (value) this.#qrCode = encodeQrCode(value);
    } catch (error) {
      this.#reportError(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wechat-mp-qr': WechatMpQr;
  }
}
