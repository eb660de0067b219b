/** Error messages, which unfold and fold below their fields. */
import { css } from 'lit';

export const errorStyles = css`
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
  /* While it folds, the text is gone at once, and its space shrinks slowly. */
  .open > div {
    min-height: 23px;
  }
  .error {
    display: block;
    padding-block-start: 5px;
    color: var(--_wrong);
    font-size: 13px;
    line-height: 1.3847;
    text-align: start;
    overflow-wrap: anywhere;
  }
  form > .fold .error {
    padding-block: 2px 10px;
  }
  .rows + .fold .error {
    padding-block-start: 12px;
  }
`;
