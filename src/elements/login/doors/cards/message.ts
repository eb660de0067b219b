/**
 * By message: find the account, send the digits, confirm. Digits and steps are text that can be read
 * aloud. On a phone, the visitor copies the digits before the change to the chat.
 */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ShownMessage } from '../../../../client/state.js';
import { clip } from '../../../../protocol/graphemes.js';
import { renderDigits } from '../../confirm/digits.js';
import type { CardContext } from './context.js';
import { renderOpenWechat } from './open-wechat.js';
import { renderOutcome } from './outcome.js';
import { renderPicture } from './picture.js';
import { renderSteps, words } from './steps.js';

export function renderMessage(context: CardContext<ShownMessage>): TemplateResult {
  const { terms, where } = context;
  const find = renderFind(context);
  return where === 'desktop'
    ? renderSteps([find, renderTyped(terms?.send, context), words(terms?.confirm)])
    : renderSteps([renderTyped(terms?.take, context), find, words(terms?.sendAndConfirm)]);
}

function renderTyped(text: string | undefined, context: CardContext<ShownMessage>): TemplateResult {
  const { shown, terms, outcome, onCopy } = context;
  const { digits } = shown;
  return html`${words(text)}${renderDigits({
    digits,
    chat: terms,
    isCopied: outcome === 'copied',
    onCopy: (from) => onCopy(digits, from),
  })}${renderOutcome(outcome === 'not-copied' ? terms?.notCopied : undefined)}`;
}

/** With the account's own QR code where it can be scanned or pressed. It signs nobody in. */
function renderFind(context: CardContext<ShownMessage>): TemplateResult {
  const { shown, terms, where } = context;
  const { name, kind } = shown.officialAccount;
  const picture = renderAccountCode(context);
  const step = !picture ? 'find' : where === 'desktop' ? 'scanAccount' : 'holdAccount';
  return html`${words(terms?.[step](clip(name), kind))}${picture ?? nothing}${
    where === 'phone' ? renderOpenWechat(terms) : nothing
  }`;
}

/** Nothing on a phone, which cannot scan its own screen, and for a picture that does not load. */
function renderAccountCode(context: CardContext<ShownMessage>): TemplateResult | undefined {
  const { shown, terms, where, logo, pictureOf } = context;
  const { url = '', image } = shown;
  if (where === 'phone' || !(url || image)) return undefined;
  // WeChat recognizes nothing but an `<img>`.
  const isImage = Boolean(image) || where === 'wechat';
  if (isImage && pictureOf({ url, image }) === null) return undefined;
  return html`<div class="account-code">
    ${
      isImage
        ? renderPicture({ url, image }, terms?.accountPicture, context)
        : html`<wechat-mp-qr
            .value=${url}
            .label=${terms?.accountPicture}
            .logo=${logo}
          ></wechat-mp-qr>`
    }
  </div>`;
}
