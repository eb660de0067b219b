/** Layout and movement. The prompts are as high as the card's other states, and higher only if a form needs it. */
import { css } from 'lit';

export const promptStyles = css`
  :host {
    /* Mixed into the text colour, the accent has enough contrast on every background. */
    --_ink: var(--_text);
    --_wrong: var(--_text);
    --_line: var(--wechat-mp-field-border, #848584);
    --_direction: 1;
    max-width: none;
    /* As high as the title, sentence, tile and account of the other states. */
    min-height: calc(var(--_size, 225px) + var(--_rest, 146px));
  }
  @supports (color: color-mix(in srgb, red, red)) {
    :host {
      --_ink: color-mix(in srgb, var(--_accent) 55%, var(--_text));
      --_wrong: color-mix(in srgb, var(--wechat-mp-error, #e3202c) 64%, var(--_text));
      --_line: var(--wechat-mp-field-border, color-mix(in srgb, var(--_text) 44%, var(--_surface)));
    }
  }
  :host(:not([hidden])),
  .prompt,
  .step {
    display: flex;
    flex-direction: column;
  }
  .prompt,
  .step {
    flex: 1;
  }
  .prompt {
    position: relative;
  }
  /* The outline of the scanned tile, which shrinks and fades. */
  .prompt::before {
    position: absolute;
    inset: 86px 0 auto;
    width: calc(var(--_size, 225px) - 6px);
    height: calc(var(--_size, 225px) - 6px);
    margin: auto;
    border: 3px solid var(--_accent);
    border-radius: var(--wechat-mp-tile-radius, 22px);
    opacity: 0;
    animation: shrink 0.4s;
    content: '';
    pointer-events: none;
  }
  @media (prefers-reduced-motion) {
    .prompt::before {
      display: none;
    }
  }
  .step {
    animation: enter 0.28s cubic-bezier(0.2, 0.7, 0.3, 1);
  }
  .backward {
    --_direction: -1;
  }
  /* A class, because the selector for a direction needs Chromium 120: https://developer.mozilla.org/docs/Web/CSS/:dir */
  .mirrored,
  [lang='ar'] {
    --_side: -1;
  }
  h2 {
    outline: 0;
  }
  h2,
  p,
  b,
  small,
  label,
  button {
    overflow-wrap: anywhere;
  }
  @keyframes enter {
    from {
      opacity: 0;
      translate: calc(16px * var(--_direction) * var(--_side, 1)) 0;
    }
  }
  @keyframes shrink {
    from {
      opacity: 0.9;
    }
    to {
      opacity: 0;
      scale: 0.55;
    }
  }
`;
