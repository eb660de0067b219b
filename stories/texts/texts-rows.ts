/**
 * Every sentence of every language, read from the locale files, so that new ones appear here without
 * further work. Used by the page "Texts" and by tests.
 */
import {
  formatDay,
  formatDuration,
  formatNumber,
  formatPlural,
  formatWait,
} from '../internals/texts.js';
import { terms as bindingEn } from 'wechat-mp-login/locales/en/binding';
import type { BindingTerms, Plural } from 'wechat-mp-login/locales/terms/binding';
import { terms as bindingHans } from 'wechat-mp-login/locales/zh-hans/binding';
import { terms as bindingHant } from 'wechat-mp-login/locales/zh-hant/binding';
import { terms as doorsEn } from 'wechat-mp-login/locales/en/doors';
import type { DoorTerms } from 'wechat-mp-login/locales/terms/doors';
import { terms as doorsHans } from 'wechat-mp-login/locales/zh-hans/doors';
import { terms as doorsHant } from 'wechat-mp-login/locales/zh-hant/doors';
import { terms as en } from 'wechat-mp-login/locales/en/login';
import { terms as identitiesEn } from 'wechat-mp-login/locales/en/identities';
import type { IdentitiesTerms } from 'wechat-mp-login/locales/terms/identities';
import { terms as identitiesHans } from 'wechat-mp-login/locales/zh-hans/identities';
import { terms as identitiesHant } from 'wechat-mp-login/locales/zh-hant/identities';
import type { Terms } from 'wechat-mp-login/locales/terms/login';
import { terms as hans } from 'wechat-mp-login/locales/zh-hans/login';
import { terms as hant } from 'wechat-mp-login/locales/zh-hant/login';
import { terms as stepUpEn } from 'wechat-mp-login/locales/en/step-up';
import type { StepUpTerms } from 'wechat-mp-login/locales/terms/step-up';
import { terms as stepUpHans } from 'wechat-mp-login/locales/zh-hans/step-up';
import { terms as stepUpHant } from 'wechat-mp-login/locales/zh-hant/step-up';

export const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;
export type Language = (typeof languages)[number];

type Each<T> = Readonly<Record<Language, T>>;

/** In `texts`, the login's terms are at the top, the others below a key of their own. */
export const termsByTag = {
  login: { 'zh-Hans': hans, 'zh-Hant': hant, en } satisfies Each<Terms>,
  binding: {
    'zh-Hans': bindingHans,
    'zh-Hant': bindingHant,
    en: bindingEn,
  } satisfies Each<BindingTerms>,
  stepUp: {
    'zh-Hans': stepUpHans,
    'zh-Hant': stepUpHant,
    en: stepUpEn,
  } satisfies Each<StepUpTerms>,
  doors: {
    'zh-Hans': doorsHans,
    'zh-Hant': doorsHant,
    en: doorsEn,
  } satisfies Each<DoorTerms>,
  identities: {
    'zh-Hans': identitiesHans,
    'zh-Hant': identitiesHant,
    en: identitiesEn,
  } satisfies Each<IdentitiesTerms>,
} as const;
export type TagGroup = keyof typeof termsByTag;

export interface Row {
  /** Its place in `texts`, such as `binding.prompts.choose`. */
  readonly path: string;
  /** The parts of the text, such as title and sentence. A part has one wording for each sample. */
  readonly wordings: Each<readonly (readonly string[])[]>;
  /** Whether the text is a function in some language. */
  readonly isFunction: boolean;
}

type Arguments = readonly unknown[];

/** Sample arguments for functions, by path. One sample is empty if the argument may be. */
const samples: readonly (readonly [RegExp, (lang: Language, plural: Plural) => Arguments[]])[] = [
  [
    /^(binding\.(link\.)?|stepUp\.)?messages\.\w+\.1$/,
    (lang) => [
      [{ kind: 'service', wait: formatWait(240_000, lang) }],
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
    (lang) => [[formatDay('2026-05-03T12:00:00Z', lang, termsByTag.identities[lang])]],
  ],
  [
    /^doors\.(find|scanAccount|holdAccount)$/,
    () => [
      ['山岚商店', 'service'],
      ['山岚手记', 'subscription'],
    ],
  ],
  [/^identities\.unlinked$/, () => [['山岚商店']]],
  [/^identities\.messages\.\w+$/, (lang) => [[formatWait(240_000, lang)], ['']]],
];

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
const isPlural = (value: unknown): value is Plural => isTree(value) && 'other' in value;

/** @throws Error if a text is a function without sample arguments */
function wordingsOf(value: unknown, path: string, lang: Language): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isPlural(value)) return unique([1, 3].map((count) => formatPlural(value, count, lang)));
  const argumentsIn = samples.find(([place]) => place.test(path))?.[1];
  if (!argumentsIn || typeof value !== 'function') throw new Error(`No sample for ${path}`);
  // Every function among the texts takes the arguments of its path and returns a string.
  const format = value as (...given: Arguments) => string;
  return unique(
    argumentsIn(lang, termsByTag.binding[lang].triesLeft).map((each) => format(...each)),
  );
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Whether a value is one text (a sentence, a pair or the forms of a plural), not a group of texts. */
const isRow = (value: unknown): boolean =>
  !isTree(value) || Array.isArray(value) || isPlural(value);

/** The paths of all texts, in the order of the file. */
export function pathsIn(terms: unknown, before = ''): string[] {
  return Object.entries(terms as Tree).flatMap(([key, each]) =>
    isRow(each) ? [before + key] : pathsIn(each, `${before}${key}.`),
  );
}

const at = (terms: unknown, path: string): unknown =>
  path.split('.').reduce((tree, key) => (tree as Tree)[key], terms);

/** All texts of a group, without `lang`, which is not shown. */
export function rowsOf(group: TagGroup): Row[] {
  const prefix = group === 'login' ? '' : `${group}.`;
  const paths = pathsIn(termsByTag[group].en).filter((path) => path !== 'lang');
  return paths.map((place) => {
    const path = prefix + place;
    const partsIn = (lang: Language): readonly unknown[] => {
      const value = at(termsByTag[group][lang], place);
      return Array.isArray(value) ? value : [value];
    };
    const wordings = (lang: Language) =>
      partsIn(lang).map((part, index, { length }) =>
        wordingsOf(part, length > 1 ? `${path}.${index}` : path, lang),
      );
    return {
      path,
      wordings: {
        'zh-Hans': wordings('zh-Hans'),
        'zh-Hant': wordings('zh-Hant'),
        en: wordings('en'),
      },
      isFunction: languages.some((lang) =>
        partsIn(lang).some((part) => typeof part === 'function'),
      ),
    };
  });
}
