import { fileURLToPath } from 'node:url';
import { defineConfig, type DefaultTheme } from 'vitepress';
import { sourceFolder } from '../assemble/assemble.js';
import { addressOf, groups, type Lang } from '../pages.js';
import { slugify } from './slugify.js';
import { drawMermaid, leaveEmptyHeadersOut } from './markdown.js';
import { tokenize } from './tokenize.js';

const sidebar = (lang: Lang): DefaultTheme.SidebarItem[] =>
  groups.map(({ title, pages }) => ({
    text: title[lang],
    items: pages.map((page) => ({ text: page.title[lang], link: addressOf(page, lang) })),
  }));

export default defineConfig({
  title: 'wechat-mp-login',
  srcDir: sourceFolder,
  outDir: fileURLToPath(new URL('../dist', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../node_modules/.cache', import.meta.url)),
  srcExclude: ['public/**'],
  ignoreDeadLinks: 'localhostLinks',
  cleanUrls: true,
  lastUpdated: false,
  markdown: {
    anchor: { slugify },
    config(markdown) {
      drawMermaid(markdown);
      leaveEmptyHeadersOut(markdown);
    },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('wechat-') } } },
  vite: { server: { fs: { allow: ['../..'] } }, build: { target: 'es2022' } },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        miniSearch: { options: { tokenize } },
        locales: {
          zh: {
            translations: {
              button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
              modal: {
                displayDetails: '显示详情',
                resetButtonTitle: '清除',
                backButtonTitle: '返回',
                noResultsText: '没有找到',
                footer: { selectText: '打开', navigateText: '选择', closeText: '关闭' },
              },
            },
          },
        },
      },
    },
    outline: [2, 3],
    socialLinks: [],
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description: 'Sign-in with WeChat for websites.',
      themeConfig: { sidebar: sidebar('en') },
    },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '网站的微信登录组件。',
      themeConfig: {
        sidebar: sidebar('zh'),
        outline: { level: [2, 3], label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '切换语言',
        skipToContentLabel: '跳到正文',
      },
    },
  },
});
