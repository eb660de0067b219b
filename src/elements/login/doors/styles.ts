/** The styles of the cards of all doors beside a desktop's QR code. */
import { css } from 'lit';

export const doorStyles = css`
  .steps {
    display: grid;
    gap: 16px;
    margin: 0;
    padding: 0;
    counter-reset: step;
    list-style: none;
    text-align: start;
  }
  .steps li {
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr);
    column-gap: 12px;
    /* The number is on the line of the words, or of the label, beside it. */
    align-items: baseline;
    counter-increment: step;
  }
  .steps li > * {
    grid-column: 2;
  }
  .steps li > * + :not(.outcome) {
    margin-block-start: 8px;
  }
  .steps li::before {
    content: counter(step);
    height: 24px;
    /* Forced colours draw borders, but no backgrounds. */
    border: 1px solid #0000;
    border-radius: 50%;
    background: var(--_fill);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    line-height: 24px;
    text-align: center;
  }
  .steps span,
  .address {
    unicode-bidi: plaintext;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  /* Beside its number, whatever the direction of its language. */
  .steps span {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .steps .digits {
    display: flex;
    flex-flow: row wrap;
    gap: 4px 12px;
    align-items: center;
    padding: 6px;
    border: 1px solid #0000;
    border-radius: var(--_radius);
    background: var(--_fill);
  }
  .steps .digits bdi {
    display: flex;
    /* Where the button is on a line of its own, it fills it. */
    flex: 999 0 auto;
    flex-wrap: wrap;
    gap: 0.36em;
    justify-content: start;
    max-width: 100%;
    box-sizing: border-box;
    padding-inline: 10px 0;
    font-size: 32px;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    line-height: 1.375;
    -webkit-user-select: all;
    user-select: all;
    direction: ltr;
  }
  .steps .digits bdi span {
    overflow-wrap: normal;
  }
  .steps .digits .copy {
    flex: 1 0 auto;
    padding: 0 14px;
    background: var(--_surface);
    color: inherit;
  }
  .outcome {
    white-space: normal;
  }
  .outcome span:not(:empty) {
    display: block;
    margin-block-start: 6px;
  }
  a[part='button'] {
    display: grid;
    box-sizing: border-box;
    place-items: center;
    min-height: 44px;
    padding: 6px 20px;
    border: 1px solid #0000;
    border-radius: var(--_radius);
    outline-offset: 2px;
    background: var(--wechat-mp-button, #067a3b);
    color: var(--wechat-mp-on-button, #fff);
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    -webkit-tap-highlight-color: transparent;
  }
  /* What comes next stands back behind what comes first. */
  .steps .next {
    border-color: var(--_neutral);
    background: var(--_fill);
    color: inherit;
  }
  a[part='button']:hover {
    filter: brightness(1.15);
  }
  .authorize a,
  .elsewhere [part='button'] {
    width: 100%;
    min-height: 50px;
    font-size: 16px;
    line-height: 1.25;
  }
  .picture {
    width: var(--_size);
    max-width: 100%;
    aspect-ratio: 1;
    margin: auto;
    overflow: hidden;
    border: 1px solid var(--_neutral);
    /* No rounder than the quiet zone of the QR code allows. */
    border-radius: min(var(--wechat-mp-tile-radius, 12px), 16px);
    background: #fff;
  }
  .picture img {
    position: static;
    display: block;
    width: 100%;
    height: 100%;
    object-fit: contain;
    background: #fff;
    /* iOS shows its menu, which saves or recognizes the picture. */
    -webkit-touch-callout: default;
  }
  .save {
    --_size: 176px;
    margin-block-end: 20px;
  }
  .account-code {
    --_size: 144px;
  }
  .address {
    display: -webkit-box;
    margin: 12px 0 0;
    min-height: 16px;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    line-clamp: 3;
    font-size: 12px;
    line-height: 1.3334;
    -webkit-user-select: all;
    user-select: all;
  }
  [role='tablist'] {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-block-end: 16px;
    padding: 4px;
    border-radius: var(--_radius);
    background: var(--_fill);
  }
  [role='tab'] {
    flex: 1 1 auto;
    max-width: 100%;
    padding-inline: 12px;
    overflow: hidden;
    unicode-bidi: plaintext;
    background: #0000;
    color: inherit;
    font-weight: 500;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [role='tab']:hover {
    filter: none;
  }
  [role='tab'][aria-selected='true'] {
    background: var(--_raised);
    font-weight: 600;
    /* Forced colours draw no backgrounds. */
    border-color: var(--_neutral);
  }
  @media (forced-colors: active) {
    [role='tab'][aria-selected='true'] {
      border-color: Highlight;
    }
  }
  .beside {
    display: grid;
    justify-items: center;
    /* The buttons have room of their own around their words. */
    margin-block: 8px -12px;
  }
  [part='beside'] {
    padding: 0 12px;
    background: none;
    color: inherit;
    font-weight: 500;
  }
  [part='beside']:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
    filter: none;
  }
`;
