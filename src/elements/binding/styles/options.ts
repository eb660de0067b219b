/** The large buttons of a list: one way to continue, or one of several accounts. */
import { css } from 'lit';

export const optionStyles = css`
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
  .mirrored .go,
  [lang='ar'] .go {
    scale: -1 1;
  }
  .row > div,
  .option-text {
    min-width: 0;
  }
  .row b {
    font-size: 15px;
    line-height: 1.3334;
  }
  .option-text b,
  .option-text small {
    white-space: normal;
  }
  /* Names tell accounts apart, so they wrap instead of being cut; clip() limits their length. */
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
`;
