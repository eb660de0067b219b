/** The prompts as they are drawn, each step from its state alone; `<wechat-mp-binding>` keeps the rest. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import type { BindingState } from '../../../client/state.js';
import type { BindingTerms } from '../../../locales/terms/binding.js';
import type { Choice, Field } from '../../../protocol/messages.js';
import { accountRow, avatarOf, clip } from '../../shared/account-row.js';
import { errorLine, fieldRow } from './field.js';
import { bindingIcon } from './icons.js';
import { formatNumber } from '../numbers.js';
import { chatDigitsField, errorText, wholeForm } from '../form-errors.js';
import type { FormErrors } from '../form-errors.js';
import {
  fieldsOf,
  formKey,
  isFirstStep,
  linkOptions,
  chosenMethod,
  resendWaitS,
} from '../derived-state.js';

/** What the person can do. */
export interface BindingActions {
  readonly choose: (way: 'create' | 'link') => void;
  readonly pick: (choice: string) => void;
  readonly method: (method: string) => void;
  readonly input: (event: Event) => void;
  readonly key: (event: KeyboardEvent) => void;
  readonly send: () => void;
  readonly submit: (event: Event) => void;
  readonly back: () => void;
  readonly restart: () => void;
}

export interface BindingScene {
  readonly state: BindingState;
  readonly terms: BindingTerms;
  readonly mistakes: FormErrors;
  /** The account that was picked. */
  readonly picked: string | undefined;
  /** The method by which a code was sent. */
  readonly sentBy: string | undefined;
  readonly actions: BindingActions;
}

export function renderStep(scene: BindingScene): TemplateResult {
  const { step, accounts } = scene.state;
  switch (step) {
    case 'choose':
      return renderRows(scene, renderChoices(scene));
    case 'create':
      return html`<div class="step">${renderForm(scene)} ${renderFooter(scene)}</div>`;
    case 'link':
      return html`<div class="step">
        ${renderMethods(scene)} ${keyed(formKey(scene.state), renderForm(scene))}
        ${renderFooter(scene)}
      </div>`;
    case 'select':
      return renderRows(
        scene,
        accounts?.map((account) => renderAccount(scene, account)),
      );
    default:
      return step satisfies never;
  }
}

/** A step without a form. */
function renderRows(scene: BindingScene, rows: unknown): TemplateResult {
  return html`<div class="step">
    <div class="rows">${rows}</div>
    ${errorLine(wholeForm, errorAt(scene, wholeForm))} ${renderFooter(scene)}
  </div>`;
}

function renderChoices({ state, terms, actions }: BindingScene): TemplateResult {
  const row = (way: 'create' | 'link', [label, note]: readonly [string, string]) =>
    html`<button
      type="button"
      part="option"
      class="row"
      aria-disabled=${state.busy ? 'true' : 'false'}
      @click=${() => actions.choose(way)}
    >
      <span class="badge">${bindingIcon(way)}</span>
      <span class="words"><b>${label}</b><small>${note}</small></span>
      ${way === 'create' && state.busy ? html`<i class="spin"></i>` : bindingIcon('go')}
    </button>`;
  return html`${row('create', terms.newcomer)} ${row('link', terms.member)}`;
}

function renderAccount({ state, picked, actions }: BindingScene, account: Choice): TemplateResult {
  const { choice } = account;
  return html`<button
    type="button"
    part="option"
    class="row"
    aria-disabled=${state.busy ? 'true' : 'false'}
    @click=${() => actions.pick(choice)}
  >
    ${accountRow(account, undefined)}
    ${state.busy && choice === picked ? html`<i class="spin"></i>` : bindingIcon('go')}
  </button>`;
}

