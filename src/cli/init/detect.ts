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

/** @param manifest the text of package.json; undefined without one */
export function detectFramework(manifest: string | undefined): FrameworkName {
  const { dependencies, devDependencies } = parse(manifest);
  const all: object = { ...dependencies, ...devDependencies };
  return frameworkNames.find((name) => name !== 'html' && packages[name] in all) ?? 'html';
}

interface Manifest {
  readonly dependencies?: object;
  readonly devDependencies?: object;
}

function parse(manifest: string | undefined): Manifest {
  try {
    // Whatever it is, only the names in two of its objects are looked at.
    return (JSON.parse(manifest ?? '{}') ?? {}) as Manifest;
  } catch {
    return {};
  }
}
