/** Checks the forms of link methods and of new accounts. */
import type { Field } from '../../protocol/messages.js';
import { requireOption } from '../base/configuration-error.js';
import type { LocalizedText } from '../base/localized-text.js';
import { compilePattern, type FieldOptions } from '../binding/fields.js';

/** As many as a page accepts (src/protocol/parse/binding.ts). */
const maxFields = 8;

const types = {
  text: true,
  email: true,
  tel: true,
  password: true,
  code: true,
} satisfies Record<Field['type'], true>;

/** `where` names the form in messages. */
export function checkFields(where: string, fields: readonly FieldOptions[] | undefined): void {
  requireOption(
    isArrayUpTo(maxFields, fields),
    `${where}: the fields must be an array of at most ${maxFields}.`,
  );
  const names = new Set<string>();
  for (const field of fields ?? []) {
    // `Partial`, because JavaScript does not check that the properties are there.
    const given: Partial<FieldOptions> = { ...field };
    const { name = '', ...rest } = given;
    requireOption(
      /^(?!(chatCode|__proto__)$)[A-Za-z0-9_-]{1,32}$/.test(name),
      `${where}: the \`name\` of a field must be 1 to 32 letters, digits, hyphens and underscores, and not "chatCode" or "__proto__".`,
    );
    requireOption(
      !names.has(name),
      `${where}: two fields have the name "${name}"; give each its own.`,
    );
    names.add(name);
    checkField(`${where}: field "${name}"`, rest);
  }
}

function checkField(where: string, field: Partial<FieldOptions>): void {
  const { label, hint, type = '', autocomplete, pattern } = field;
  requireOption(
    isText(label),
    `${where}: \`label\` must be 1 to 200 characters in every language, and include "en".`,
  );
  requireOption(
    hint === undefined || isText(hint),
    `${where}: \`hint\` must be 1 to 200 characters in every language, and include "en"; or leave it out.`,
  );
  requireOption(
    Object.hasOwn(types, type),
    `${where}: \`type\` must be one of ${Object.keys(types).join(', ')}.`,
  );
  requireOption(
    autocomplete === undefined || /^[A-Za-z0-9 -]{1,100}$/.test(autocomplete),
    `${where}: \`autocomplete\` must be a value of the HTML attribute, such as "username"; or leave it out.`,
  );
  requireOption(
    pattern === undefined || !repeatsRepetition(pattern),
    `${where}: \`pattern\` repeats a group that contains a repetition, as "(a+)+" does. One visitor's 30 letters could keep this server busy for minutes. Give the inner repetition an upper limit, such as "{1,20}", or write it without the group.`,
  );
  requireOption(
    pattern === undefined || isPattern(pattern),
    `${where}: \`pattern\` must be a regular expression of 1 to 200 characters that compiles with the flag v, as the HTML attribute does; or leave it out.`,
  );
}

export function isArrayUpTo(maxLength: number, value: unknown): boolean {
  return Array.isArray(value) && value.length <= maxLength;
}

/** Whether the text has 1 to 200 characters in every language, and one in English. */
export function isText(text: LocalizedText | undefined): boolean {
  const all = typeof text === 'object' ? [text.en, ...Object.values(text)] : [text];
  return all.every((each) => typeof each === 'string' && /^[^]{1,200}$/u.test(each));
}

function isPattern(pattern: string): boolean {
  try {
    compilePattern(pattern);
    return pattern.length >= 1 && pattern.length <= 200;
  } catch {
    return false;
  }
}

const unbounded = /[+*]|\{\d+,\}/;

/**
 * Whether an unbounded repetition contains another. Where the two can share their letters in several
 * ways, the engine tries them all, and their number doubles with each letter.
 * @see https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS
 */
function repeatsRepetition(pattern: string): boolean {
  // Escapes and character classes, which may be nested, count as one letter: only the groups are left.
  let rest = pattern.replace(/\\./gsu, 'x');
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/\[[^[\]]*\]/g, 'x');
  }
  // The innermost group first.
  for (;;) {
    const group = /\(([^()]*)\)([+*]|\{\d+,\})?/.exec(rest);
    if (!group) return false;
    const [whole, body = '', repeated = ''] = group;
    const isRepeated = unbounded.test(body);
    if (isRepeated && repeated !== '') return true;
    rest = rest.replace(whole, () => (isRepeated ? 'x+' : `x${repeated}`));
  }
}
