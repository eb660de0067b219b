/** The texts of each tag, in the languages that load without a step between. */
import { throwIfOffline } from '../../client/page/network.js';
import type { IdentitiesTerms } from '../../locales/terms/identities.js';
import type { Terms } from '../../locales/terms/login.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import type { Purpose } from '../../protocol/messages.js';
import { loadTerms } from './load-terms.js';
import type { Modules } from './load-terms.js';

const loginModules: Modules<'login'> = {
  en: () => import('../../locales/en/login.js'),
  Hans: () => import('../../locales/zh-hans/login.js'),
  Hant: () => import('../../locales/zh-hant/login.js'),
};

const identitiesModules: Modules<'identities'> = {
  en: () => import('../../locales/en/identities.js'),
  Hans: () => import('../../locales/zh-hans/identities.js'),
  Hant: () => import('../../locales/zh-hant/identities.js'),
};

/**
 * Which texts a login needs: `plain`, those of every login; `prompts`, also those for the states that
 * prompts can end in; another purpose than `login`, also those for it, which replace some of the others.
 */
export type LoginScope = 'plain' | 'prompts' | Exclude<Purpose, 'login'>;

/** The texts that a purpose needs before any QR code is shown. An unknown word counts as `login`. */
export function scopeOf(purpose: Purpose | undefined): LoginScope {
  return purpose === 'link' || purpose === 'step-up' ? purpose : 'plain';
}

/** The texts of `<wechat-mp-login>` and of its button. */
export async function loginTermsFor(
  lang: string,
  texts?: TextsOf,
  scope: LoginScope = 'plain',
): Promise<Terms> {
  const terms = await loadTerms(loginModules, lang, texts, 'login');
  if (scope === 'plain') return terms;
  await throwIfOffline();
  return import('./late-terms.js').then((late) => late.withScope(terms, scope, lang, texts));
}

/** The texts of `<wechat-mp-identities>`. */
export function identitiesTermsFor(lang: string, texts?: TextsOf): Promise<IdentitiesTerms> {
  return loadTerms(identitiesModules, lang, texts, 'identities');
}
