/** The manifest that editors read says the same of the tags as their classes, and as the types of frameworks. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { WechatMpDebug } from '../../src/debug/wechat-mp-debug.js';
import { WechatMpLogin, WechatMpLoginButton, WechatMpQr } from '../../src/elements/index.js';
import { WechatMpIdentities } from '../../src/elements/identities/wechat-mp-identities.js';
import { root } from '../support/documentation/documents.js';
import { readManifest, type Manifest, type Tag } from '../support/documentation/manifest.js';
import { typeErrors } from '../support/documentation/type-errors.js';

const classes = {
  'wechat-mp-login': WechatMpLogin,
  'wechat-mp-login-button': WechatMpLoginButton,
  'wechat-mp-identities': WechatMpIdentities,
  'wechat-mp-qr': WechatMpQr,
  'wechat-mp-debug': WechatMpDebug,
};

let manifest: Manifest;
let tags: ReadonlyMap<string, Tag>;

before(async () => {
  manifest = await readManifest();
  const all = manifest.modules.flatMap(({ declarations = [] }) => declarations);
  tags = new Map(all.flatMap((tag) => (tag.tagName === undefined ? [] : [[tag.tagName, tag]])));
});

const namesOf = (list: readonly { readonly name: string }[] = []): string[] =>
  list.map(({ name }) => name).sort();

test('the manifest has the public tags and no inner one, each defined in a module that the package exports', () => {
  assert.deepEqual([...tags.keys()].sort(), [...Object.keys(classes), 'wechat-phone'].sort());
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
  };
  const published = Object.values(exports).map((each) =>
    typeof each === 'string' ? each : each.default,
  );
  for (const { path, declarations, exports: list = [] } of manifest.modules) {
    assert.ok(published.includes(`./${path}`), path);
    const defined = list.filter(({ kind }) => kind === 'custom-element-definition');
    const own = (declarations ?? []).flatMap(({ tagName = [] }) => tagName);
    assert.deepEqual(namesOf(defined), own.sort());
  }
});

test('the manifest has every attribute of the classes, with type, description and default', () => {
  for (const [name, element] of Object.entries(classes)) {
    // A page cannot write texts into an attribute. It is observed so that the console can say so.
    const observed = element.observedAttributes.filter((each) => each !== 'texts');
    const attributes = tags.get(name)?.attributes ?? [];
    assert.deepEqual(namesOf(attributes), observed.sort(), name);
    for (const { name: attribute, description = '', type, default: value } of attributes) {
      const place = `${name} ${attribute}`;
      assert.ok(description, place);
      assert.match(type?.text ?? '', /^(string|number|boolean|'.*')$/, place);
      const isChoice = /^'|boolean/.test(type?.text ?? '');
      assert.equal(value !== undefined, isChoice, `${place} has a default: ${value}`);
      if (isChoice && value !== 'false') assert.ok(type?.text.includes(value ?? '?'), place);
    }
  }
});

/** A program that compiles only if these are the keys of the type, all of them and no other. */
const exactKeys = (type: string, names: readonly string[]): string =>
  `export const _${type.replace(/\W/g, '_')}: Record<keyof ${type}, 0> = {${names
    .map((name) => `'${name}': 0`)
    .join()}};`;

test("the types of frameworks have every attribute, property and event of the manifest's tags", () => {
  const lines = [...tags].flatMap(([name, { attributes = [], members = [], events = [] }]) => {
    const properties = members.filter((each) => each.kind === 'field' && !each.readonly);
    // Frameworks know `lang` already.
    const own = (list: readonly { readonly name: string }[]): string[] =>
      namesOf(list).filter((each) => each !== 'lang');
    return [
      exactKeys(`AttributesOf<'${name}'>`, own(attributes)),
      exactKeys(`PropertiesOf<'${name}'>`, own(properties)),
      exactKeys(`EventsOf<'${name}'>`, own(events)),
    ];
  });
  const text = `import type { AttributesOf, EventsOf, PropertiesOf } from 'wechat-mp-login/types';
${lines.join('\n')}`;
  // One program for both, since starting the compiler takes longest.
  const errors = typeErrors([
    { path: `${root}test/types/keys.ts`, text },
    { path: `${root}test/types/forgotten.ts`, text: text.replace("'return-to': 0,", '') },
  ]);
  assert.equal(errors.length, 1, errors.join('\n'));
  assert.match(errors[0] ?? '', /^test\/types\/forgotten\.ts.*return-to/);
});
