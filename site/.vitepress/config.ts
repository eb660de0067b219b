import { fileURLToPath } from 'node:url';
import { defineConfig, type DefaultTheme, type HeadConfig } from 'vitepress';
import { sourceFolder } from '../assemble/assemble.js';
import { addressOf, groups, pages, type Lang } from '../pages.js';
import { base, siteUrl } from '../settings.js';
import { leaveFiles, placeBar, withoutScript } from './html.js';
import { inRem } from './in-rem.js';
import { drawMermaid, leaveEmptyHeadersOut, nameCopyButtons } from './markdown/blocks.js';
import { nameHeadings } from './markdown/headings.js';
import { slugify } from './slugify.js';
import { english, chinese } from './texts.js';
import { tokenize, weightOf, wordsFor } from './tokenize.js';

const sidebar = (lang: Lang): DefaultTheme.SidebarItem[] =>
  groups.map(({ title, pages: inGroup }) => ({
    text: title[lang],
    items: inGroup.map((page) => ({ text: page.title[lang], link: addressOf(page, lang) })),
  }));

/** The same page in both languages, for search engines; they need whole addresses. */
function alternates(path: string): HeadConfig[] {
  const name = path.replace(/^zh\//, '').replace(/(^|\/)index\.md$|\.md$/, '$1');
  const hasTwin = name === '' || pages.some((page) => page.name === name);
  if (!siteUrl || !hasTwin) return [];
  return (['en', 'zh'] as const).map((lang) => [
    'link',
    {
      rel: 'alternate',
      hreflang: lang === 'zh' ? 'zh-CN' : 'en',
      href: new URL(lang === 'zh' ? `zh/${name}` : name, siteUrl).href,
    },
  ]);
}

export default defineConfig({
  title: 'wechat-mp-login',
  base,
  srcDir: sourceFolder,
  outDir: fileURLToPath(new URL('../dist', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../node_modules/.cache', import.meta.url)),
  srcExclude: ['public/**'],
  ignoreDeadLinks: 'localhostLinks',
  cleanUrls: true,
  lastUpdated: false,
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }],
    ['noscript', {}, `<style>${withoutScript}</style>`],
  ],
  ...(siteUrl && { sitemap: { hostname: siteUrl.href } }),
  transformHead: ({ pageData }) => alternates(pageData.relativePath),
  transformHtml: (html) => leaveFiles(placeBar(html), base),
  markdown: {
    anchor: { slugify },
    config(markdown) {
      nameCopyButtons(markdown);
      drawMermaid(markdown);
      leaveEmptyHeadersOut(markdown);
      nameHeadings(markdown);
    },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('wechat-') } } },
  vite: {
    server: { fs: { allow: ['../..'] } },
    build: { target: 'es2022', chunkSizeWarningLimit: 800 },
    css: { postcss: { plugins: [inRem()] } },
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          options: { tokenize },
          searchOptions: { boostDocument: weightOf, processTerm: wordsFor },
        },
        locales: { zh: { translations: chinese.search } },
      },
    },
    outline: [2, 3],
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description: 'Sign-in with WeChat for websites.',
      themeConfig: { sidebar: sidebar('en'), ...english.theme },
    },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '网站的微信登录组件。',
      themeConfig: { sidebar: sidebar('zh'), ...chinese.theme },
    },
  },
});
