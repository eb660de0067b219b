/** What `init` knows of a framework. */
import type { Texts } from '../texts/index.js';

/** What differs between projects that use the same framework. */
export interface Project {
  /** The project has a tsconfig.json. */
  readonly isTyped: boolean;
  /** The framework is not in package.json yet: `init` sets the whole project up. */
  readonly isNew: boolean;
  /** The folder of the sources in Next.js, which may be the project itself: '' or 'src/'. */
  readonly sources: '' | 'src/';
  /** An app folder of Next.js has its root layout, without which nothing in it builds. */
  readonly hasLayout: boolean;
  /** The words of the page and of the steps, in the language of whoever has called `init`. */
  readonly written: Texts['written'];
  readonly additions: Texts['additions'];
}

/** Text by path in the project. */
export type Files = Readonly<Record<string, string>>;

/** What one framework gets. */
export interface Recipe {
  /** The mount, and a page or component with the tag. */
  readonly files: Files;
  /** What has to be added to files that exist already. */
  readonly add: readonly string[];
  /** For npm. The versions are those that were tried. */
  readonly packages: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
}

export type MakeRecipe = (project: Project) => Recipe;

/** The program of every framework that has no server of its own. */
export const startServer = 'node --env-file=.env server.mjs';

/** The login in the middle of its page, which is dark for visitors who prefer that. */
export const pageStyle =
  ':root { color-scheme: light dark } ' +
  'body { display: grid; min-height: 100vh; margin: 0; padding: 24px; box-sizing: border-box; place-items: center; font-family: system-ui }';
