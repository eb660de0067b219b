/** The projects of test/frameworks/pages, and how a browser visits each. */

export interface Visit {
  /** A folder of the built project, served as it is; or a script of its package.json that serves it. */
  readonly serve: { readonly folder: string } | { readonly script: 'dev' | 'start' };
  /** Default: `/`. */
  readonly path?: string;
  /** The accessible name of the button that opens the login. */
  readonly press?: string;
  /** The language and the title that the card shows. Default: those of the English pages. */
  readonly shows?: { readonly lang: string; readonly title: string };
  /** Lines of the console that belong to the framework's development mode. */
  readonly console?: RegExp;
}

export interface FrontEnd {
  /** Whether CI runs it: those that install and build in a few seconds. */
  readonly isQuick: boolean;
  readonly visits: readonly Visit[];
}

const built: Visit = { serve: { folder: 'dist' } };
const started: Visit = { serve: { script: 'start' } };
const inVite: Visit = {
  serve: { script: 'dev' },
  console: /^\[vite\] |^Lit is in dev mode|React DevTools/,
};
const page = (name: string, more: Partial<Visit> = {}): Visit => ({
  serve: { folder: '.' },
  path: `/${name}.html`,
  ...more,
});

export const frontEnds: Readonly<Record<string, FrontEnd>> = {
  html: {
    isQuick: true,
    visits: [
      page('min'),
      page('import-map'),
      page('modules'),
      page('button', { press: 'Sign in with WeChat' }),
      page('zh-tw', { shows: { lang: 'zh-Hant', title: '會員登入' } }),
    ],
  },
  vite: { isQuick: true, visits: [built, inVite] },
  'react-19': { isQuick: true, visits: [built, inVite] },
  'react-18': { isQuick: false, visits: [built] },
  vue: { isQuick: true, visits: [built, inVite] },
  svelte: { isQuick: true, visits: [built] },
  solid: { isQuick: false, visits: [built] },
  preact: { isQuick: false, visits: [built] },
  next: {
    isQuick: false,
    visits: [
      started,
      { ...started, path: '/server', shows: { lang: 'en', title: 'Sign in with WeChat' } },
    ],
  },
  'next-export': { isQuick: false, visits: [{ serve: { folder: 'out' } }] },
  nuxt: { isQuick: false, visits: [started] },
  astro: { isQuick: false, visits: [built] },
  angular: { isQuick: false, visits: [{ serve: { folder: 'dist/app/browser' } }] },
  'lit-ssr': { isQuick: false, visits: [started] },
};
