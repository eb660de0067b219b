/**
 * Every sentence of every language, from the locale files themselves: what is new there is here by
 * itself. For the page "Texts", and for tests.
 */
import {
  formatDay,
  formatDuration,
  formatNumber,
  formatPlural,
  formatMinutes,
} from '../internals/texts.js';
import { terms as bindingEn } from 'wechat-mp-login/locales/en/binding';
import type { BindingTerms, Plural } from 'wechat-mp-login/locales/terms/binding';
import { terms as bindingHans } from 'wechat-mp-login/locales/zh-hans/binding';
import { terms as bindingHant } from 'wechat-mp-login/locales/zh-hant/binding';
import { terms as en } from 'wechat-mp-login/locales/en/login';
import { terms as identitiesEn } from 'wechat-mp-login/locales/en/identities';
import type { IdentitiesTerms } from 'wechat-mp-login/locales/terms/identities';
import { terms as identitiesHans } from 'wechat-mp-login/locales/zh-hans/identities';
import { terms as identitiesHant } from 'wechat-mp-login/locales/zh-hant/identities';
import type { Terms } from 'wechat-mp-login/locales/terms/login';
import { terms as hans } from 'wechat-mp-login/locales/zh-hans/login';
import { terms as hant } from 'wechat-mp-login/locales/zh-hant/login';

export const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;
export type Language = (typeof languages)[number];

type Each<T> = Readonly<Record<Language, T>>;

/** By where `texts` has them: the login's on top, the others below a key of their own. */
export const rooms = {
  login: { 'zh-Hans': hans, 'zh-Hant': hant, en } satisfies Each<Terms>,
  binding: {
    'zh-Hans': bindingHans,
    'zh-Hant': bindingHant,
    en: bindingEn,
  } satisfies Each<BindingTerms>,
  identities: {
    'zh-Hans': identitiesHans,
    'zh-Hant': identitiesHant,
    en: identitiesEn,
  } satisfies Each<IdentitiesTerms>,
} as const;
export type Room = keyof typeof rooms;

export interface Row {
  /** Its place in `texts`, such as `binding.prompts.choose`. */
  readonly path: string;
  /** What is said there, in parts that stand below each other; of each, one wording for each sample. */
  readonly said: Each<readonly (readonly string[])[]>;
  /** Whether it is a function, or may be one. */
  readonly speaks: boolean;
}

type About = readonly unknown[];

/** What functions are given, by the path; with nothing to tell too, where that may be. */
const samples: readonly (readonly [RegExp, (lang: Language, plural: Plural) => About[]])[] = [
  [
    /^(binding\.(link\.)?)?messages\.\w+\.1$/,
    (lang) => [
      [{ kind: 'service', wait: formatMinutes(240_000, lang) }],
      [{ kind: 'subscription', wait: '' }],
    ],
  ],
  [
    /^binding\.mistakes\.\w+$/,
    (lang, plural) => [
      [{ tries: formatPlural(plural, 3, lang), wait: formatDuration(40_000, lang) }],
      [{ tries: '', wait: '' }],
    ],
  ],
  [/^binding\.resendIn$/, (lang) => [[formatNumber(59, lang)]]],
  [/^binding\.chatDigitsHint$/, () => [['山岚商店'], ['']]],
  [
    /^identities\.linked$/,
    (lang) => [[formatDay('2026-05-03T12:00:00Z', lang, rooms.identities[lang])]],
  ],
  [/^identities\.unlinked$/, () => [['山岚商店']]],
  [/^identities\.messages\.\w+$/, (lang) => [[formatMinutes(240_000, lang)], ['']]],
];

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
const isPlural = (value: unknown): value is Plural => isTree(value) && 'other' in value;

/** @throws Error where a sentence is a function that nothing above is for */
function wordings(value: unknown, path: string, lang: Language): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isPlural(value)) return unique([1, 3].map((count) => formatPlural(value, count, lang)));
  const about = samples.find(([place]) => place.test(path))?.[1];
  if (!about || typeof value !== 'function') throw new Error(`No sample for ${path}`);
  const says = value as (...about: About) => string;
  return unique(about(lang, rooms.binding[lang].triesLeft).map((each) => says(...each)));
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Of what is no longer a tree of sentences: one, a pair of them, or the forms of a plural. */
const isRow = (value: unknown): boolean =>
  !isTree(value) || Array.isArray(value) || isPlural(value);

/** The paths of all rows, in the order of the file. */
export function pathsIn(terms: unknown, before = ''): string[] {
  return Object.entries(terms as Tree).flatMap(([key, each]) =>
    isRow(each) ? [before + key] : pathsIn(each, `${before}${key}.`),
  );
}

const at = (terms: unknown, path: string): unknown =>
  path.split('.').reduce((tree, key) => (tree as Tree)[key], terms);

/** All but `lang`, which nobody reads. */
export function rowsOf(room: Room): Row[] {
  const prefix = room === 'login' ? '' : `${room}.`;
  const paths = pathsIn(rooms[room].en).filter((path) => path !== 'lang');
  return paths.map((place) => {
    const path = prefix + place;
    const partsIn = (lang: Language): readonly unknown[] => {
      const value = at(rooms[room][lang], place);
      return Array.isArray(value) ? value : [value];
    };
    const said = (lang: Language) =>
      partsIn(lang).map((part, index, { length }) =>
        wordings(part, length > 1 ? `${path}.${index}` : path, lang),
      );
    return {
      path,
      said: { 'zh-Hans': said('zh-Hans'), 'zh-Hant': said('zh-Hant'), en: said('en') },
      speaks: languages.some((lang) => partsIn(lang).some((part) => typeof part === 'function')),
    };
  });
}
