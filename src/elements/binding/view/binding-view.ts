/** What the prompts are drawn from. The functions in this folder keep no state; the element does. */
import type { BindingState } from '../../../client/state.js';
import type { BindingTerms } from '../../../locales/terms/binding.js';
import { errorText } from '../form/errors.js';
import type { FormErrors } from '../form/errors.js';

export interface BindingView {
  readonly state: BindingState;
  readonly terms: BindingTerms;
  readonly errors: FormErrors;
  /** The account that the visitor selected; the spinner turns there. */
  readonly selected: string | undefined;
  /** The link method that sent a verification code. */
  readonly sentMethod: string | undefined;
  readonly handlers: BindingHandlers;
}

export interface BindingHandlers {
  readonly onCreateOrLink: (action: 'create' | 'link') => void;
  readonly onSelect: (choice: string) => void;
  readonly onMethod: (method: string) => void;
  readonly onInput: (event: Event) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onSend: () => void;
  readonly onSubmit: (event: Event) => void;
  readonly onBack: () => void;
  readonly onRestart: () => void;
}

/** The error message at a field, or at the whole form; '' if there is none. */
export function errorAt({ errors, terms }: BindingView, fieldName: string): string {
  const error = errors.get(fieldName);
  return error ? errorText(error, terms) : '';
}
