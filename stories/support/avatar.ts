/** The picture of the stories' shop; an address that holds in whatever folder Storybook is served. */
export const avatar = new URL('../../demo/avatar.svg', import.meta.url).pathname;
