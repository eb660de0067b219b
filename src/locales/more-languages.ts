/**
 * All languages but English and Chinese. This file loads only for a page in another language, so that
 * no other page loads more with each language that is added here.
 */
import type { TermsGroup, TermsModule } from './terms/groups.js';

type Files = { readonly [G in TermsGroup]: () => Promise<TermsModule<G>> };

/** By primary language, the first subtag. Bundlers understand an import only if its path is a literal. */
const filesByLanguage: Readonly<Record<string, Files>> = {
  ar: {
    login: () => import('./ar/login.js'),
    afterQrCode: () => import('./ar/after-qr-code.js'),
    binding: () => import('./ar/binding.js'),
    stepUp: () => import('./ar/step-up.js'),
    doors: () => import('./ar/doors.js'),
    identities: () => import('./ar/identities.js'),
  },
  de: {
    login: () => import('./de/login.js'),
    afterQrCode: () => import('./de/after-qr-code.js'),
    binding: () => import('./de/binding.js'),
    stepUp: () => import('./de/step-up.js'),
    doors: () => import('./de/doors.js'),
    identities: () => import('./de/identities.js'),
  },
  es: {
    login: () => import('./es/login.js'),
    afterQrCode: () => import('./es/after-qr-code.js'),
    binding: () => import('./es/binding.js'),
    stepUp: () => import('./es/step-up.js'),
    doors: () => import('./es/doors.js'),
    identities: () => import('./es/identities.js'),
  },
  fr: {
    login: () => import('./fr/login.js'),
    afterQrCode: () => import('./fr/after-qr-code.js'),
    binding: () => import('./fr/binding.js'),
    stepUp: () => import('./fr/step-up.js'),
    doors: () => import('./fr/doors.js'),
    identities: () => import('./fr/identities.js'),
  },
  id: {
    login: () => import('./id/login.js'),
    afterQrCode: () => import('./id/after-qr-code.js'),
    binding: () => import('./id/binding.js'),
    stepUp: () => import('./id/step-up.js'),
    doors: () => import('./id/doors.js'),
    identities: () => import('./id/identities.js'),
  },
  ja: {
    login: () => import('./ja/login.js'),
    afterQrCode: () => import('./ja/after-qr-code.js'),
    binding: () => import('./ja/binding.js'),
    stepUp: () => import('./ja/step-up.js'),
    doors: () => import('./ja/doors.js'),
    identities: () => import('./ja/identities.js'),
  },
  ko: {
    login: () => import('./ko/login.js'),
    afterQrCode: () => import('./ko/after-qr-code.js'),
    binding: () => import('./ko/binding.js'),
    stepUp: () => import('./ko/step-up.js'),
    doors: () => import('./ko/doors.js'),
    identities: () => import('./ko/identities.js'),
  },
  ms: {
    login: () => import('./ms/login.js'),
    afterQrCode: () => import('./ms/after-qr-code.js'),
    binding: () => import('./ms/binding.js'),
    stepUp: () => import('./ms/step-up.js'),
    doors: () => import('./ms/doors.js'),
    identities: () => import('./ms/identities.js'),
  },
  pt: {
    login: () => import('./pt/login.js'),
    afterQrCode: () => import('./pt/after-qr-code.js'),
    binding: () => import('./pt/binding.js'),
    stepUp: () => import('./pt/step-up.js'),
    doors: () => import('./pt/doors.js'),
    identities: () => import('./pt/identities.js'),
  },
  ru: {
    login: () => import('./ru/login.js'),
    afterQrCode: () => import('./ru/after-qr-code.js'),
    binding: () => import('./ru/binding.js'),
    stepUp: () => import('./ru/step-up.js'),
    doors: () => import('./ru/doors.js'),
    identities: () => import('./ru/identities.js'),
  },
  th: {
    login: () => import('./th/login.js'),
    afterQrCode: () => import('./th/after-qr-code.js'),
    binding: () => import('./th/binding.js'),
    stepUp: () => import('./th/step-up.js'),
    doors: () => import('./th/doors.js'),
    identities: () => import('./th/identities.js'),
  },
  vi: {
    login: () => import('./vi/login.js'),
    afterQrCode: () => import('./vi/after-qr-code.js'),
    binding: () => import('./vi/binding.js'),
    stepUp: () => import('./vi/step-up.js'),
    doors: () => import('./vi/doors.js'),
    identities: () => import('./vi/identities.js'),
  },
};

/**
 * @param lang BCP 47 tag in canonical form, such as `pt-BR`
 * @throws Error if we do not have the language
 */
export function importTerms<G extends TermsGroup>(lang: string, group: G): Promise<TermsModule<G>> {
  const [language = ''] = lang.split('-');
  const files = filesByLanguage[language];
  if (!files) throw new Error(`There are no texts in ${lang}.`);
  return files[group]();
}
