/** The texts that no login needs before its QR code is scanned, or that only other purposes have. */
import type { AfterQrCodeTerms } from '../../locales/terms/after-qr-code.js';
import type { BindingTerms } from '../../locales/terms/binding.js';
import type { DoorTerms } from '../../locales/terms/doors.js';
import type { StepUpTerms } from '../../locales/terms/step-up.js';
import type { Terms } from '../../locales/terms/login.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import { formatWait } from './format-wait.js';
import { loadTerms } from './load-terms.js';
import type { Modules } from './load-terms.js';
import type { LoginScope } from './terms.js';

const bindingModules: Modules<'binding'> = {
  en: () => import('../../locales/en/binding.js'),
  Hans: () => import('../../locales/zh-hans/binding.js'),
  Hant: () => import('../../locales/zh-hant/binding.js'),
};

const afterQrCodeModules: Modules<'afterQrCode'> = {
  en: () => import('../../locales/en/after-qr-code.js'),
  Hans: () => import('../../locales/zh-hans/after-qr-code.js'),
  Hant: () => import('../../locales/zh-hant/after-qr-code.js'),
};

const stepUpModules: Modules<'stepUp'> = {
  en: () => import('../../locales/en/step-up.js'),
  Hans: () => import('../../locales/zh-hans/step-up.js'),
  Hant: () => import('../../locales/zh-hant/step-up.js'),
};

const doorModules: Modules<'doors'> = {
  en: () => import('../../locales/en/doors.js'),
  Hans: () => import('../../locales/zh-hans/doors.js'),
  Hant: () => import('../../locales/zh-hant/doors.js'),
};

/** The texts of the ways to sign in beside a QR code on a desktop. */
export function doorTermsFor(lang: string, texts?: TextsOf): Promise<DoorTerms> {
  return loadTerms(doorModules, lang, texts, 'doors');
}

/** The texts of `<wechat-mp-login>` that follow its QR code. */
export function afterQrCodeTermsFor(lang: string, texts?: TextsOf): Promise<AfterQrCodeTerms> {
  return loadTerms(afterQrCodeModules, lang, texts, 'afterQrCode');
}

/** The texts of `<wechat-mp-binding>`. */
export function bindingTermsFor(lang: string, texts?: TextsOf): Promise<BindingTerms> {
  return loadTerms(bindingModules, lang, texts, 'binding');
}

/** The texts of `purpose="step-up"`. */
export function stepUpTermsFor(lang: string, texts?: TextsOf): Promise<StepUpTerms> {
  return loadTerms(stepUpModules, lang, texts, 'stepUp');
}

/** Adds the texts of a scope to those of every login, or puts them in their place. */
export async function withScope(
  terms: Terms,
  scope: LoginScope,
  lang: string,
  texts?: TextsOf,
): Promise<Terms> {
  const late = await afterQrCodeTermsFor(lang, texts);
  const { messages, link, chat, yourAccount } = late;
  const stepUp = scope === 'step-up' && (await stepUpTermsFor(lang, texts));
  const purpose = scope === 'link' ? link : stepUp;
  const ours = {
    ...terms,
    chat,
    yourAccount,
    messages: { ...terms.messages, ...messages },
    formatWait: (ms: number) => formatWait(ms, terms.lang),
  };
  if (!purpose) return ours;
  const { name } = purpose;
  const open = stepUp ? stepUp.open : terms.open;
  return { ...ours, name, open, messages: { ...ours.messages, ...purpose.messages } };
}
