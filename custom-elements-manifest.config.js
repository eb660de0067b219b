/** What editors and Storybook read about the tags: public members and named events alone. */
export default {
  globs: ['src/elements/*.ts'],
  outdir: 'dist',
  litelement: true,
  plugins: [
    {
      name: 'public-only',
      packageLinkPhase({ customElementsManifest }) {
        for (const module of customElementsManifest.modules) {
          for (const declaration of module.declarations ?? []) {
            declaration.members = declaration.members?.filter(
              (member) => member.privacy !== 'private' && !/^[#_]/.test(member.name),
            );
            declaration.events = declaration.events?.filter(
              (event) => event.name && event.description,
            );
          }
        }
      },
    },
  ],
};
