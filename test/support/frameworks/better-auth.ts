/** better-auth for tests that load src/better-auth without building the package. */
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { installLocked } from './packages.js';

const folder = 'test/frameworks/auth';

/** Installs better-auth, and lets the files of src/better-auth find it. Import them afterwards. */
export function installBetterAuth(): void {
  installLocked(folder);
  const parent = pathToFileURL(`${folder}/package.json`).href;
  const hooks = `export const resolve = (name, context, next) =>
    context.parentURL?.includes('/src/better-auth/') && name.startsWith('better-auth')
      ? next(name, { ...context, parentURL: ${JSON.stringify(parent)} })
      : next(name, context);`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}
