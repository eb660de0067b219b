/** Finds out which framework a project uses. */

export const frameworkNames = [
  ...(['next', 'nuxt', 'nest', 'fastify', 'express', 'hono'] as const),
  ...(['react', 'vue', 'svelte', 'html'] as const),
] as const;
export type FrameworkName = (typeof frameworkNames)[number];

/** The package that gives a framework away. The first one counts: Next.js contains React. */
const packages: Readonly<Record<Exclude<FrameworkName, 'html'>, string>> = {
  next: 'next',
  nuxt: 'nuxt',
  nest: '@nestjs/core',
  fastify: 'fastify',
  express: 'express',
  hono: 'hono',
  react: 'react',
  vue: 'vue',
  svelte: 'svelte',
};

/**
 * @param names the packages that package.json asks for
 * @returns undefined if none of them gives a framework away
 */
export function detectFramework(names: ReadonlySet<string>): FrameworkName | undefined {
  return frameworkNames.find((name) => name !== 'html' && names.has(packages[name]));
}

/** Frameworks without a recipe, most of which contain one that has a recipe. */
const others: Readonly<Record<string, string>> = {
  '@sveltejs/kit': 'SvelteKit',
  '@angular/core': 'Angular',
  astro: 'Astro',
  'solid-js': 'Solid',
  '@remix-run/react': 'Remix',
  '@react-router/dev': 'React Router as a framework',
  '@tanstack/react-start': 'TanStack Start',
  gatsby: 'Gatsby',
  'react-scripts': 'Create React App',
  '@vue/cli-service': 'Vue CLI',
  'react-native': 'React Native',
};

/** @returns the name of a framework for which there is no recipe */
export function otherFramework(names: ReadonlySet<string>): string | undefined {
  return Object.entries(others).find(([name]) => names.has(name))?.[1];
}

/** Whether the project has this framework. Plain HTML is in no package.json. */
export function hasFramework(names: ReadonlySet<string>, framework: FrameworkName): boolean {
  return framework !== 'html' && names.has(packages[framework]);
}
