/**
 * How the prompts look, beside the looks of the card that they stand in: as high as its other states,
 * so that nothing jumps, and higher only where a form needs it.
 */
import { css } from 'lit';
import { loginStyles } from '../../shared/styles.js';

export const bindingStyles = [
  loginStyles,
  css`
    :host {
      /* Mixed with the text's own colour, an accent can be read on every ground. */
      --_ink: var(--_text);
      --_wrong: var(--_text);
      --_line: #848584;
      --_way: 1;
      max-width: none;
      /* What the title, the sentence, the tile and the account take in the other states. */
      min-height: calc(var(--_size, 225px) + var(--_rest, 146px));
    }
    @supports (color: color-mix(in srgb, red, red)) {
      :host {
        --_ink: color-mix(in srgb, var(--_accent) 55%, var(--_text));
        --_wrong: color-mix(in srgb, var(--wechat-mp-error, #e3202c) 64%, var(--_text));
        --_line: color-mix(in srgb, var(--_text) 44%, var(--_surface));
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
    /* The tile that was scanned gives way. */
    .prompt::before {
      position: absolute;
      inset: 86px 0 auto;
      width: calc(var(--_size, 225px) - 6px);
      height: calc(var(--_size, 225px) - 6px);
      margin: auto;
      border: 3px solid var(--_accent);
      border-radius: var(--wechat-mp-tile-radius, 22px);
      opacity: 0;
      animation: leave 0.4s;
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
      --_way: -1;
    }
    /* A class, as the selector for a direction is younger than some browsers of ours. */
    .mirrored {
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
    .rows {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 10px;
    }
    .row {
      display: flex;
      gap: 12px;
      align-items: center;
      width: 100%;
      min-height: 72px;
      padding: 13px;
      border-color: var(--_neutral);
      border-radius: calc(var(--_radius) + 2px);
      background: var(--_fill);
      color: inherit;
      text-align: start;
      transition: background-color 0.15s;
    }
    .row:hover {
      background: #8485842b;
      filter: none;
    }
    .row > svg,
    .row > .spin {
      flex: none;
      width: 20px;
      margin-inline-start: auto;
    }
    .row > svg {
      stroke-width: 2;
      opacity: 0.68;
      transition: translate 0.15s;
    }
    .row:hover > svg {
      translate: calc(2px * var(--_side, 1)) 0;
    }
    .mirrored .go {
      scale: -1 1;
    }
    .row > div,
    .words {
      min-width: 0;
    }
    .row b {
      font-size: 15px;
    }
    .words b,
    .words small {
      white-space: normal;
    }
    /* Names are what accounts are told apart by: whole, as they are clipped where they have no end. */
    .row > div b {
      white-space: normal;
    }
    .row small {
      font-weight: 400;
    }
    .row .avatar {
      width: 40px;
      height: 40px;
      border-radius: 10px;
      line-height: 40px;
    }
    .badge {
      display: grid;
      flex: none;
      place-items: center;
      width: 40px;
      height: 40px;
      border-radius: var(--_radius);
      background: var(--_fill);
      color: var(--_ink);
    }
    @supports (color: color-mix(in srgb, red, red)) {
      .badge {
        background: color-mix(in srgb, var(--_accent) 14%, #0000);
      }
    }
    .badge svg {
      width: 20px;
      stroke-width: 2;
    }
    fieldset {
      display: flex;
      flex-wrap: wrap;
      gap: 3px;
      margin: 0 0 16px;
      padding: 3px;
      border: 0;
      border-radius: calc(var(--_radius) + 1px);
      background: var(--_fill);
    }
    .pairs {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    [part='method'] {
      display: flex;
      position: relative;
      flex: 1 1 auto;
      min-width: 64px;
      max-width: 100%;
      margin: 0;
      font-size: 14px;
      font-weight: 400;
      cursor: pointer;
    }
    /* 44 px to press, with what is around. */
    [part='method'] input {
      position: absolute;
      inset: -3px 0;
      width: 100%;
      height: calc(100% + 6px);
      margin: 0;
      opacity: 0;
      cursor: inherit;
    }
    [part='method'] span {
      display: grid;
      flex: 1;
      place-items: center;
      min-width: 0;
      min-height: 38px;
      padding: 3px 10px;
      border-radius: calc(var(--_radius) - 2px);
      line-height: 18px;
      transition:
        background-color 0.15s,
        box-shadow 0.15s;
    }
    :checked + span {
      background: var(--_surface);
      background: light-dark(#fff, #ffffff24);
      box-shadow: 0 1px 4px #0003;
      font-weight: 600;
    }
    form {
      text-align: start;
      animation: in-place 0.25s;
    }
    .field {
      margin-block-end: 12px;
    }
    label {
      display: flex;
      flex-wrap: wrap;
      gap: 0 6px;
      align-items: center;
      margin-block-end: 5px;
      font-size: 13px;
      line-height: 18px;
      font-weight: 500;
    }
    label small {
      font-weight: 400;
    }
    .line {
      display: flex;
      gap: 8px;
    }
    .line input {
      box-sizing: border-box;
      flex: 1;
      /* Of no width of its own: a place that is as wide as what is in it must not widen for it. */
      width: 0;
      min-width: 0;
      height: 44px;
      margin: 0;
      padding: 0 12px;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: #0000;
      color: inherit;
      font: inherit;
      /* Below this, phones zoom in. */
      font-size: 16px;
      transition: border-color 0.15s;
    }
    /* Addresses and numbers have a direction of their own. */
    .line [type='tel'],
    .line [type='email'],
    .line .code {
      direction: ltr;
    }
    .line .code {
      font-size: 18px;
      font-variant-numeric: tabular-nums;
      letter-spacing: 0.16em;
    }
    input[aria-invalid='true'] {
      border-color: var(--_wrong);
    }
    input:focus-visible,
    button:focus-visible,
    :focus-visible + span {
      outline: 2px solid var(--_ink);
      outline-offset: 1px;
    }
    .line input:focus-visible {
      border-color: var(--_ink);
      outline-offset: -1px;
    }
    [part='hint'] {
      margin-block-start: 5px;
      white-space: normal;
    }
    /* From another place than the rest: on the phone, in the chat with this account. */
    .pictured {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      column-gap: 10px;
      margin-block: 16px;
      padding: 12px;
      border-radius: calc(var(--_radius) + 2px);
      background: var(--_fill);
    }
    .pictured:first-child {
      margin-block-start: 0;
    }
    .pictured > .avatar {
      grid-row: 1 / 3;
      margin-block-end: 10px;
    }
    .pictured > label {
      margin: 0;
    }
    .pictured > [part='hint'] {
      grid-area: 2 / 2;
      margin-block: 0 10px;
    }
    .pictured > .line,
    .pictured > .fold {
      grid-column: 1 / -1;
    }
    .pictured input {
      background: var(--_surface);
    }
    .avatar svg {
      width: 20px;
      margin: 8px;
    }
    .fold {
      display: grid;
      grid-template-rows: 0fr;
      transition: grid-template-rows 0.2s;
    }
    .open {
      grid-template-rows: 1fr;
    }
    .fold > div {
      min-height: 0;
      overflow: hidden;
      transition: min-height 0.2s;
    }
    /* What closes it takes its words away at once, and its place with a movement. */
    .open > div {
      min-height: 23px;
    }
    .error {
      display: block;
      padding-block-start: 5px;
      color: var(--_wrong);
      font-size: 13px;
      line-height: 18px;
      text-align: start;
      overflow-wrap: anywhere;
    }

    form > .fold .error {
      padding-block: 2px 10px;
    }
    .rows + .fold .error {
      padding-block-start: 12px;
    }
    .submit {
      display: flex;
      gap: 10px;
      align-items: center;
      justify-content: center;
      width: 100%;
      min-height: 46px;
      padding-block: 6px;
    }
    .submit > span {
      unicode-bidi: plaintext;
    }
    .quiet {
      flex: none;
      min-width: 92px;
      max-width: 50%;
      padding: 4px 12px;
      border-color: var(--_line);
      background: #0000;
      color: inherit;
      font-size: 13px;
      font-variant-numeric: tabular-nums;
      line-height: 16px;
    }
    .quiet:hover {
      background: var(--_fill);
      filter: none;
    }
    .quiet[aria-disabled='true'] {
      border-color: #0000;
      background: var(--_fill);
      font-weight: 400;
    }
    [aria-disabled='true'],
    [aria-disabled='true']:hover {
      cursor: default;
      filter: none;
    }
    .row[aria-disabled='true'] > :not(.spin),
    .quiet[aria-disabled='true'] > span {
      opacity: 0.68;
    }
    .row[aria-disabled='true'] small {
      opacity: 1;
    }
    .foot {
      margin-block: auto -12px;
      padding-block-start: 8px;
    }
    .text {
      background: #0000;
      color: var(--_ink);
      font-weight: 500;
    }
    .text:hover {
      text-decoration: underline;
      text-underline-offset: 3px;
    }
    .spin {
      display: inline-block;
      box-sizing: border-box;
      flex: none;
      width: 18px;
      height: 18px;
      border: 2px solid;
      border-inline-end-color: #0000;
      border-radius: 50%;
      animation: spin 0.8s linear infinite;
    }
    .quiet .spin {
      margin-block: auto;
    }
    .news {
      white-space: nowrap;
    }
    @media (forced-colors: active) {
      .row,
      .quiet,
      .submit,
      fieldset {
        border: 1px solid;
      }
      :checked + span {
        background: Highlight;
        color: HighlightText;
        forced-color-adjust: none;
      }
    }
    @keyframes enter {
      from {
        opacity: 0;
        translate: calc(16px * var(--_way) * var(--_side, 1)) 0;
      }
    }
    @keyframes in-place {
      from {
        opacity: 0;
      }
    }
    @keyframes leave {
      from {
        opacity: 0.9;
      }
      to {
        opacity: 0;
        scale: 0.55;
      }
    }
    @keyframes spin {
      to {
        rotate: 1turn;
      }
    }
  `,
];
