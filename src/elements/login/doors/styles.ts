/** The styles of the cards of all doors beside a desktop's QR code. */
import { css } from 'lit';

export const doorStyles = css`
  .steps {
    display: grid;
    gap: 12px;
    margin: 16px 0 0;
    padding: 0 0 0 24px;
    padding-inline: 24px 0;
    text-align: start;
  }
  .steps span,
  .address {
    unicode-bidi: plaintext;
    overflow-wrap: anywhere;
  }
  .steps .digits {
    display: grid;
    justify-items: center;
    margin-block-start: 8px;
    padding-block: 12px 0;
    border-radius: var(--_radius);
    background: var(--_fill);
  }
  .steps bdi {
    display: flex;
    gap: 0.36em;
    font-size: 36px;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    line-height: 40px;
    -webkit-user-select: all;
    user-select: all;
    direction: ltr;
  }
  .steps .copy {
    background: #0000;
    color: inherit;
  }
  .steps small {
    white-space: normal;
  }
  a[part='button'] {
    display: inline-grid;
    box-sizing: border-box;
    place-items: center;
    min-height: 44px;
    padding: 0 20px;
    border: 1px solid #0000;
    border-radius: var(--_radius);
    outline-offset: 2px;
    background: var(--wechat-mp-button, #067a3b);
    color: var(--wechat-mp-on-button, #fff);
    font-weight: 600;
    text-decoration: none;
  }
  .step {
    width: 100%;
  }
  .picture {
    width: var(--_size);
    max-width: 100%;
    aspect-ratio: 1;
    margin: auto;
  }
  .picture img,
  img.account-code {
    position: static;
    width: 100%;
    height: auto;
    background: #fff;
    border-radius: 12px;
    /* iOS shows its menu, which saves or recognizes the picture. */
    -webkit-touch-callout: default;
  }
  .account-code {
    display: block;
    width: 160px;
    max-width: 100%;
    margin: 8px auto 0;
  }
  img.account-code {
    width: 160px;
  }
  .address {
    margin: 12px 0 0;
    font-size: 12px;
    line-height: 16px;
    user-select: all;
  }
  .beside {
    display: grid;
    justify-items: center;
    margin-block-start: 8px;
  }
  .beside button {
    background: #0000;
    color: inherit;
    font-weight: 500;
  }
  .beside button:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
    filter: none;
  }
`;
