/** The version of this package, for a page that has two. A test compares it with package.json. */
export const version = '0.1.0';
