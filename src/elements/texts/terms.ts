/** Loads our texts in one language, with the page's own in their place. A new language is added here. */
import type { BindingTerms } from '../../locales/terms/binding.js';
import type { IdentitiesTerms } from '../../locales/terms/identities.js';
import type { Terms } from '../../locales/terms/login.js';
import type { StepUpTerms } from '../../locales/terms/step-up.js';
import type { Texts, TextsOf } from '../../locales/terms/texts.js';
import type { Purpose } from '../../protocol/messages.js';
import { localeOf } from './locale.js';
import type { Locale } from './locale.js';

type Modules<T> = Readonly<Record<Locale, () => Promise<{ readonly terms: T }>>>;

const loginModules: Modules<Terms> = {
  en: () => import('../../locales/en/login.js'),
  'zh-hans': () => import('../../locales/zh-hans/login.js'),
  'zh-hant': () => import('../../locales/zh-hant/login.js'),
};

const bindingModules: Modules<BindingTerms> = {
  en: () => import('../../locales/en/binding.js'),
  'zh-hans': () => import('../../locales/zh-hans/binding.js'),
  'zh-hant': () => import('../../locales/zh-hant/binding.js'),
};

const stepUpModules: Modules<StepUpTerms> = {
  en: () => import('../../locales/en/step-up.js'),
  'zh-hans': () => import('../../locales/zh-hans/step-up.js'),
  'zh-hant': () => import('../../locales/zh-hant/step-up.js'),
};

const identitiesModules: Modules<IdentitiesTerms> = {
  en: () => import('../../locales/en/identities.js'),
  'zh-hans': () => import('../../locales/zh-hans/identities.js'),
  'zh-hant': () => import('../../locales/zh-hant/identities.js'),
};

/**
 * Which texts a login needs: `plain`, those of every login; `prompts`, also those for the states that
 * prompts can end in; another purpose than `login`, also those for it, which replace some of the others.
 */
export type LoginScope = 'plain' | 'prompts' | Exclude<Purpose, 'login'>;

/** The texts of `<wechat-mp-login>` and of its button. */
export async function loginTermsFor(
  lang: string,
  texts?: TextsOf,
  scope: LoginScope = 'plain',
): Promise<Terms> {
  const terms = await load(loginModules, lang, texts);
  if (scope === 'plain') return terms;
  const { messages, link, chat } = await bindingTermsFor(lang, texts);
  const ours = { ...terms, chat, messages: { ...terms.messages, ...messages } };
  const stepUp = scope === 'step-up' && (await load(stepUpModules, lang, texts, 'stepUp'));
  const purpose = scope === 'link' ? link : stepUp;
  return purpose
    ? { ...ours, name: purpose.name, messages: { ...ours.messages, ...purpose.messages } }
    : ours;
}

/** The texts of `<wechat-mp-binding>`. */
export function bindingTermsFor(lang: string, texts?: TextsOf): Promise<BindingTerms> {
  return load(bindingModules, lang, texts, 'binding');
}

/** The texts of `<wechat-mp-identities>`. */
export function identitiesTermsFor(lang: string, texts?: TextsOf): Promise<IdentitiesTerms> {
  return load(identitiesModules, lang, texts, 'identities');
}

/**
 * Traditional Chinese falls back to simplified where its file cannot be loaded: a site that copies
 * the single file alone does not have it.
 */
function importFrom<T>(modules: Modules<T>, locale: Locale): Promise<{ readonly terms: T }> {
  return locale === 'zh-hant'
    ? modules[locale]().catch(() => modules['zh-hans']())
    : modules[locale]();
}

/** @param part the part of the page's texts that belongs to the module; the rest of them unless given */
async function load<T extends { readonly lang: string }>(
  modules: Modules<T>,
  lang: string,
  texts: TextsOf | undefined,
  part?: keyof Pick<Texts, 'binding' | 'stepUp' | 'identities'>,
): Promise<T> {
  const { terms } = await importFrom(modules, localeOf(lang));
  if (!texts) return terms;
  // Most pages have no texts of their own, and do not load what merges them.
  const { withTexts } = await import('./merge.js');
  return withTexts(terms, texts, lang, part);
}
