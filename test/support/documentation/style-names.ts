/** Checks style sheets and HTML for names that no tag has. */
import { transform } from 'esbuild';
import type { TagNames } from './manifest.js';

type Tags = ReadonlyMap<string, TagNames>;

const everything = (tags: Tags, kind: keyof TagNames): string[] =>
  [...tags.values()].flatMap((tag) => tag[kind]);

/** One message for each mistake in a style sheet. */
export async function styleMistakes(code: string, tags: Tags): Promise<string[]> {
  const { warnings } = await transform(code, { loader: 'css', logLevel: 'silent' });
  const properties = everything(tags, 'properties');
  const unknown = [...code.matchAll(/--wechat-mp-[\w-]+/g)]
    .map(([name]) => name)
    .filter((name) => !properties.includes(name))
    .map((name) => `no tag has the custom property ${name}`);
  return [...warnings.map(({ text }) => text), ...unknown, ...selectorMistakes(code, tags)];
}

function selectorMistakes(code: string, tags: Tags): string[] {
  const mistakes: string[] = [];
  const pattern =
    /(wechat-mp-[a-z-]+)?(?:::part\(([\w-]+)\)|:state\(([\w-]+)\))|(wechat-mp-[a-z-]+)/g;
  const selectors = code.replace(/\{[^{}]*\}/g, '{}').replace(/\/\*[\s\S]*?\*\//g, '');
  for (const [, subject, part, state, lone] of selectors.matchAll(pattern)) {
    const name = subject ?? lone;
    const tag = name === undefined ? undefined : tags.get(name);
    if (name !== undefined && !tag) mistakes.push(`there is no <${name}>`);
    const parts = tag?.parts ?? everything(tags, 'parts');
    const states = tag?.states ?? everything(tags, 'states');
    if (part !== undefined && !parts.includes(part)) mistakes.push(`no part "${part}"`);
    if (state !== undefined && !states.includes(state)) mistakes.push(`no state "${state}"`);
  }
  return mistakes;
}

/** Attributes that every element accepts. */
const globalAttributes = ['slot', 'id', 'class', 'style', 'hidden', 'dir', 'lang'];

/** One message for each tag, attribute or slot that does not exist. */
export function markupMistakes(code: string, tags: Tags): string[] {
  const mistakes: string[] = [];
  for (const [, name = '', attributes = ''] of code.matchAll(/<(wechat-mp-[\w-]+)([^>]*)>/g)) {
    const tag = tags.get(name);
    if (!tag) mistakes.push(`there is no <${name}>`);
    for (const [, attribute = ''] of attributes.matchAll(/([\w-]+)(?:="[^"]*")?/g)) {
      if (![...globalAttributes, ...(tag?.attributes ?? [])].includes(attribute)) {
        mistakes.push(`<${name}> has no attribute ${attribute}`);
      }
    }
  }
  for (const [, slot = ''] of code.matchAll(/ slot="([^"]*)"/g)) {
    if (!everything(tags, 'slots').includes(slot)) mistakes.push(`no tag has the slot "${slot}"`);
  }
  return mistakes;
}
