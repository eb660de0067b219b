/** Which stories there are, and how they are bundled. */
import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // The theme of the toolbar is the background too.
  features: { backgrounds: false, sidebarOnboardingChecklist: false },
  viteFinal: (vite) => {
    // Works in a folder of any name.
    vite.base = './';
    // The library's entries and externals are not a page's.
    delete vite.build?.lib;
    delete vite.build?.rolldownOptions;
    // Pictures stay files: a backend may name a path, but no data.
    vite.build = { ...vite.build, assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 };
    // `light-dark()` stays: put into older words it no longer follows a `color-scheme` in the page.
    vite.build.cssTarget = 'chrome123';
    return vite;
  },
};

export default config;
