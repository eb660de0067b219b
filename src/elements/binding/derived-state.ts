/** What a state of the prompts stands for: its words, its forms, and what has to be made anew. */
import type { BindingState } from '../../client/state.js';
import type { BindingPrompt, BindingTerms } from '../../locales/terms/binding.js';
import type { BindingOption, Field } from '../../protocol/messages.js';
import { clip } from '../shared/account-row.js';
import { chatDigitsField } from './form-errors.js';

export type LinkOption = Extract<BindingOption, { action: 'link' }>;

const order = { choose: 0, create: 1, link: 1, select: 2 } satisfies Record<
  BindingState['step'],
  number
>;

/** What the prompts begin with; there is no way back from it. */
export function isFirstStep({ step, options }: BindingState): boolean {
  return step === 'choose' || (step === 'link' && !options.some(isCreate));
}

export function isStepBack(before: BindingState, state: BindingState): boolean {
  return order[state.step] < order[before.step];
}

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

/** The method that is filled in; the first where none was chosen. */
export function chosenMethod(state: BindingState): LinkOption | undefined {
  const options = linkOptions(state);
  return options.find(({ method }) => method === state.method) ?? options[0];
}

/** What a form asks for, the chat's digits last: they stand beside the button that sends them. */
export function fieldsOf(state: BindingState, terms?: BindingTerms): readonly Field[] {
  if (state.step === 'create') return state.options.find(isCreate)?.fields ?? [];
  if (state.step !== 'link') return [];
  const { fields = [] } = chosenMethod(state) ?? {};
  if (!state.chatCode) return fields;
  // Isolated, as a name may be written from right to left.
  const account = clip(state.shown?.officialAccount.name ?? '');
  const digits: Field = {
    name: chatDigitsField,
    label: terms?.chatLabel ?? '',
    hint: terms?.chatHint(account && `\u2068${account}\u2069`) ?? '',
    type: 'code',
    autocomplete: 'off',
    required: true,
  };
  return [...fields, digits];
}

/** The form's own: changes where another has to be made, so that nothing typed lands in it. */
export function formKey(state: BindingState): string {
  return `${state.step} ${state.step === 'link' ? (chosenMethod(state)?.method ?? '') : ''}`;
}

/** Whole seconds until another code may be asked for. */
export function resendWaitS({ sent, method }: BindingState, nowMs: number): number {
  if (!sent || sent.method !== method) return 0;
  return Math.max(0, Math.ceil((sent.resendAtMs - nowMs) / 1000));
}
