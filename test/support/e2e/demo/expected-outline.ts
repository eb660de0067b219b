/** What a screen reader should read at each step of the prompts, in the texts of a language. */
import type { Page } from 'puppeteer-core';
import {
  afterQrCodeTermsFor,
  bindingTermsFor,
  doorTermsFor,
} from '../../../../src/elements/texts/late-terms.js';
import { loginTermsFor } from '../../../../src/elements/texts/terms.js';
import type { AfterQrCodeTerms } from '../../../../src/locales/terms/after-qr-code.js';
import type { BindingTerms } from '../../../../src/locales/terms/binding.js';
import type { DoorTerms } from '../../../../src/locales/terms/doors.js';
import type { Terms } from '../../../../src/locales/terms/login.js';
import type { BindingOption, Field } from '../../../../src/protocol/messages.js';

export interface PromptTexts {
  readonly login: Terms;
  readonly prompts: BindingTerms & AfterQrCodeTerms;
  readonly doors: DoorTerms;
}

export async function textsFor(lang: string): Promise<PromptTexts> {
  const [login, prompts, afterQrCode, doors] = await Promise.all([
    loginTermsFor(lang),
    bindingTermsFor(lang),
    afterQrCodeTermsFor(lang),
    doorTermsFor(lang),
  ]);
  return { login, prompts: { ...prompts, ...afterQrCode }, doors };
}

/** The options that the backend offers on this page, with their labels. */
export function shownOptions(page: Page): Promise<readonly BindingOption[]> {
  return page.evaluate(`document.querySelector('wechat-mp-login').state.options`) as Promise<
    readonly BindingOption[]
  >;
}

export interface FormView {
  readonly method: string;
  /** By field name. */
  readonly values?: Readonly<Record<string, string>>;
  readonly errors?: Readonly<Record<string, string>>;
  /** The error of the whole form. */
  readonly error?: string;
  readonly isSent?: boolean;
  readonly busy?: 'code' | 'bind';
}

/** The form of a link method. */
export function formOutline(
  { prompts }: PromptTexts,
  options: readonly BindingOption[],
  { method, values = {}, errors = {}, error, isSent, busy }: FormView,
): string[] {
  const links = options.filter((option) => option.action === 'link');
  const chat: Field = {
    name: 'chatCode',
    label: prompts.chatDigitsLabel,
    hint: prompts.chatDigitsHint('\u2068山岚商店\u2069'),
    type: 'code',
    required: true,
  };
  const fields = [...(links.find((each) => each.method === method)?.fields ?? []), chat];
  const send = `button "${isSent ? prompts.resend : prompts.send}"${isSent || busy ? ' disabled' : ''}`;
  const idle = busy ? ' disabled' : '';
  return [
    `heading "${prompts.prompts.link[0]}"`,
    `text "${prompts.prompts.link[1]}"`,
    `group "${prompts.methods}"`,
    ...links.map((each) => `radio "${each.label}"${each.method === method ? ' checked' : ''}`),
    ...fields.flatMap(({ name, label, hint: ownHint = '', type }) => {
      const isCode = type === 'code' && name !== chat.name;
      const hint = isCode && isSent ? prompts.sent : ownHint;
      const fieldError = errors[name] ?? '';
      const value = values[name] ? ` = ${values[name]}` : '';
      const described = [hint, fieldError].filter(Boolean);
      return [
        `textbox "${label}"${value} required${fieldError && ' invalid'}${described.length > 0 ? `: ${described.join(' ')}` : ''}`,
        ...(isCode ? [send] : []),
        ...described.map((each) => `text "${each}"`),
      ];
    }),
    ...(error ? [`text "${error}"`] : []),
    `button "${busy === 'bind' ? prompts.busy : prompts.submit.link}"${idle}`,
    `button "${prompts.back}"${idle}`,
  ];
}
