/** The form of a step: its fields, the error of the whole form, and the submit button. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { BindingState } from '../../../client/state.js';
import type { BindingTerms } from '../../../locales/terms/binding.js';
import type { Field } from '../../../protocol/messages.js';
import { avatarOf } from '../../shared/account-row.js';
import { clip } from '../../../protocol/graphemes.js';
import { chosenMethod, fieldsOf, resendWaitS } from '../derived-state.js';
import { chatDigitsField, wholeForm } from '../form/errors.js';
import { formatNumber } from '../numbers.js';
import { errorAt } from './binding-view.js';
import type { BindingView } from './binding-view.js';
import { renderErrorLine, renderField } from './field.js';
import { bindingIcon } from './icons.js';
import { words } from '../../shared/words.js';

export function renderForm(view: BindingView): TemplateResult {
  const { state, terms, handlers } = view;
  const { step, busy } = state;
  const option = step === 'link' ? chosenMethod(state) : undefined;
  const isBusy = busy === 'bind';
  const name = option?.method ?? step;
  return html`<form
    id="form:${name}"
    name=${name}
    method="post"
    novalidate
    @submit=${handlers.onSubmit}
    @input=${handlers.onInput}
    @keydown=${handlers.onKeyDown}
  >
    ${fieldsOf(state, terms).map((field) => renderFormField(view, field))}
    ${renderErrorLine(wholeForm, errorAt(view, wholeForm))}
    <button part="button" class="submit" aria-disabled=${busy ? 'true' : 'false'}>
      ${isBusy ? html`<i class="spin"></i>` : nothing}${words(isBusy ? terms.busy : submitLabel(state, terms))}
    </button>
  </form>`;
}

/** A method without fields has a label such as "Continue as Lin Xi", which says what the button does. */
function submitLabel(state: BindingState, { submit }: BindingTerms): string {
  if (state.step === 'create') return submit.create;
  const option = chosenMethod(state);
  if (option?.fields.length === 0) return clip(option.label);
  return submit.link;
}

function renderFormField(view: BindingView, field: Field): TemplateResult {
  const { state, terms, sentMethod } = view;
  const isChatDigits = field.name === chatDigitsField;
  const isVerificationCode = field.type === 'code' && !isChatDigits;
  return renderField({
    ...field,
    ...(isVerificationCode && sentMethod === state.method && { hint: terms.sent }),
    error: errorAt(view, field.name),
    optional: terms.optional,
    aside: isVerificationCode ? renderSendButton(view) : undefined,
    picture: isChatDigits ? renderChatPicture(state) : undefined,
    action: state.step === 'create' ? 'create' : 'link',
  });
}

/** The official account in whose chat the digits are shown. */
function renderChatPicture({ shown }: BindingState): TemplateResult {
  const account = shown?.officialAccount;
  return account ? avatarOf(account) : html`<span class="avatar">${bindingIcon('chat')}</span>`;
}

/** Sighted visitors see the seconds; a screen reader reads the button's name alone, which stays the same. */
function renderSendButton({ state, terms, sentMethod, handlers }: BindingView): TemplateResult {
  const seconds = resendWaitS(state, Date.now());
  const label = sentMethod === state.method ? terms.resend : terms.send;
  const isBusy = state.busy === 'send';
  const isLabelHidden = isBusy || seconds > 0;
  return html`<button
    type="button"
    part="send"
    class="quiet"
    aria-disabled=${isLabelHidden || state.busy ? 'true' : 'false'}
    @click=${handlers.onSend}
  >
    <span class=${isLabelHidden ? 'visually-hidden' : ''} .textContent=${label}></span>
    ${isBusy ? html`<i class="spin"></i>` : nothing}
    ${
      isLabelHidden && !isBusy
        ? html`<span
            aria-hidden="true"
            .textContent=${terms.resendIn(formatNumber(seconds, terms.lang))}
          ></span>`
        : nothing
    }
  </button>`;
}
