/** Next.js and Nuxt, which serve the page and the login. */
import { pageStyle, type MakeRecipe, type Project } from './recipe.js';
import { isCustomElement, reactComponent, vueComponent } from './vite.js';

/** For a project whose pages may be in another language. */
const languageStep = ({ pageLanguage }: Project['additions']): readonly string[] =>
  pageLanguage === undefined ? [] : [pageLanguage];

const next: MakeRecipe = ({ isNew, isTyped, sources, hasLayout, written, additions }) => {
  const app = `${sources}app`;
  const [script, markup] = isTyped ? ['ts', 'tsx'] : ['js', 'jsx'];
  const up = sources === '' ? '../../../' : '../../../../';
  const project = {
    [`${app}/layout.${markup}`]: `export default function Layout({ children }${
      isTyped ? ": { children: import('react').ReactNode }" : ''
    }) {
  return (
    <html lang="${written.lang}">
      <head>
        <style>{'${pageStyle}'}</style>
      </head>
      <body>{children}</body>
    </html>
  );
}
`,
  };
  const page = isNew ? `${app}/page.${markup}` : `${app}/sign-in/page.${markup}`;
  return {
    files: {
      [`${app}/wechat-login/[...path]/route.${script}`]: `// ${written.comments.loadedLate}
const handler = async (request${isTyped ? ': Request' : ''}) => {
  const { login } = await import('${up}wechat-login.mjs');
  return login.fetch(request);
};

export { handler as DELETE, handler as GET, handler as OPTIONS, handler as POST };
`,
      [page]: `'use client';

${reactComponent(written)}`,
      ...(!hasLayout && project),
    },
    add: hasLayout ? languageStep(additions) : [],
    packages: ['next@^16', 'react@^19', 'react-dom@^19'],
    scripts: { dev: 'next dev', build: 'next build', start: 'next start' },
  };
};

const nuxt: MakeRecipe = (project) => {
  const { isNew, isTyped, written, additions } = project;
  const script = isTyped ? 'ts' : 'js';
  return {
    files: {
      [`server/routes/wechat-login/[...].${script}`]: `import { toNodeListener } from 'wechat-mp-login/server/node';
import { login } from '~~/wechat-login.mjs';

export default fromNodeMiddleware(toNodeListener(login));
`,
      [`app/plugins/wechat-mp-login.client.${script}`]: `import 'wechat-mp-login';

export default defineNuxtPlugin(() => {});
`,
      [isNew ? 'app/app.vue' : 'app/pages/sign-in.vue']: vueComponent(project, ''),
      ...(isNew && {
        'nuxt.config.mjs': `export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  app: {
    head: {
      htmlAttrs: { lang: '${written.lang}' },
      title: '${written.title}',
      style: ['${pageStyle}'],
    },
  },
  vue: { compilerOptions: { ${isCustomElement} } },
});
`,
      }),
    },
    add: isNew
      ? []
      : [
          `nuxt.config: vue: { compilerOptions: { ${isCustomElement} } }`,
          ...languageStep(additions),
        ],
    packages: ['nuxt@~4.2', 'vue@^3'],
    scripts: { dev: 'nuxt dev', build: 'nuxt build', start: 'node .output/server/index.mjs' },
  };
};

export const fullStack = { next, nuxt } as const;
