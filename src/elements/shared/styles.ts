/**
 * How the tags look. Every visitor loads this, so it is short: system colours instead of a palette,
 * so that the page's `color-scheme` decides, in every engine, and forced colours are right by
 * themselves; one neutral for lines and fills that holds on light and dark. Sizes are in px, as a
 * page's root size must not reach in. No style attributes: the strictest policies hold.
 */
import { css } from 'lit';

const base = css`
  :host {
    --_accent: var(--wechat-mp-accent, #07a24f);
    --_neutral: var(--wechat-mp-border, #8485842b);
    --_fill: var(--wechat-mp-fill, #84858421);
    --_radius: var(--wechat-mp-control-radius, 12px);
    --_raised: Canvas;
    --_surface: var(--wechat-mp-background, var(--_raised));
    --_text: var(--wechat-mp-text, CanvasText);
  }
  /* In the dark, what lies above the page is a little lighter. */
  @supports (color: light-dark(red, red)) {
    :host {
      --_raised: light-dark(Canvas, #1b1d1c);
    }
  }
  :host(:not([hidden])) {
    display: block;
  }
  svg {
    fill: none;
    stroke: currentColor;
    stroke-linecap: round;
    stroke-linejoin: round;
    animation: in 0.25s;
  }
  @keyframes in {
    from {
      opacity: 0;
      scale: 0.9;
    }
  }
  @media (prefers-reduced-motion) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/**
 * 225 px: a ring of 3, a gap of 3, a face of 213. There, an address of 45 bytes, as WeChat's are
 * (33 modules, and 8 for the quiet zone), stands at exactly 5 px a module.
 */
export const qrStyles = [
  base,
  css`
    :host {
      width: var(--wechat-mp-code-size, 225px);
      max-width: 100%;
    }
    .tile {
      position: relative;
      aspect-ratio: 1;
    }
    .ring,
    .face {
      position: absolute;
      inset: 0;
      stroke-width: 3;
      animation: none;
    }
    .blank .ring,
    .loading .ring {
      opacity: 0;
    }
    .left {
      stroke: var(--_accent);
    }
    .face {
      inset: 6px;
      display: grid;
      place-items: center;
      overflow: hidden;
      border-radius: calc(var(--wechat-mp-tile-radius, 22px) - 5px);
      transition: background-color 0.2s;
    }
    .blank .face,
    .loading .face {
      background: var(--_fill);
      box-shadow: 0 0 0 6px var(--_fill);
    }
    .face > * {
      display: block;
      grid-area: 1/1;
      position: relative;
    }
    .white .face {
      background: var(--_ground, #fff);
      color: #000;
      /* The focus mark of what stands there, too. */
      color-scheme: light;
    }
    /* Scanned, it draws back into its middle; a new one comes out of it. */
    .code {
      max-width: 100%;
      height: auto;
      background: var(--_ground, #fff);
      fill: var(--_modules, #000);
      stroke: none;
      forced-color-adjust: none;
      opacity: 0;
      scale: 0.9;
      transition: 0.25s;
      transition-property: opacity, scale;
    }
    .white .code {
      opacity: 1;
      scale: 1;
    }
    .veiled .code {
      opacity: 0.15;
      filter: blur(3px);
    }
    .loading .face {
      animation: wait 1.6s infinite;
    }
    .busy .left {
      animation: run 1.4s linear infinite;
    }
    @keyframes wait {
      50% {
        opacity: 0.4;
      }
    }
    @keyframes run {
      to {
        stroke-dashoffset: -100;
      }
    }
  `,
];

export const loginStyles = [
  base,
  css`
    :host {
      max-width: var(--wechat-mp-width, 344px);
      font: 14px/20px var(--wechat-mp-font, system-ui, sans-serif);
      text-align: center;
    }
    :host([variant='compact']) {
      max-width: var(--wechat-mp-width, 248px);
    }
    :host([theme='dark']) {
      color-scheme: dark;
    }
    :host([theme='light']) {
      color-scheme: light;
    }
    [part='card'] {
      --_size: var(--wechat-mp-code-size, 225px);
      /* What stands above and below the tile. */
      --_rest: 146px;
      padding: var(--wechat-mp-padding, 28px 16px);
      border: 1px solid var(--_neutral);
      border-radius: var(--wechat-mp-radius, 20px);
      background: var(--_surface);
      color: var(--_text);
      box-shadow: var(--wechat-mp-shadow, 0 16px 40px -24px #0006);
      outline: 0;
    }
    ::slotted([slot='header']) {
      margin-block-end: 16px;
    }
    ::slotted([slot='help']:not([hidden])),
    ::slotted([slot='footer']:not([hidden])) {
      display: block;
      margin-block-start: 16px;
    }
    h2 {
      margin: 0;
      min-height: 28px;
      font-family: var(--wechat-mp-title-font, inherit);
      font-size: 20px;
      line-height: 28px;
      unicode-bidi: plaintext;
    }
    p {
      margin: 4px 0 14px;
      min-height: 40px;
      text-wrap: balance;
      unicode-bidi: plaintext;
    }
    p,
    small,
    .over > svg {
      opacity: 0.68;
    }
    wechat-mp-qr {
      width: var(--_size);
      margin: auto;
    }
    .over {
      display: grid;
      gap: 16px;
      justify-items: center;
      max-width: 100%;
    }
    .over bdi {
      direction: ltr;
      font-size: calc(var(--_size) * 0.18);
    }
    .over > svg {
      width: 44px;
      stroke-width: 1.5;
    }
    .over .check {
      padding: 26px;
      border-radius: 50%;
      background: var(--_accent);
      color: var(--wechat-mp-on-accent, #fff);
      stroke-width: 2.4;
      opacity: 1;
    }
    button {
      min-height: 44px;
      padding: 0 20px;
      border: 1px solid #0000;
      border-radius: var(--_radius);
      outline-offset: 2px;
      background: var(--wechat-mp-button, #067a3b);
      color: var(--wechat-mp-on-button, #fff);
      font: inherit;
      cursor: pointer;
    }
    .over .refresh {
      width: 16px;
      margin-inline-end: 8px;
      vertical-align: -3px;
      stroke-width: 2.2;
    }
    button:hover {
      filter: brightness(1.15);
    }
    b,
    h2,
    button,
    .avatar,
    .over bdi {
      font-weight: 600;
    }
    #account {
      display: flex;
      gap: 10px;
      align-items: center;
      justify-content: center;
      height: 40px;
      margin-block-start: 20px;
      text-align: start;
    }
    .avatar {
      position: relative;
      flex: none;
      width: 36px;
      height: 36px;
      border-radius: 9px;
      overflow: hidden;
      background: var(--_fill);
      line-height: 36px;
      text-align: center;
    }
    .avatar + .avatar {
      width: 96px;
      height: 12px;
    }
    img {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      object-fit: cover;
      background: var(--_raised);
    }
    #account div {
      min-width: 0;
    }
    b,
    small {
      display: block;
      overflow: hidden;
      white-space: nowrap;
      text-overflow: ellipsis;
    }
    small {
      font-size: 12px;
      line-height: 16px;
    }
    [variant='bare'] {
      padding: 0;
      border: 0;
      background: none;
      box-shadow: none;
    }
    [variant='compact'] {
      --_size: var(--wechat-mp-code-size, 176px);
      --_rest: 120px;
      padding: var(--wechat-mp-padding, 20px 12px);
    }
    [variant='compact'] h2 {
      min-height: 24px;
      font-size: 16px;
      line-height: 24px;
    }
    [variant='compact'] p {
      margin: 2px 0 10px;
      min-height: 36px;
      font-size: 13px;
      line-height: 18px;
    }
    [variant='compact'] #account {
      margin-block-start: 8px;
    }
    [variant='compact'] button {
      padding: 0 12px;
    }
    .news,
    .visually-hidden {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  `,
];
