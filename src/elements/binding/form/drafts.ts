/** Remembers what the visitor typed, so that another form with a field of the same name starts with it. */
import type { Field } from '../../../protocol/messages.js';
import { chatDigitsField } from './errors.js';
import { inputOf } from './validate.js';

export interface Drafts {
  /** Remembers the value of an input, unless it is a secret. */
  keep(field: Field, input: HTMLInputElement): void;
  /** Fills the inputs of a new form. */
  restore(form: HTMLFormElement | null): void;
}

export function createDrafts(): Drafts {
  const values = new Map<string, string>();
  return {
    keep(field, { type, value }) {
      if (!isSecret(field, type)) values.set(field.name, value);
    },
    restore(form) {
      for (const [name, value] of values) {
        const input = inputOf(form, name);
        if (input) input.value = value;
      }
    },
  };
}

/** Passwords and verification codes. The chat digits are shown in the chat anyway. */
function isSecret({ name, type }: Field, inputType: string): boolean {
  return inputType === 'password' || (type === 'code' && name !== chatDigitsField);
}
