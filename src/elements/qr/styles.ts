/** How the tile looks in each of its states. */
import { css } from 'lit';
import { baseStyles } from '../shared/base-styles.js';

/**
 * The tile is 225 px wide: an outline of 3, a gap of 3, a face of 213. In there, an address of 45
 * bytes, as WeChat issues them, has 33 modules and 8 for the quiet zone, at exactly 5 px each. In
 * other sizes, fit.ts decides.
 */
export const qrStyles = [
  baseStyles,
  css`
    :host {
      width: var(--wechat-mp-code-size, 225px);
      max-width: 100%;
    }
    .tile {
      /* Outline and gap, which are smaller on a small tile: 6 of 225 px. */
      --_edge: min(6px, 2.667%);
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
      inset: var(--_edge);
      display: grid;
      grid-template: 100%/100%;
      place-items: center;
      overflow: hidden;
      border-radius: var(--_corner, 8%);
      transition: background-color 0.2s;
    }
    /* Without an outline, the face looks as large as the tile. Its box stays: nothing may jump. */
    .blank,
    .loading {
      overflow: hidden;
    }
    .blank .face,
    .loading .face {
      border-radius: calc(var(--wechat-mp-tile-radius, 22px) - 6px);
      box-shadow: 0 0 0 6px var(--_fill);
      background: var(--_fill);
    }
    /* The QR code and the slotted content share one cell: the content is on top. */
    .face > * {
      display: block;
      grid-area: 1/1;
      position: relative;
    }
    .face > slot {
      display: grid;
      grid-template: 100%/100%;
      place-items: center;
      width: 100%;
      height: 100%;
    }
    .white .face {
      background: var(--_ground, #fff);
      color: #000;
      /* Focus outlines of slotted controls are drawn for a white background, too. */
      color-scheme: light;
    }
    /* A scanned QR code shrinks and fades out; a new one grows and fades in. */
    .code {
      max-width: 100%;
      height: auto;
      overflow: visible;
      fill: var(--_modules, #000);
      stroke: none;
      /* Cameras need the contrast that forced colours may take away. */
      forced-color-adjust: none;
      opacity: 0;
      scale: 0.9;
      transition: 0.25s;
      transition-property: opacity, scale;
    }
    img.code {
      width: 100%;
    }
    .white .code {
      opacity: 1;
      scale: 1;
    }
    /* Nobody should scan a QR code that is no longer valid. */
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
