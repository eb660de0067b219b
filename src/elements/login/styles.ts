/** The styles of the login's card, on top of those of every card: the tile, and the variants. */
import { css } from 'lit';
import { cardStyles } from '../shared/card-styles.js';

export const loginStyles = [
  cardStyles,
  css`
    :host([variant='compact']) {
      max-width: var(--wechat-mp-width, 248px);
    }
    /* The prompts use both to be as high as the other states, so that nothing jumps. */
    [part='card'] {
      --_size: var(--wechat-mp-code-size, 225px);
      /* The height of everything above and below the tile. */
      --_rest: 146px;
    }
    ::slotted([slot='header']) {
      margin-block-end: 16px;
    }
    ::slotted([slot='terms']:not([hidden])),
    ::slotted([slot='help']:not([hidden])),
    ::slotted([slot='footer']:not([hidden])) {
      display: block;
      margin-block-start: 16px;
    }
    wechat-mp-qr {
      width: var(--_size);
      margin: auto;
    }
    .over {
      display: grid;
      gap: 16px;
      justify-items: center;
      max-width: 100%;
    }
    .over > svg {
      width: 44px;
      stroke-width: 1.5;
      opacity: 0.68;
    }
    /* Without a tile: the icon is before the title, and the button has the place of the tile. */
    h2 svg {
      width: 24px;
      margin-inline-end: 6px;
      vertical-align: -5px;
      stroke-width: 1.8;
    }
    .low {
      min-height: 20px;
    }
    .action {
      min-height: 46px;
    }
    #account {
      display: flex;
      gap: 10px;
      align-items: center;
      justify-content: center;
      min-height: 40px;
      margin-block-start: 20px;
      text-align: start;
    }
    /* Lets a long name be cut, where a flex item would grow with it. */
    #account div {
      min-width: 0;
    }
    [variant='bare'] {
      padding: 0;
      border: 0;
      background: none;
      box-shadow: none;
    }
    [variant='compact'] {
      --_size: var(--wechat-mp-code-size, 176px);
      --_rest: 120px;
      padding: var(--wechat-mp-padding, 20px 12px);
    }
    [variant='compact'] h2 {
      min-height: 24px;
      font-size: 16px;
      line-height: 1.5;
    }
    [variant='compact'] p {
      margin: 2px 0 10px;
      min-height: 36px;
      font-size: 13px;
      line-height: 1.3847;
    }
    [variant='compact'] #account {
      margin-block-start: 8px;
    }
    [variant='compact'] button {
      padding: 0 12px;
    }
  `,
];
