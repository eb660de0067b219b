/** The fields of a form. */
import { css } from 'lit';

export const fieldStyles = css`
  form {
    text-align: start;
    animation: appear 0.25s;
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
    line-height: 1.3847;
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
    /* Without a width of its own, so that it cannot widen a container that fits its content. */
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
    /* Safari on iPhones zooms into inputs with smaller text. */
    font-size: 16px;
    line-height: 1.25;
    transition: border-color 0.15s;
  }
  /* Addresses and numbers run from left to right in every language. */
  .line [type='tel'],
  .line [type='email'],
  .line .code {
    direction: ltr;
  }
  .line .code {
    font-size: 18px;
    line-height: 1.1112;
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
  /* The digits come from the phone, from the chat with this account. */
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
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
`;
