/**
 * A copy with the options that were passed, and without what a script of the page may have added to the
 * prototype of all objects: a `baseUrl` there would choose the backend.
 */
export const ownOptions = <T extends object>(options: T): T =>
  Object.assign(Object.create(null) as T, options);
