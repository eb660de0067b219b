/** What `<wechat-mp-identities>` says, from a code or a date to words of a language. */
import type { IdentitiesSaying, IdentitiesTerms } from '../../locales/terms/identities.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import type { ErrorCode } from '../../protocol/errors.js';
import type { IdentitiesProblem } from './state.js';
import { minutes, scriptOf } from '../texts/language.js';

/** English where a language is not there yet, with what the page says in its own words. */
export async function identitiesTermsFor(lang: string, texts?: TextsOf): Promise<IdentitiesTerms> {
  const script = scriptOf(lang);
  const { terms } = await (script === 'hant'
    ? import('../../locales/zh-hant/identities.js')
    : script
      ? import('../../locales/zh-hans/identities.js')
      : import('../../locales/en/identities.js'));
  if (!texts) return terms;
  const { withTexts } = await import('../texts/merge.js');
  return withTexts(terms, texts, lang, 'identities');
}

const sayings = {
  last_way_in: 'last_way_in',
  reauthentication_required: 'reauthentication_required',
  rate_limited: 'rate_limited',
  slow_down: 'rate_limited',
  unreachable: 'unreachable',
  timeout: 'unreachable',
  // Another account is signed in by now: what is on the page is not its list.
  session_mismatch: 'reauthentication_required',
  internal_error: 'failed',
  store_unavailable: 'failed',
  upstream_unavailable: 'failed',
  bad_response: 'failed',
  platform_disabled: 'failed',
  quota_exhausted: 'failed',
  misconfigured: 'unavailable',
  not_found: 'unavailable',
  method_not_allowed: 'unavailable',
  origin_denied: 'unavailable',
  invalid_request: 'unavailable',
  proof_failed: 'unavailable',
  wrong_state: 'unavailable',
  identity_conflict: 'unavailable',
  challenge_used: 'unavailable',
  gone: 'unavailable',
  too_large: 'unavailable',
  unsupported_media_type: 'unavailable',
  insecure_context: 'unavailable',
  bad_backend: 'unavailable',
  unsupported: 'unavailable',
} satisfies Record<ErrorCode, IdentitiesSaying>;

/** The sentence for a problem. A code that is neither known here nor listed is `failed`. */
export function sentenceOf(
  { code, retryAfterMs }: IdentitiesProblem,
  { says, lang }: IdentitiesTerms,
): string {
  const sentence = says[(sayings as Partial<typeof sayings>)[code] ?? 'failed'];
  if (typeof sentence === 'string') return sentence;
  return sentence(retryAfterMs ? minutes(retryAfterMs, lang) : '');
}

/**
 * The day of a moment where the person is: as the page's language writes it ("3 May 2026" for
 * en-GB) where the words are of that language too. Empty for what is no moment.
 */
export function dayOf(
  iso: string,
  pageLang: string,
  { lang }: IdentitiesTerms,
  withTime = false,
): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const format: Intl.DateTimeFormatOptions = {
    dateStyle: 'long',
    ...(withTime ? { timeStyle: 'short' } : {}),
  };
  const [wanted] = pageLang.split('-');
  try {
    const own = wanted?.toLowerCase() === lang.split('-')[0] ? pageLang : lang;
    return new Intl.DateTimeFormat(own, format).format(date);
  } catch {
    // A tag that is none, such as "en-".
    return new Intl.DateTimeFormat(lang, format).format(date);
  }
}