/** Outside of the form, which is another with another method: the focus stays where it is. */
function renderMethods({ state, terms, actions }: BindingScene): TemplateResult | typeof nothing {
  const options = linkOptions(state);
  const chosen = chosenMethod(state);
  if (options.length < 2) return nothing;
  return html`<fieldset part="methods" class=${options.length % 2 ? '' : 'pairs'}>
    <legend class="news">${terms.methods}</legend>
    ${options.map(
      ({ method, label }) =>
        html`<label part="method"
          ><input
            type="radio"
            name="method:"
            .checked=${live(method === chosen?.method)}
            @change=${() => actions.method(method)}
          /><span>${method === 'session' ? terms.session : clip(label)}</span></label
        >`,
    )}
  </fieldset>`;
}

function renderForm(scene: BindingScene): TemplateResult {
  const { state, terms, actions } = scene;
  const { step, busy } = state;
  const option = step === 'link' ? chosenMethod(state) : undefined;
  const isBusy = busy === 'bind';
  const name = option?.method ?? step;
  return html`<form
    id="form:${name}"
    name=${name}
    method="post"
    novalidate
    @submit=${actions.submit}
    @input=${actions.input}
    @keydown=${actions.key}
  >
    ${fieldsOf(state, terms).map((field) => renderField(scene, field))}
    ${errorLine(wholeForm, errorAt(scene, wholeForm))}
    <button part="button" class="submit" aria-disabled=${busy ? 'true' : 'false'}>
      ${isBusy ? html`<i class="spin"></i>` : nothing}<span
        >${isBusy ? terms.busy : submitLabel(state, terms)}</span
      >
    </button>
  </form>`;
}

/** Where there is nothing to fill in, the option's own words say what the button does. */
function submitLabel(state: BindingState, { submit }: BindingTerms): string {
  if (state.step === 'create') return submit.create;
  const option = chosenMethod(state);
  if (option?.fields.length === 0) return clip(option.label);
  return submit.link;
}

function renderField(scene: BindingScene, field: Field): TemplateResult {
  const { state, terms, sentBy } = scene;
  const isChat = field.name === chatDigitsField;
  const isSent = field.type === 'code' && !isChat;
  const account = state.shown?.officialAccount;
  return fieldRow({
    ...field,
    ...(isSent && sentBy === state.method && { hint: terms.sent }),
    error: errorAt(scene, field.name),
    optional: terms.optional,
    aside: isSent ? renderSend(scene) : undefined,
    // Whose chat the digits are in.
    picture: isChat
      ? account
        ? avatarOf(account)
        : html`<span class="avatar">${bindingIcon('chat')}</span>`
      : undefined,
    form: state.step === 'create' ? 'create' : 'link',
  });
}

/** The seconds are to be seen; a voice hears the button's name alone, which stays. */
function renderSend({ state, terms, sentBy, actions }: BindingScene): TemplateResult {
  const seconds = resendWaitS(state, Date.now());
  const label = sentBy === state.method ? terms.resend : terms.send;
  const isBusy = state.busy === 'code';
  const isQuiet = isBusy || seconds > 0;
  return html`<button
    type="button"
    part="send"
    class="quiet"
    aria-disabled=${isQuiet || state.busy ? 'true' : 'false'}
    @click=${actions.send}
  >
    <span class=${isQuiet ? 'news' : ''}>${label}</span>
    ${isBusy ? html`<i class="spin"></i>` : nothing}
    ${
      isQuiet && !isBusy
        ? html`<span aria-hidden="true">${terms.resendIn(formatNumber(seconds, terms.lang))}</span>`
        : nothing
    }
  </button>`;
}

function renderFooter({ state, terms, actions }: BindingScene): TemplateResult {
  const isAtFirst = isFirstStep(state);
  const [label, act] = isAtFirst ? [terms.restart, actions.restart] : [terms.back, actions.back];
  const isQuiet = !isAtFirst && state.busy;
  return html`<div class="foot">
    <button
      type="button"
      part="back"
      class="text"
      aria-disabled=${isQuiet ? 'true' : 'false'}
      @click=${act}
    >
      ${label}
    </button>
  </div>`;
}

function errorAt({ mistakes, terms }: BindingScene, name: string): string {
  const mistake = mistakes.get(name);
  return mistake ? errorText(mistake, terms) : '';
}
