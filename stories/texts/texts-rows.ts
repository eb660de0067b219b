/**
 * Every sentence of every language, loaded as a tag loads it, so that new ones appear here without
 * further work. Used by the page "Texts" and by tests.
 */
import {
  afterQrCodeTermsFor,
  bindingTermsFor,
  doorTermsFor,
  formatDay,
  formatDuration,
  formatNumber,
  formatPlural,
  formatWait,
  identitiesTermsFor,
  loginTermsFor,
  stepUpTermsFor,
} from '../internals/texts.js';
import type { Plural } from 'wechat-mp-login/locales/terms/binding';

/** Their tags. A new language is added here. */
export const languages = [
  'zh-Hans',
  'zh-Hant',
  'en',
  'ja',
  'ko',
  'vi',
  'th',
  'id',
  'ms',
  'ru',
  'es',
  'fr',
  'de',
  'pt',
  'ar',
] as const;
export type Language = (typeof languages)[number];

type Each<T> = Readonly<Record<Language, T>>;

/** A value for each language. */
function forEachLanguage<T>(valueIn: (lang: Language) => T): Each<T> {
  // The keys are exactly the languages.
  return Object.fromEntries(languages.map((lang) => [lang, valueIn(lang)])) as Each<T>;
}

async function inEachLanguage<T>(load: (lang: string) => Promise<T>): Promise<Each<T>> {
  const loaded = new Map<Language, T>();
  for (const lang of languages) loaded.set(lang, await load(lang));
  return forEachLanguage((lang) => loaded.get(lang)!);
}

const afterQrCode = await inEachLanguage(afterQrCodeTermsFor);
const binding = await inEachLanguage(bindingTermsFor);

/** In `texts`, the login's terms are at the top, the others below a key of their own. */
export const termsByTag = {
  login: await inEachLanguage(loginTermsFor),
  // Two files, and one key of `texts`.
  binding: forEachLanguage((lang) => ({ ...binding[lang], ...afterQrCode[lang] })),
  stepUp: await inEachLanguage(stepUpTermsFor),
  doors: await inEachLanguage(doorTermsFor),
  identities: await inEachLanguage(identitiesTermsFor),
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
  if (isPlural(value))
    return unique([0, 1, 2, 3, 11].map((count) => formatPlural(value, count, lang)));
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
      wordings: forEachLanguage(wordings),
      isFunction: languages.some((lang) =>
        partsIn(lang).some((part) => typeof part === 'function'),
      ),
    };
  });
}
