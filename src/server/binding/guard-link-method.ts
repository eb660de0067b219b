/** A link method of the application behind the gate: its answers are read before they count. */
import type { Sources } from '../host/answers.js';
import { readAccounts } from '../host/read-account.js';
import type { LinkMethod } from './link-method.js';

export function guardLinkMethod(method: LinkMethod, sources: Sources): LinkMethod {
  const name = `linkMethods "${method.method}"`;
  return {
    ...method,
    target(fields) {
      // JavaScript does not check its type: limits count by it, so it must not be a promise or nothing.
      const target: unknown = method.target(fields);
      if (typeof target === 'string') return target;
      return sources(`${name} target`).refuse('must return a string, and no promise');
    },
    async accounts(fields) {
      return readAccounts(sources(`${name} accounts`), await method.accounts(fields));
    },
  };
}
