/** How the reference backend turns its options into what a page receives, in one language. */
export { localizeFields } from '../../src/server/binding/fields.js';
export { localize } from '../../src/server/base/localized-text.js';
