/**
 * Keeps most languages out of the single files. English and simplified Chinese are inside; all others
 * stay imports from the folder `locales` beside the file, so that it does not grow with each language.
 */
import type { Plugin } from 'vite';

export function languagesBeside(): Plugin {
  return {
    name: 'languages-beside',
    enforce: 'pre',
    resolveId(source) {
      const path = /\/locales\/((?!en\/|zh-hans\/|terms\/)[\w/-]+\.js)$/.exec(source)?.[1];
      return path === undefined ? null : { id: `./locales/${path}`, external: true };
    },
  };
}
