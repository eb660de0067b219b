/** High-contrast themes drop backgrounds, so borders and system colours replace them. */
import { css } from 'lit';

export const forcedColorStyles = css`
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
`;
