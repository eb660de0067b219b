/** Builds the manifest that editors and Storybook read: only public members and named events. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Finds the exported unions of strings: the name of each type, and its strings. */
function stringUnions() {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const sources = files.filter((name) => name.endsWith('.ts'));
  return new Map(
    sources.flatMap((name) =>
      [
        ...readFileSync(join('src', name), 'utf8').matchAll(
          /^export type (\w+) =\s*((?:\|?\s*'[^']*'\s*)+);/gm,
        ),
      ].map(([, type = '', words = '']) => [type, words.match(/'[^']*'/g) ?? []]),
    ),
  );
}

/** Writes `Method | 'auto' | undefined` as `'scan' | 'message' | 'auto'`: readers do not know our types. */
function expand(text, unions) {
  const parts = text.split(' | ').flatMap((part) => unions.get(part) ?? [part]);
  return [...new Set(parts.filter((part) => part !== 'undefined'))].join(' | ');
}

export default {
  globs: ['src/elements/**/*.ts'],
  outdir: 'dist',
  litelement: true,
  plugins: [
    {
      name: 'public-only',
      packageLinkPhase({ customElementsManifest }) {
        const unions = stringUnions();
        for (const module of customElementsManifest.modules) {
          for (const declaration of module.declarations ?? []) {
            declaration.members = declaration.members?.filter(
              (member) => member.privacy !== 'private' && !/^[#_]/.test(member.name),
            );
            declaration.events = declaration.events?.filter(
              (event) => event.name && event.description,
            );
            if (!declaration.tagName) continue;
            for (const { type } of [...declaration.members, ...(declaration.attributes ?? [])]) {
              if (type) type.text = expand(type.text, unions);
            }
          }
        }
      },
    },
  ],
};
