import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.stories.ts', '../stories/**/*.mdx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  staticDirs: [{ from: '../demo/avatar.svg', to: '/avatar.svg' }],
  viteFinal: (vite) => {
    // A story's page is served from a folder of any name, and carries everything it needs.
    vite.base = './';
    // The library's entries and externals are not a page's.
    delete vite.build?.lib;
    delete vite.build?.rolldownOptions;
    return vite;
  },
};

export default config;
