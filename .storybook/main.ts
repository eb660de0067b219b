/** Storybook's stories, add-ons and build. */
import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // The toolbar's theme sets the background, too.
  features: { backgrounds: false, sidebarOnboardingChecklist: false },
  viteFinal: (vite) => {
    // Relative addresses work in a folder of any name.
    vite.base = './';
    // vite.config.ts builds a library; Storybook builds a page, which is not published.
    vite.plugins = (vite.plugins ?? []).filter(
      (plugin) => !(plugin && 'name' in plugin && plugin.name === 'third-party-licenses'),
    );
    delete vite.build?.lib;
    delete vite.build?.rolldownOptions;
    // Keeps pictures as files: a backend may name a picture by its path, but not as a data: URL.
    vite.build = { ...vite.build, assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 };
    // Keeps `light-dark()`: compiled for older browsers, it would ignore the page's `color-scheme`.
    vite.build.cssTarget = 'chrome123';
    return vite;
  },
};

export default config;
