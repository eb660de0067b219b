/** The fields of the usual link methods. */
import {
  codeHint,
  codeLabel,
  emailHint,
  emailLabel,
  passwordLabel,
  phoneHint,
  phoneLabel,
  usernameLabel,
} from './field-texts.js';
import type { FieldOptions } from './fields.js';

/*
 * Each pattern means the same with the flags u and v: browsers compile the attribute with v,
 * https://html.spec.whatwg.org/multipage/input.html#the-pattern-attribute
 */
const emailPattern = String.raw`\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*`;

const phoneSeparators = String.raw`[ \-.\(\)]{0,3}`;

const phonePattern = [
  String.raw`\s*(?:(?:(?:\+|00)?86${phoneSeparators})?1[3-9](?:${phoneSeparators}[0-9]){9}`,
  String.raw`\(?(?:\+|00)${phoneSeparators}[1-9](?:${phoneSeparators}[0-9]){6,14})\s*`,
].join('|');

export const passwordField: FieldOptions = {
  name: 'password',
  label: passwordLabel,
  type: 'password',
  autocomplete: 'current-password',
};

export const usernameField: FieldOptions = {
  name: 'username',
  label: usernameLabel,
  type: 'text',
  autocomplete: 'username',
};

export const emailField: FieldOptions = {
  name: 'email',
  label: emailLabel,
  hint: emailHint,
  type: 'email',
  autocomplete: 'email',
  pattern: emailPattern,
};

export const phoneField: FieldOptions = {
  name: 'phone',
  label: phoneLabel,
  hint: phoneHint,
  type: 'tel',
  autocomplete: 'tel',
  pattern: phonePattern,
};

export const verificationCodeField: FieldOptions = {
  name: 'code',
  label: codeLabel,
  hint: codeHint,
  type: 'code',
  autocomplete: 'one-time-code',
};
