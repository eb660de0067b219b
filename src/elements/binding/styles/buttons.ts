/** The submit, send and back buttons, and the spinner. */
import { css } from 'lit';

export const buttonStyles = css`
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
    line-height: 1.231;
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
  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }
`;
