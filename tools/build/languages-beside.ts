/**
 * A single file cannot carry every language there will be: English and simplified Chinese are in it,
 * the others stay imports, of the folder `locales` beside it.
 */
import type { Plugin } from 'vite';

export function languagesBeside(): Plugin {
  return {
    name: 'languages-beside',
    enforce: 'pre',
    resolveId(source) {
      const path = /\/locales\/((?!en\/|zh-hans\/|terms\/)[\w-]+\/\w+\.js)$/.exec(source)?.[1];
      return path === undefined ? null : { id: `./locales/${path}`, external: true };
    },
  };
}
