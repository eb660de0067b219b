/**
 * Builds the manifest that editors and Storybook read: the public tags with their public members and
 * events, in the modules that the package publishes.
 */
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

/** The modules that register tags. */
const modules = {
  'dist/index.js': ['wechat-mp-login', 'wechat-mp-qr'],
  'dist/button.js': ['wechat-mp-login-button'],
  'dist/identities.js': ['wechat-mp-identities'],
  'dist/debug.js': ['wechat-mp-debug'],
  'dist/phone.js': ['wechat-phone'],
};

/**
 * The prompts are part of the login: no page writes their tag. Their class is public, without a tag.
 */
const withoutTag = { path: 'dist/elements.js', tagName: 'wechat-mp-binding' };

/** Descriptions say a default as "`card` unless set": editors read it from a field of its own. */
const defaultIn = /`(\w+)` \(?unless set/;

const isText = /^(string|number|boolean|'.*')$/;

/** The attributes that a page may write. They carry text: `texts` is a property alone, and so is an object. */
function attributesOf({ attributes = [] }) {
  return attributes
    .map(({ type, ...attribute }) => ({
      ...attribute,
      type: {
        text: (type?.text ?? 'string')
          .split(' | ')
          .filter((each) => isText.test(each))
          .join(' | '),
      },
    }))
    .filter(({ description, type }) => description && type.text);
}

/** Completes a declaration for readers who do not have our source. */
function publish(declaration, unions) {
  const { members = [], attributes = [], events = [] } = declaration;
  for (const each of [...members, ...attributes]) {
    if (each.type) each.type.text = expand(each.type.text, unions);
    const [, value] = defaultIn.exec(each.description ?? '') ?? [];
    if (value) each.default = `'${value}'`;
  }
  const written = attributesOf(declaration);
  const names = written.map(({ name }) => name);
  return {
    ...declaration,
    attributes: written,
    members: members
      .filter(
        ({ name, privacy, description }) =>
          privacy !== 'private' && !/^[#_]/.test(name) && description,
      )
      .map(({ attribute, reflects, ...member }) =>
        names.includes(attribute) ? { ...member, attribute, reflects } : member,
      ),
    events: events.filter(({ name, description }) => name && description),
  };
}

/** A module of the package, with the tags that it registers. */
function moduleOf(path, declarations) {
  return {
    kind: 'javascript-module',
    path,
    declarations,
    exports: declarations.flatMap(({ name, tagName }) => {
      const declaration = { name, module: path };
      return [
        { kind: 'js', name, declaration },
        ...(tagName ? [{ kind: 'custom-element-definition', name: tagName, declaration }] : []),
      ];
    }),
  };
}

export default {
  globs: ['src/elements/**/*.ts', 'src/debug/wechat-mp-debug.ts', 'src/phone/wechat-phone.ts'],
  outdir: 'dist',
  litelement: true,
  plugins: [
    {
      name: 'public-modules',
      packageLinkPhase({ customElementsManifest }) {
        const unions = stringUnions();
        const all = customElementsManifest.modules.flatMap(({ declarations }) => declarations);
        const withTags = (tags) => all.filter(({ tagName }) => tags.includes(tagName));
        const [prompts] = withTags([withoutTag.tagName]).map((each) => ({
          ...each,
          tagName: undefined,
        }));
        customElementsManifest.modules = [
          ...Object.entries(modules).map(([path, tags]) => [path, withTags(tags)]),
          [withoutTag.path, [prompts]],
        ].map(([path, declarations]) =>
          moduleOf(
            path,
            declarations.map((each) => publish(each, unions)),
          ),
        );
      },
    },
  ],
};
