/** The errors that a form shows, and the alert that announces all of them at once. */
import type { ReactiveElement } from 'lit';
import type { BindingTerms } from '../../../locales/terms/binding.js';
import type { Field } from '../../../protocol/messages.js';
import { clip } from '../../../protocol/graphemes.js';
import { errorText } from './errors.js';
import type { FormErrors } from './errors.js';

const noErrors: FormErrors = new Map();

export interface ErrorState {
  readonly errors: FormErrors;
  readonly alert: Alert;
  /** Replaces the errors, and announces them, even if the same errors were announced before. */
  set(errors: FormErrors): void;
  /** Removes all errors without an announcement. */
  clear(): void;
  /** Removes the error of one field, and the alert. */
  remove(fieldName: string): void;
  /** Writes the alert of new errors. They can be there before the texts are. */
  writeAlert(fields: readonly Field[], terms: BindingTerms): void;
  /** Empties the alert. */
  silence(): void;
}

export interface Alert {
  /** Undefined until it is written. */
  readonly text: string | undefined;
  /** Another number for each alert: a screen reader announces a new element even if its text is the same. */
  readonly key: number;
}

export function createErrorState(host: ReactiveElement): ErrorState {
  let errors = noErrors;
  let alert: Alert = { text: '', key: 0 };
  const setAlertText = (text: string | undefined): void => {
    alert = { ...alert, text };
  };
  return {
    get errors() {
      return errors;
    },
    get alert() {
      return alert;
    },
    set(next) {
      errors = next;
      alert = { text: undefined, key: alert.key + 1 };
      host.requestUpdate();
    },
    clear() {
      errors = noErrors;
    },
    remove(fieldName) {
      if (!errors.has(fieldName)) return;
      errors = new Map([...errors].filter(([name]) => name !== fieldName));
      // It was announced. Visitors who read on must not find an error that they have corrected.
      setAlertText('');
      host.requestUpdate();
    },
    writeAlert(fields, terms) {
      if (alert.text === undefined) setAlertText(alertText(errors, fields, terms));
    },
    silence: () => setAlertText(''),
  };
}

function alertText(errors: FormErrors, fields: readonly Field[], terms: BindingTerms): string {
  return [...errors]
    .map(([name, error]) => {
      const label = fields.find((field) => field.name === name)?.label;
      return `${label ? `${clip(label)}: ` : ''}${errorText(error, terms)}`;
    })
    .join(' ');
}
