/** The styles of the list, on top of those of the card. */
import { css } from 'lit';
import { cardStyles } from '../shared/card-styles.js';

export const identitiesStyles = [
  cardStyles,
  css`
    :host {
      max-width: 560px;
      text-align: start;
    }
    [part='card'] {
      padding: 24px 20px 12px;
    }
    h2 {
      outline: 0;
    }
    /* The texts are isolated inside, so that every line starts at the side where the page starts. */
    h2,
    p {
      unicode-bidi: isolate;
    }
    p {
      margin: 4px 0 12px;
      min-height: 20px;
      text-wrap: pretty;
    }
    ul {
      margin: 0;
      padding: 0;
      /* With 'none', VoiceOver in Safari announces no list: https://developer.mozilla.org/docs/Web/CSS/list-style#accessibility */
      list-style-type: '';
    }
    /* Placeholder, message and row have one height, so that nothing jumps when the list arrives. */
    li,
    .instead {
      padding-block: 12px;
      border-block-start: 1px solid var(--_neutral);
    }
    .row,
    .instead {
      display: flex;
      gap: 12px;
      align-items: center;
      /* In the narrowest card, the date takes two lines. */
      min-height: 52px;
    }
    .instead {
      flex-wrap: wrap;
      justify-content: flex-end;
    }
    .instead > span {
      flex: 1 1 180px;
    }
    /* A long name must not widen the row. */
    .row > div {
      flex: 1;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
    }
    b {
      justify-self: start;
      max-width: 100%;
      unicode-bidi: plaintext;
    }
    small {
      white-space: normal;
    }
    .bar {
      display: block;
      width: 40%;
      height: 12px;
      margin-block: 8px;
      border: 1px solid #0000;
      border-radius: 6px;
      background: var(--_fill);
      animation: wait 1.6s infinite;
    }
    .bar + .bar {
      width: 60%;
    }
    @keyframes wait {
      50% {
        opacity: 0.4;
      }
    }
    .question {
      display: flex;
      flex-wrap: wrap;
      gap: 12px;
      justify-content: flex-end;
      align-items: center;
      padding-block-start: 8px;
      animation: in 0.25s;
    }
    /* The login for the step-up has the whole width, and the way back is below it. */
    .step-up {
      flex-direction: column;
      align-items: center;
    }
    wechat-mp-login {
      width: 100%;
    }
    .question > div {
      display: flex;
      flex-wrap: wrap;
      gap: 12px;
      justify-content: flex-end;
    }
    .question > span {
      flex: 1 1 220px;
    }
    button {
      flex: none;
      background: var(--_fill);
      color: inherit;
      unicode-bidi: plaintext;
    }
    .confirm {
      background: var(--wechat-mp-error, #b3261e);
      color: #fff;
    }
    [aria-disabled='true'] {
      cursor: default;
      opacity: 0.68;
      filter: none;
    }
  `,
];
