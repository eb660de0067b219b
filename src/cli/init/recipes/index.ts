/** The mount and the tag, for each framework (docs/frameworks.md). */
import type { FrameworkName } from '../detect.js';
import { fullStack } from './full-stack.js';
import type { MakeRecipe } from './recipe.js';
import { servers } from './servers.js';
import { withVite } from './vite.js';

export type { Project, Recipe } from './recipe.js';

/** By framework: what it gets in a project. */
export const recipes: Readonly<Record<FrameworkName, MakeRecipe>> = {
  ...fullStack,
  ...servers,
  ...withVite,
};
