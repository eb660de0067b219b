/**
 * A single file cannot carry every language there will be: English and simplified Chinese are in it,
 * the others load from the folder beside it, as in the modules. Who puts up the file alone gets one of
 * those two.
 */
import type { Plugin } from 'vite';

const asked = /import\('\.\.\/\.\.\/locales\/(?!en\/|zh-hans\/)([\w-]+)\/(\w+)\.js'\)/g;

export function languagesBeside(): Plugin {
  return {
    name: 'languages-beside',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith('./locales/') ? { id, external: true } : null),
    transform(code, id) {
      if (!id.includes('/src/elements/')) return null;
      return {
        code: code.replace(asked, (_, language: string, room: string) => {
          const instead = language.startsWith('zh') ? 'zh-hans' : 'en';
          return `import('./locales/${language}/${room}.js').catch(() => import('../../locales/${instead}/${room}.js'))`;
        }),
        map: null,
      };
    },
  };
}
