/** Every step of the prompts, with the options that the reference backend offers. */
import type { BindingForm, BindingState, LoginState } from 'wechat-mp-login/client';
import type { BindingOption, Choice } from 'wechat-mp-login/protocol';
import { emailCodeMethod, passwordMethod, phoneCodeMethod } from 'wechat-mp-login/server';
import type { FieldOptions, LinkMethod, LocalizedText } from 'wechat-mp-login/server';
import { localizeFields, localize } from '../../internals/binding-options.js';

/** The languages of the application whose options these are. */
export type Lang = 'zh-Hans' | 'zh-Hant' | 'en';

/** The language in which that application answers a page in any other. */
export function nearestLang(language: string): Lang {
  return language === 'zh-Hans' || language === 'zh-Hant' ? language : 'en';
}

type Create = Extract<BindingOption, { action: 'create' }>;
type Link = Extract<BindingOption, { action: 'link' }>;

const nobody = () => Promise.resolve([]);
const find = { find: nobody, send: () => Promise.resolve() };

/** A link method of an application's own, which the library does not know. */
const employeeNumberMethod: LinkMethod = {
  method: 'employee-number',
  label: { en: 'With an employee number', 'zh-Hans': '用工号验证', 'zh-Hant': '用員工編號驗證' },
  fields: [
    {
      name: 'number',
      type: 'text',
      label: { en: 'Employee number', 'zh-Hans': '工号', 'zh-Hant': '員工編號' },
      hint: {
        en: 'Two letters and four digits.',
        'zh-Hans': '两个字母和四位数字。',
        'zh-Hant': '兩個字母和四位數字。',
      },
      autocomplete: 'off',
      pattern: '[A-Za-z]{2}\\d{4}',
    },
    {
      name: 'birthday',
      type: 'text',
      label: {
        en: 'Month and day of birth',
        'zh-Hans': '生日（月和日）',
        'zh-Hant': '生日（月和日）',
      },
      hint: { en: 'For example 0503.', 'zh-Hans': '如 0503。', 'zh-Hant': '如 0503。' },
      required: false,
      pattern: '\\d{4}',
    },
  ],
  target: ({ number = '' }) => number.toUpperCase(),
  accounts: nobody,
};

const createFields: readonly FieldOptions[] = [
  {
    name: 'name',
    type: 'text',
    label: { en: 'What may we call you?', 'zh-Hans': '怎么称呼您？', 'zh-Hant': '怎麼稱呼您？' },
    autocomplete: 'nickname',
  },
  {
    name: 'email',
    type: 'email',
    label: { en: 'E-mail', 'zh-Hans': '邮箱', 'zh-Hant': '電子郵件' },
    hint: {
      en: 'Only for receipts.',
      'zh-Hans': '仅用于发送收据。',
      'zh-Hant': '僅用於寄送收據。',
    },
    autocomplete: 'email',
    required: false,
  },
];

const continueAs: LocalizedText = {
  en: 'Continue as 周岚',
  'zh-Hans': '继续使用 周岚',
  'zh-Hant': '繼續使用 周嵐',
};

export interface Options {
  readonly create: Create;
  readonly createWithFields: Create;
  readonly session: Link;
  readonly password: Link;
  readonly emailCode: Link;
  readonly phoneCode: Link;
  readonly employeeNumber: Link;
}

/** The options in the language that the page has asked for. */
export function optionsIn(lang: Lang): Options {
  const link = ({ method, label, fields }: LinkMethod): Link => ({
    action: 'link',
    method,
    label: localize(label, lang),
    fields: localizeFields(fields, lang),
  });
  return {
    create: { action: 'create' },
    createWithFields: { action: 'create', fields: localizeFields(createFields, lang) },
    session: { action: 'link', method: 'session', label: localize(continueAs, lang), fields: [] },
    password: link(passwordMethod({ check: nobody })),
    emailCode: link(emailCodeMethod(find)),
    phoneCode: link(phoneCodeMethod(find)),
    employeeNumber: link(employeeNumberMethod),
  };
}

/** Several accounts with one phone number. */
export const accounts: readonly Choice[] = [
  { choice: 'choice-1', name: '何欣' },
  { choice: 'choice-2', name: '何欣（家庭）' },
  { choice: 'choice-3', name: 'He Xin, Shanlan Mountain Store and Tea House' },
];

const ignore = (): void => undefined;

/** A form whose actions do nothing. */
export const idleForm: BindingForm = {
  create: ignore,
  link: ignore,
  submit: ignore,
  sendVerificationCode: ignore,
  select: ignore,
  back: ignore,
};

/** Every step, also while it waits and after an error. `resendAtMs` is in the future. */
export function bindingSamples(
  lang: Lang,
  shown: LoginState['shown'],
): Readonly<Record<string, BindingState>> {
  const options = optionsIn(lang);
  const { create, createWithFields, session, password, emailCode, phoneCode } = options;
  const choose: BindingState = {
    type: 'binding',
    ...(shown && { shown }),
    step: 'choose',
    purpose: 'login',
    options: [create, password, emailCode, phoneCode],
    needsChatDigits: true,
    form: idleForm,
  };
  const link: BindingState = { ...choose, step: 'link', method: 'password' };
  const byEmail: BindingState = { ...link, method: 'email-code' };
  const sent = { method: 'email-code', resendAtMs: Date.now() + 47_000 };
  return {
    choose,
    'choose, busy': { ...choose, busy: 'bind' },
    'choose, unreachable': { ...choose, problem: { code: 'unreachable' } },
    create: { ...choose, step: 'create', options: [createWithFields, password] },
    'create, name refused': {
      ...choose,
      step: 'create',
      options: [createWithFields, password],
      problem: { code: 'invalid_request', field: 'name' },
    },
    'create, without the chat’s digits': {
      ...choose,
      step: 'create',
      options: [createWithFields, password],
      needsChatDigits: false,
    },
    link,
    'link, one method': { ...link, options: [create, password] },
    'link, four methods': {
      ...link,
      options: [create, password, emailCode, phoneCode, options.employeeNumber],
    },
    'link, without the chat’s digits': { ...link, needsChatDigits: false },
    'link, busy': { ...link, busy: 'bind' },
    'link by e-mail': byEmail,
    'link by e-mail, being sent': { ...byEmail, busy: 'send' },
    'link by e-mail, sent': { ...byEmail, sent },
    'link by phone': { ...link, method: 'phone-code' },
    'link by the session': {
      ...link,
      method: 'session',
      options: [create, session, password],
    },
    'link by an employee number': {
      ...link,
      method: 'employee-number',
      options: [create, options.employeeNumber, password],
    },
    'link, wrong proof': { ...link, problem: { code: 'proof_failed', remaining: 3 } },
    'link, wrong digits': {
      ...link,
      problem: { code: 'proof_failed', field: 'chatCode', remaining: 1 },
    },
    'link, rate limited': { ...link, problem: { code: 'rate_limited', retryAfterMs: 540_000 } },
    'existing only': { ...link, options: [password, emailCode] },
    connect: { ...link, purpose: 'link', method: 'session', options: [session] },
    select: { ...choose, step: 'select', accounts },
    'select, busy': { ...choose, step: 'select', accounts, busy: 'bind' },
  };
}
