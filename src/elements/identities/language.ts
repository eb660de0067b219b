/** What `<wechat-mp-identities>` says, from a code or a date to words of a language. */
import type { IdentitiesSaying, IdentitiesTerms } from '../../locales/terms/identities.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import type { ErrorCode } from '../../protocol/errors.js';
import type { IdentitiesProblem } from './state.js';
import { minutes } from '../texts/language.js';
import { loadTerms } from '../texts/load-terms.js';

/** English where a language is not there yet, with what the page says in its own words. */
export async function identitiesTermsFor(lang: string, texts?: TextsOf): Promise<IdentitiesTerms> {
  const terms = await loadTerms(lang, {
    en: () => import('../../locales/en/identities.js'),
    zhHans: () => import('../../locales/zh-hans/identities.js'),
    zhHant: () => import('../../locales/zh-hant/identities.js'),
  });
  if (!texts) return terms;
  const { withTexts } = await import('../texts/merge.js');
  return withTexts(terms, texts, lang, 'identities');
}
