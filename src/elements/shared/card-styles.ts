/** The card that the login, its prompts and the list of identities have in common. */
import { css } from 'lit';
import { baseStyles } from './base-styles.js';

export const cardStyles = [
  baseStyles,
  css`
    :host {
      max-width: var(--wechat-mp-width, 344px);
      /* Of the text, so that lines keep apart where a browser enlarges the text alone. */
      font: 14px/1.4286 var(--wechat-mp-font, system-ui, sans-serif);
      text-align: center;
    }
    :host([theme='dark']) {
      color-scheme: dark;
    }
    :host([theme='light']) {
      color-scheme: light;
    }
    [part='card'] {
      padding: var(--wechat-mp-padding, 28px 16px);
      border: 1px solid var(--_neutral);
      border-radius: var(--wechat-mp-radius, 20px);
      background: var(--_surface);
      color: var(--_text);
      box-shadow: var(--wechat-mp-shadow, 0 16px 40px -24px #0006);
      /* It can have the focus, but only by script. */
      outline: 0;
    }
    /* Whatever the direction of the page: among texts from right to left, a mirrored card is right. */
    [lang='ar'] {
      direction: rtl;
    }
    /* The heights of one title line and of two lines of text are kept while the texts load. */
    h2 {
      margin: 0;
      min-height: 28px;
      font-family: var(--wechat-mp-title-font, inherit);
      font-size: 20px;
      line-height: 1.4;
    }
    p {
      margin: 4px 0 14px;
      min-height: 40px;
      text-wrap: balance;
    }
    /* What others wrote may be of any direction, and a word of any length. */
    h2,
    p {
      unicode-bidi: plaintext;
      overflow-wrap: anywhere;
    }
    /* Secondary text: the text colour, whatever it is, but weaker. */
    p,
    small {
      opacity: 0.68;
    }
    button {
      min-height: 44px;
      padding: 0 20px;
      /* Forced colours draw borders, but no backgrounds. */
      border: 1px solid #0000;
      border-radius: var(--_radius);
      outline-offset: 2px;
      background: var(--wechat-mp-button, #067a3b);
      color: var(--wechat-mp-on-button, #fff);
      font: inherit;
      cursor: pointer;
    }
    button:hover {
      filter: brightness(1.15);
    }
    b,
    h2,
    button,
    .avatar {
      font-weight: 600;
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
    /* The placeholder's second part is a line where the name will be. */
    .avatar + .avatar {
      width: 96px;
      height: 12px;
    }
    /* Covers the initial; transparent pictures need a background for that. */
    img {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      object-fit: cover;
      background: var(--_raised);
    }
    /* Names can be of any length, and are cut at the end of their line. */
    b,
    small {
      display: block;
      overflow: hidden;
      unicode-bidi: plaintext;
      text-align: -webkit-match-parent;
      text-align: match-parent;
      white-space: nowrap;
      text-overflow: ellipsis;
    }
    small {
      font-size: 12px;
      line-height: 1.3334;
    }
  `,
];
