/** The shop's picture. The address works in any folder from which Storybook is served. */
export const avatar = new URL('../../demo/avatar.svg', import.meta.url).pathname;
