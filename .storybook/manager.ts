/** Storybook's name and colours, in the system's theme. */
import { addons } from 'storybook/manager-api';
import { create } from 'storybook/theming';

const isDark = matchMedia('(prefers-color-scheme: dark)').matches;

addons.setConfig({
  theme: create({
    base: isDark ? 'dark' : 'light',
    brandTitle: 'wechat-mp-login',
    brandUrl: './',
    brandTarget: '_self',
    colorPrimary: '#067a3b',
    colorSecondary: isDark ? '#2fae6b' : '#067a3b',
    appBorderRadius: 8,
    fontBase: 'system-ui, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif',
  }),
});
