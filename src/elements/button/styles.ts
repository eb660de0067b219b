/**
 * The looks of the button before it is pressed. White text on WeChat's green would have a contrast
 * of 2.3 to 1; this dark text has 7.3. Everything else has system colours, so the page's
 * `color-scheme` and forced colours work without further rules.
 */
import { css } from 'lit';

export const buttonStyles = css`
  :host {
    --_background: var(--wechat-mp-button-background, #07c160);
    --_text: var(--wechat-mp-button-color, #04210f);
    --_edge: var(--wechat-mp-button-border, #0000);
    position: relative;
    font: 14px/1.4286 var(--wechat-mp-font, system-ui, sans-serif);
  }
  :host([look='neutral']) {
    --_background: var(--wechat-mp-button-background, Canvas);
    --_text: var(--wechat-mp-button-color, CanvasText);
    --_edge: var(--wechat-mp-button-border, #84858480);
  }
  :host(:not([hidden])) {
    display: inline-block;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  [part='button'] {
    position: relative;
    display: inline-flex;
    gap: 10px;
    align-items: center;
    justify-content: center;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 44px;
    margin: 0;
    padding: 8px 18px;
    border: 1px solid var(--_edge);
    border-radius: var(--wechat-mp-button-radius, 12px);
    background: var(--_background);
    color: var(--_text);
    font: inherit;
    font-size: 15px;
    line-height: 1.3334;
    font-weight: 600;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: #0000;
  }
  [part='button']:focus-visible {
    outline: 2px solid CanvasText;
    outline-offset: 2px;
  }
  /* Hover and press: a thin layer of the text colour, darker on light and lighter on dark. */
  [part='button']::after {
    content: '';
    position: absolute;
    inset: -1px;
    border-radius: inherit;
    background: currentColor;
    opacity: 0;
    transition: opacity 0.12s;
  }
  [part='button']:hover::after {
    opacity: 0.07;
  }
  [part='button']:active::after,
  [aria-expanded='true']::after {
    opacity: 0.13;
  }
  [part='button']:disabled {
    opacity: 0.45;
    cursor: not-allowed;
  }
  [part='button']:disabled::after {
    opacity: 0;
  }
  [part='icon'] {
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    fill: currentColor;
    fill-rule: evenodd;
  }
  .busy {
    fill: none;
    stroke: currentColor;
    stroke-width: 2.4;
    stroke-linecap: round;
    animation: turn 0.9s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  /* Keeps the place of the label until its text is there. */
  .wait {
    opacity: 0;
  }
  /* The message below the button moves nothing on the page. */
  .trouble {
    position: absolute;
    z-index: 1;
    inset-block-start: calc(100% + 8px);
    left: 0;
    box-sizing: border-box;
    inline-size: max-content;
    max-inline-size: min(280px, var(--_room));
    padding: 8px 12px;
    border: 1px solid #0000;
    border-radius: 12px;
    background: var(--wechat-mp-error, #b3261e);
    color: #fff;
    text-align: start;
    white-space: normal;
  }
  .trouble.right {
    right: 0;
    left: auto;
  }
  .trouble b {
    display: block;
  }
  @media (prefers-reduced-motion) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;
