/**
 * Sentences for the chat. WeChat knows no escape for `<` in a text reply: an `<a href>` in it is a
 * live link, so what is put into a sentence has to be made unable to form one.
 */

const maxValueLength = 64;

/** Characters that make markup, hide text, or turn its direction. */
const unwanted = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>&"'`]+/gu;

/** The value as one short line without markup and marks of direction. */
function harmless(value: string | number): string {
  const line = String(value).replace(unwanted, ' ').replace(/\s+/g, ' ').trim();
  return Array.from(line).slice(0, maxValueLength).join('');
}

/**
 * Tagged template: its literal text is kept, what is filled in is cleaned and cut to 64 characters.
 * For names out of the settings. A visitor's text has no place in a reply at all (protocol,
 * "Never"): even cleaned it could hold a bare address, which WeChat makes a link of by itself.
 *
 * @example replyText`You are signed in to ${siteName}.`
 */
export function replyText(
  sentence: TemplateStringsArray,
  ...values: readonly (string | number)[]
): string {
  return sentence.reduce((text, part, index) => text + harmless(values[index - 1] ?? '') + part);
}
