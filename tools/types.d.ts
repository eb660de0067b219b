/** Types for packages that have none, as far as we use them. */
declare module 'eslint-plugin-lit-a11y' {
  import type { Linter } from 'eslint';
  const plugin: { configs: { recommended: Linter.Config } };
  export default plugin;
}

/** Made by `npm run manifest`. */
declare module '*/custom-elements.json' {
  const manifest: unknown;
  export default manifest;
}
