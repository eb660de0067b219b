/** Made by `npm run manifest`, so that a fresh clone type checks without it. */
declare module '*/dist/custom-elements.json' {
  const manifest: object;
  export default manifest;
}
