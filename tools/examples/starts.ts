/**
 * What a newcomer does: install the package, `init`, `dev`; then sign in with the phone that `dev` shows.
 * In an empty folder for each framework that init knows, and in projects in TypeScript that exist.
 */
import { frameworkNames } from '../../src/cli/init/detect.js';

export interface Start {
  /** A folder of test/frameworks/pages. By default the folder is empty. */
  readonly source?: string;
  /** What `init --framework` gets. By default it finds out. */
  readonly framework?: string;
  /** Where init puts the page. Default: `/`. */
  readonly path?: string;
  /** Lines of the console that belong to the framework's development mode. */
  readonly console?: RegExp;
  readonly isQuick: boolean;
}

const developing =
  /^\[(vite|HMR|Fast Refresh)\] |^Lit is in dev mode|React DevTools|DevTools|^✨|<Suspense> is an experimental/;
/** In CI: without packages of a framework, whose newest versions could fail there on any day. */
const quick: readonly string[] = ['html'];

const inEmptyFolder = frameworkNames.map((framework): [string, Start] => [
  `start-${framework}`,
  { framework, console: developing, isQuick: quick.includes(framework) },
]);

/** By the folder: where init puts the page. Nuxt's is shown by an app.vue with pages, which this one is not. */
const existing: Readonly<Record<string, string>> = {
  'react-19': '/sign-in.html',
  vue: '/sign-in.html',
  svelte: '/sign-in.html',
  next: '/sign-in',
};

const inProject = Object.entries(existing).map(([source, path]): [string, Start] => [
  `start-in-${source}`,
  { source, path, console: developing, isQuick: false },
]);

export const starts: Readonly<Record<string, Start>> = Object.fromEntries([
  ...inEmptyFolder,
  ...inProject,
]);
