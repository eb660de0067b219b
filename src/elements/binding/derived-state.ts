/** What follows from a binding state: its texts, its form, and how it compares with the state before. */
import type { LinkOption } from '../../client/binding/options.js';
import type { BindingState } from '../../client/state.js';
import type { BindingPrompt, BindingTerms } from '../../locales/terms/binding.js';
import type { BindingOption, Field } from '../../protocol/messages.js';
import { clip } from '../../protocol/graphemes.js';
import { chatDigitsField } from './form/errors.js';

const stepOrder = { choose: 0, create: 1, link: 1, select: 2 } satisfies Record<
  BindingState['step'],
  number
>;

/** Whether the prompts begin with this step, so that there is no step to go back to. */
export function isFirstStep({ step, options }: BindingState): boolean {
  return step === 'choose' || (step === 'link' && !options.some(isCreate));
}

export function isStepBack(before: BindingState, state: BindingState): boolean {
  return stepOrder[state.step] < stepOrder[before.step];
}

/** Which title and sentence the step has: `link` has others on a settings page, and if no account can be created. */
export function promptOf({ step, purpose, options }: BindingState): BindingPrompt {
  if (step !== 'link') return step;
  if (purpose === 'link') return 'connect';
  return options.some(isCreate) ? step : 'existing';
}

function isCreate(option: BindingOption): boolean {
  return option.action === 'create';
}

export function linkOptions({ options }: BindingState): readonly LinkOption[] {
  return options.filter((option) => option.action === 'link');
}

/** The link method whose form is shown: the first one until the visitor chooses another. */
export function chosenMethod(state: BindingState): LinkOption | undefined {
  const options = linkOptions(state);
  return options.find(({ method }) => method === state.method) ?? options[0];
}

/** The fields of the form. The chat digits come last, next to the button that submits them. */
export function fieldsOf(state: BindingState, terms?: BindingTerms): readonly Field[] {
  if (state.step !== 'create' && state.step !== 'link') return [];
  const option = state.step === 'create' ? state.options.find(isCreate) : chosenMethod(state);
  const fields = option?.fields ?? [];
  return state.needsChatDigits ? [...fields, chatDigitsOf(state, terms)] : fields;
}

function chatDigitsOf({ shown }: BindingState, terms: BindingTerms | undefined): Field {
  const account = clip(shown?.officialAccount.name ?? '');
  return {
    name: chatDigitsField,
    label: terms?.chatDigitsLabel ?? '',
    // Isolated, because a name can be written from right to left.
    hint: terms?.chatDigitsHint(account && `\u2068${account}\u2069`) ?? '',
    type: 'code',
    autocomplete: 'off',
    required: true,
  };
}

/** Identifies a form. A new key means new inputs, so that a value never lands in another field. */
export function formKey(state: BindingState): string {
  return `${state.step} ${state.step === 'link' ? (chosenMethod(state)?.method ?? '') : ''}`;
}

/** How many whole seconds remain until the visitor can request another verification code. */
export function resendWaitS({ sent, method }: BindingState, nowMs: number): number {
  if (!sent || sent.method !== method) return 0;
  return Math.max(0, Math.ceil((sent.resendAtMs - nowMs) / 1000));
}
