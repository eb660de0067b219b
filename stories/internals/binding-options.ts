/** How the reference backend turns its options into what a page receives, in one language. */
export { fieldsIn } from '../../src/server/binding/fields.js';
export { say } from '../../src/server/base/localized-text.js';
