/**
 * What all tags have in common: colours, icons, motion. Colours are system colours, so the page's
 * `color-scheme` decides between light and dark, in every engine, and forced colours work without
 * further rules; one neutral for lines and surfaces works on light and dark. Lengths are in px: the
 * page's root font size must not change a component. There are no style attributes, which the
 * strictest Content Security Policies forbid.
 */
import { css } from 'lit';

export const baseStyles = css`
  :host {
    --_accent: var(--wechat-mp-accent, #07a24f);
    --_neutral: var(--wechat-mp-border, #8485842b);
    --_fill: var(--wechat-mp-fill, #84858421);
    --_radius: var(--wechat-mp-control-radius, 12px);
    --_raised: Canvas;
    --_surface: var(--wechat-mp-background, var(--_raised));
    --_text: var(--wechat-mp-text, CanvasText);
  }
  /* In dark mode, surfaces above the page are a little lighter. */
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
    /* Icons appear with a state, and should be noticed. */
    animation: in 0.25s;
  }
  /* Only for screen readers. */
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
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
