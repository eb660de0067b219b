/**
 * The styles of the check mark once the visitor is signed in, of the button for another QR code, and of
 * Japanese sentences.
 */
import { css } from 'lit';

export const afterQrCodeStyles = css`
  .over .check {
    padding: 26px;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--wechat-mp-on-accent, #fff);
    stroke-width: 2.4;
    opacity: 1;
  }
  button .refresh {
    width: 16px;
    margin-inline-end: 8px;
    vertical-align: -3px;
    stroke-width: 2.2;
  }
  /* Between words, where the browser knows them, and never before a small letter. */
  [lang='ja'] p {
    line-break: strict;
    word-break: auto-phrase;
  }
  [lang='ko'] p {
    word-break: keep-all;
  }
`;
