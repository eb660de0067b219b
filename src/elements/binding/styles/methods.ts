/** The choice among link methods: radio buttons that look like one segmented control. */
import { css } from 'lit';

export const methodStyles = css`
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
  /* The target is 44 px high, including the padding around it. */
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
    line-height: 1.2858;
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
`;
