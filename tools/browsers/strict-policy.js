/**
 * The Content Security Policy under which all browser tests run: no styles, nothing inline, no
 * eval, and no markup from text but in Lit's own policy. docs/tag.md promises that the tags need no more.
 */

/**
 * @param {Readonly<Record<string, string>>} [more] what a page needs besides, by directive
 * @returns {string} the value of the header
 */
export function strictPolicy(more = {}) {
  /** @type {Readonly<Record<string, string>>} */
  const usual = {
    'default-src': "'none'",
    'script-src': "'self'",
    'connect-src': "'self'",
    'img-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'lit-html',
  };
  return Object.keys({ ...usual, ...more })
    .map((name) => [name, usual[name], more[name]].filter(Boolean).join(' '))
    .join('; ');
}
