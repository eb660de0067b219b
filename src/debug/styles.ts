/** The styles of the panel. System colours follow the page's `color-scheme`, and nothing moves. */
import { css } from 'lit';

export const debugStyles = css`
  :host {
    --_line: #8485844d;
    position: fixed;
    inset-block-end: 12px;
    inset-inline-end: 12px;
    z-index: 2147483647;
    display: grid;
    grid-template-columns: minmax(0, auto);
    justify-items: end;
    gap: 8px;
    max-width: calc(100vw - 24px);
    color: CanvasText;
    font:
      12px/16px ui-monospace,
      SFMono-Regular,
      Menlo,
      Consolas,
      monospace;
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  button,
  section {
    border: 1px solid var(--_line);
    background: Canvas;
    color: inherit;
    font: inherit;
  }
  button {
    min-height: 28px;
    padding: 0 10px;
    border-radius: 8px;
    cursor: pointer;
  }
  button:hover {
    border-color: currentColor;
  }
  :focus-visible {
    outline: 2px solid currentColor;
    outline-offset: 1px;
  }
  .pill {
    display: flex;
    gap: 8px;
    align-items: center;
    border-radius: 99px;
    box-shadow: 0 4px 16px -6px #0006;
  }
  section {
    box-sizing: border-box;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    width: 560px;
    max-width: 100%;
    height: min(420px, 100vh - 76px);
    border-radius: 14px;
    box-shadow: 0 16px 40px -16px #0008;
    overflow: hidden;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    align-items: center;
    padding: 8px 8px 8px 12px;
    border-block-end: 1px solid var(--_line);
  }
  h2 {
    flex: 1;
    margin: 0;
    font-size: inherit;
  }
  .list {
    overflow: auto;
    outline-offset: -3px;
  }
  p {
    margin: 12px;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 9ch minmax(0, 10ch) minmax(0, 1fr) 64px 8ch;
    gap: 0 10px;
    align-items: center;
    padding: 4px 12px;
  }
  li + li {
    border-block-start: 1px solid var(--_line);
  }
  time,
  .lasted {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .login {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .change {
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  svg {
    display: block;
    color: #7a7a7a;
    forced-color-adjust: auto;
  }
  .bar {
    width: 64px;
    height: 6px;
  }
  .dot {
    width: 8px;
    height: 8px;
  }
  .ready,
  .success {
    color: #07a24f;
  }
  .confirm,
  .approved,
  .binding {
    color: #2f81f7;
  }
  .error,
  .denied {
    color: #e5484d;
  }
  @media (max-width: 480px) {
    li {
      grid-template-columns: 8ch minmax(0, 1fr) 8ch;
    }
    .login {
      text-align: end;
      order: -1;
    }
    time {
      order: -2;
      text-align: start;
    }
    .lasted {
      order: -1;
    }
    .change {
      grid-column: 1 / -1;
    }
    .bar {
      display: none;
    }
  }
  @media (forced-colors: active) {
    svg {
      color: CanvasText;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
