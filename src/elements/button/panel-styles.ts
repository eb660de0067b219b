/** The looks of the panel: at the button, or at the lower edge of a small screen. */
import { css } from 'lit';

export const panelStyles = css`
  [part='panel'] {
    --_edge: var(--wechat-mp-border, #8485842b);
    --_surface: var(--wechat-mp-background, Canvas);
    position: fixed;
    inset: 0 auto auto 0;
    box-sizing: border-box;
    inline-size: min(344px, 100vw - 16px);
    max-inline-size: none;
    max-block-size: calc(100vh - 16px);
    margin: 0;
    padding: 0;
    border: 1px solid var(--_edge);
    border-radius: var(--wechat-mp-radius, 20px);
    overflow: auto;
    overscroll-behavior: contain;
    background: var(--_surface);
    color: var(--wechat-mp-text, CanvasText);
    box-shadow: var(--wechat-mp-shadow, 0 16px 48px -16px #0007);
    /* The page styles the text around the button, in a header perhaps: the panel does not inherit that. */
    font-weight: 400;
    letter-spacing: normal;
    text-align: center;
    text-transform: none;
    white-space: normal;
    cursor: auto;
    /* The largest possible value, for browsers without popovers. */
    z-index: 2147483647;
    animation: from-above 0.16s ease-out;
  }
  /* In dark mode, surfaces above the page are a little lighter. */
  @supports (color: light-dark(red, red)) {
    [part='panel'] {
      --_surface: var(--wechat-mp-background, light-dark(Canvas, #1b1d1c));
    }
  }
  /* A panel above its button enters from below: from the button. */
  [data-side='top'] {
    animation-name: from-below;
  }
  /* On a small screen: at the lower edge. */
  [part='panel'][data-modal] {
    inset: auto 0 0;
    inline-size: 100%;
    max-inline-size: 480px;
    max-block-size: calc(100vh - 24px);
    margin-inline: auto;
    border-block-end: 0;
    border-end-start-radius: 0;
    border-end-end-radius: 0;
    animation: from-below 0.2s ease-out;
  }
  /* dvh leaves out what the toolbars of a phone's browser cover. */
  @supports (height: 1dvh) {
    [part='panel'][data-modal] {
      max-block-size: calc(100dvh - 24px);
    }
  }
  [part='panel'][data-modal]::backdrop {
    background: #0007;
    animation: fade 0.2s;
  }
  .inside {
    padding: 4px 16px calc(24px + env(safe-area-inset-bottom, 0px));
    outline: 0;
  }
  /* A popover is never at the screen's edge, and needs no safe area. */
  [data-side] > .inside {
    padding-block-end: 24px;
  }
  [part='close'] {
    /* Stays in sight while the panel scrolls. */
    position: sticky;
    z-index: 1;
    inset-block-start: 4px;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    margin-block: 0 -8px;
    margin-inline: auto -12px;
    padding: 0;
    border: 1px solid #0000;
    border-radius: 50%;
    background: none;
    color: inherit;
    cursor: pointer;
  }
  [part='close']:hover {
    background: #84858421;
  }
  [part='close']:focus-visible {
    outline: 2px solid CanvasText;
    outline-offset: -4px;
  }
  [part='close'] svg {
    inline-size: 18px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
  }
  wechat-mp-login {
    margin-inline: auto;
  }
  @keyframes from-above {
    from {
      opacity: 0;
      translate: 0 -8px;
    }
  }
  @keyframes from-below {
    from {
      opacity: 0;
      translate: 0 24px;
    }
  }
  @keyframes fade {
    from {
      opacity: 0;
    }
  }
`;
