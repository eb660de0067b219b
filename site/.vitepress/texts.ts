import type { DefaultTheme } from 'vitepress';

/** What the theme says around the pages, in English where its own words do not help. */
export const english: { readonly theme: DefaultTheme.Config } = {
  theme: {
    nav: [
      { text: 'Get started', link: '/get-started' },
      { text: 'Reference', link: '/tag' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
    ],
    notFound: {
      title: 'Page not found',
      quote: 'This page does not exist, or it has another address now. Search for it at the top.',
      linkText: 'To the first page',
      linkLabel: 'To the first page',
    },
  },
};

export const chinese: {
  readonly theme: DefaultTheme.Config;
  readonly search: NonNullable<DefaultTheme.LocalSearchOptions['translations']>;
} = {
  theme: {
    nav: [
      { text: '快速开始', link: '/zh/get-started' },
      { text: '参考', link: '/zh/tag' },
      { text: '排查问题', link: '/zh/troubleshooting' },
    ],
    notFound: {
      title: '找不到页面',
      quote: '这个页面不存在，或者换了地址。请用上方的搜索找一找。',
      linkText: '回到首页',
      linkLabel: '回到首页',
    },
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
  search: {
    button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
    modal: {
      displayDetails: '显示详情',
      resetButtonTitle: '清除',
      backButtonTitle: '返回',
      noResultsText: '没有找到',
      footer: {
        selectText: '打开',
        selectKeyAriaLabel: '回车键',
        navigateText: '选择',
        navigateUpKeyAriaLabel: '上箭头',
        navigateDownKeyAriaLabel: '下箭头',
        closeText: '关闭',
        closeKeyAriaLabel: 'Esc 键',
      },
    },
  },
};
