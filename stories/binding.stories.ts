/**
 * The prompts for WeChat users without an account here. The tables at the end do not compile if a prompt
 * or a mistake has no story.
 */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import type { Globals } from '../.storybook/toolbar.js';
import type { BindingForm } from 'wechat-mp-login/client';
import type { LoginBindingEvent } from 'wechat-mp-login';
import type { BindingPrompt, MistakeKey } from 'wechat-mp-login/locales/terms/binding';
import { WechatMpLoginError } from 'wechat-mp-login/protocol';
import type { ErrorCode, ErrorDetails } from 'wechat-mp-login/protocol';
import { controls } from './docs/controls.js';
import { bindingBackends, loginMeta, story } from './support/login-story.js';
import type { LoginArgs, LoginStory } from './support/login-story.js';
import type { Prompts } from './support/prompts.js';
import { accent } from './support/pseudo.js';
import { accounts, nearestLang } from './support/samples/binding.js';
import type { Lang, Options } from './support/samples/binding.js';
import { bindingVariants } from './support/samples/states.js';
import type { BindingScript } from './support/scripted/binding.js';

export default {
  ...loginMeta,
  title: 'Binding prompts',
  excludeStories: ['stories', 'mistakes'],
} satisfies Meta<LoginArgs>;

const refusal = (code: ErrorCode, details?: ErrorDetails): WechatMpLoginError =>
  new WechatMpLoginError(code, details);

const allOptions = ({ create, password, emailCode, phoneCode }: Options): BindingScript => ({
  options: [create, password, emailCode, phoneCode],
});

/** Chooses "I have an account", then the method at this index. */
const toMethod =
  (index: number) =>
  async (prompts: Prompts): Promise<void> => {
    await prompts.option(1);
    await prompts.method(index);
  };

const validValues = {
  username: 'lan@example.com',
  password: 'mountain-tea-42',
  chatCode: '402913',
};

const byPassword =
  (values: Readonly<Record<string, string>>) =>
  async (prompts: Prompts): Promise<void> => {
    await prompts.option(1);
    await prompts.fill(values);
    await prompts.submit();
  };

const sendTo =
  (email: string) =>
  async (prompts: Prompts): Promise<void> => {
    await toMethod(1)(prompts);
    await prompts.fill({ email });
    await prompts.send();
  };

/** The first question for new WeChat users, unless the backend creates accounts without asking. */
export const Choose = story({ type: 'binding', step: 'choose' }, { asks: allOptions });

export const ChooseBusy = story(
  { type: 'binding', step: 'choose', busy: 'bind' },
  {
    asks: (options) => ({ ...allOptions(options), bind: ['never'] }),
    act: ({ option }) => option(0),
  },
);

/** A new account may need details from the visitor. The backend defines the fields. */
export const Create = story(
  { type: 'binding', step: 'create' },
  {
    asks: ({ createWithFields, password }) => ({ options: [createWithFields, password] }),
    act: ({ option }) => option(0),
  },
);

/** The application refused a value. The error stands beside its field. */
export const CreateFieldRefused = story(
  { type: 'binding', step: 'create', problem: { code: 'invalid_request', field: 'name' } },
  {
    asks: ({ createWithFields, password }) => ({
      options: [createWithFields, password],
      bind: [refusal('invalid_request', { field: 'name' })],
    }),
    act: async ({ option, fill, submit }) => {
      await option(0);
      await fill({ name: 'admin', chatCode: '402913' });
      await submit();
    },
  },
);

/** Linking takes two proofs: of the account, and that the visitor at the page is the one who scanned. */
export const LinkByPassword = story(
  { type: 'binding', step: 'link', method: 'password' },
  {
    asks: ({ create, password }) => ({ options: [create, password] }),
    act: ({ option }) => option(1),
  },
);

export const LinkOneOfThreeMethods = story(
  { type: 'binding', step: 'link', method: 'password' },
  { asks: allOptions, act: ({ option }) => option(1) },
);

/** The first option is the account that is already signed in; the last one is a method of the application's own. */
export const LinkOneOfFiveMethods = story(
  { type: 'binding', step: 'link', method: 'session' },
  {
    asks: ({ create, session, password, emailCode, phoneCode, employeeNumber }) => ({
      options: [create, session, password, emailCode, phoneCode, employeeNumber],
    }),
    act: ({ option }) => option(1),
  },
);

export const LinkByEmail = story(
  { type: 'binding', step: 'link', method: 'email-code' },
  { asks: allOptions, act: toMethod(1) },
);

export const LinkByEmailSending = story(
  { type: 'binding', method: 'email-code', busy: 'send' },
  {
    asks: (options) => ({ ...allOptions(options), codes: ['never'] }),
    act: sendTo('lan@example.com'),
  },
);

/** Looks the same whether an account has this address or not. */
export const LinkByEmailSent = story(
  { type: 'binding', method: 'email-code', busy: undefined, problem: undefined },
  {
    asks: allOptions,
    act: async (prompts) => {
      await sendTo('lan@example.com')(prompts);
      await prompts.fill({ code: '713', chatCode: '402913' });
    },
  },
);

export const LinkByPhone = story(
  { type: 'binding', step: 'link', method: 'phone-code' },
  { asks: allOptions, act: toMethod(2) },
);

/** Links the account that is signed in in this browser. Only the chat digits have to be typed. */
export const LinkBySession = story(
  { type: 'binding', step: 'link', method: 'session' },
  {
    asks: ({ create, session, password }) => ({ options: [create, session, password] }),
    act: ({ option }) => option(1),
  },
);

/** A method of the application's own, which the library does not know. */
export const LinkByEmployeeNumber = story(
  { type: 'binding', step: 'link', method: 'employee-number' },
  {
    asks: ({ create, employeeNumber }) => ({ options: [create, employeeNumber] }),
    act: ({ option }) => option(1),
  },
);

export const LinkBusy = story(
  { type: 'binding', step: 'link', busy: 'bind' },
  {
    asks: (options) => ({ ...allOptions(options), bind: ['never'] }),
    act: byPassword(validValues),
  },
);

/** After a login with OAuth on the same device, no digits are needed. */
export const LinkWithoutChatDigits = story(
  { type: 'binding', step: 'link', needsChatDigits: false },
  {
    asks: (options) => ({ ...allOptions(options), chatCode: false }),
    act: ({ option }) => option(1),
  },
);

/** With `newAccounts: 'existing-only'`, visitors can only link an account. */
export const MembersOnly = story(
  { type: 'binding', step: 'link' },
  { asks: ({ password, emailCode }) => ({ options: [password, emailCode] }) },
);

/** With `purpose="link"` on a settings page, the account that is signed in is linked. */
export const SettingsPage = story(
  { type: 'binding', step: 'link', purpose: 'link' },
  { asks: ({ session }) => ({ options: [session] }), purpose: 'link' },
);

/** Several accounts share one phone number. */
export const Select = story(
  { type: 'binding', step: 'select' },
  {
    asks: (options) => ({ ...allOptions(options), bind: [{ result: 'select', accounts }] }),
    act: byPassword(validValues),
  },
);

export const SelectBusy = story(
  { type: 'binding', step: 'select', busy: 'bind' },
  {
    asks: (options) => ({
      ...allOptions(options),
      bind: [{ result: 'select', accounts }, 'never'],
    }),
    act: async (prompts) => {
      await byPassword(validValues)(prompts);
      await prompts.option(1);
    },
  },
);

/** The page finds the mistake itself and sends no request. */
const storyWithoutRequest = (act: (prompts: Prompts) => Promise<void>): LoginStory<'binding'> =>
  story(
    { type: 'binding', step: 'link', busy: undefined, problem: undefined },
    {
      asks: (options) => ({ ...allOptions(options), bind: ['never'], codes: ['never'] }),
      act: async (prompts) => {
        await act(prompts);
        await prompts.refused();
      },
    },
  );

/** The backend refuses the form. */
const storyWithAnswer = (
  code: ErrorCode,
  details?: ErrorDetails,
  values: Readonly<Record<string, string>> = validValues,
): LoginStory<'binding'> =>
  story(
    { type: 'binding', step: 'link', problem: { code, ...details } },
    {
      asks: (options) => ({ ...allOptions(options), bind: [refusal(code, details)] }),
      act: byPassword(values),
    },
  );

const storyOfSession = (code: ErrorCode): LoginStory<'binding'> =>
  story(
    { type: 'binding', method: 'session', problem: { code } },
    {
      asks: ({ create, session, password }) => ({
        options: [create, session, password],
        bind: [refusal(code)],
      }),
      act: byPassword({ chatCode: '402913' }),
    },
  );

export const MistakeEmptyFields = storyWithoutRequest(byPassword({}));

export const MistakeTooFewChatDigits = storyWithoutRequest(
  byPassword({ ...validValues, chatCode: '4029' }),
);

export const MistakeInvalidEmail = storyWithoutRequest(sendTo('lan at example'));

export const MistakeInvalidPhone = storyWithoutRequest(async (prompts) => {
  await toMethod(2)(prompts);
  await prompts.fill({ phone: '12' });
  await prompts.send();
});

export const MistakeTooLong = storyWithoutRequest(
  byPassword({ ...validValues, username: 'lan'.repeat(70) }),
);

/** A wrong password, an unknown account and an unverified one look alike. */
export const MistakeWrongProof = storyWithAnswer(
  'proof_failed',
  { remaining: 3 },
  { ...validValues, password: 'mountain' },
);

export const MistakeWrongProofLastTry = storyWithAnswer(
  'proof_failed',
  { remaining: 1 },
  { ...validValues, password: 'mountain' },
);

export const MistakeWrongChatDigits = storyWithAnswer(
  'proof_failed',
  { remaining: 2, field: 'chatCode' },
  { ...validValues, chatCode: '402931' },
);

export const MistakeRateLimited = storyWithAnswer('rate_limited', { retryAfterMs: 540_000 });

/** Sending verification codes has a limit of its own. */
export const MistakeTooManyVerificationCodes = story(
  {
    type: 'binding',
    method: 'email-code',
    problem: { code: 'rate_limited', retryAfterMs: 40_000 },
  },
  {
    asks: (options) => ({
      ...allOptions(options),
      codes: [refusal('rate_limited', { retryAfterMs: 40_000 })],
    }),
    act: sendTo('lan@example.com'),
  },
);

/** The visitor signed in more than five minutes ago. */
export const MistakeSessionTooOld = storyOfSession('reauthentication_required');

/** Nobody confirmed the login of this session. */
export const MistakeSessionUnconfirmed = storyOfSession('confirmation_required');

export const MistakeOtherSession = storyOfSession('session_mismatch');

/** The login ends here, but a page that draws its own states may keep showing the prompt. */
export const MistakeConflict = story(
  { type: 'binding', step: 'link' },
  {
    drawn: () => ({
      ...(bindingVariants['link'] ?? { type: 'idle' }),
      problem: { code: 'identity_conflict' },
    }),
  },
);

export const MistakeUnreachable = storyWithAnswer('unreachable');

export const MistakeOther = storyWithAnswer('internal_error');

/** A complete sign-in: a wrong password, then the right one. */
export const CompleteByPassword = story(
  { type: 'success', isNew: false, linked: true },
  {
    asks: (options) => ({
      ...allOptions(options),
      bind: [
        refusal('proof_failed', { remaining: 4 }),
        { result: 'authenticated', isNew: false, linked: true, account: { name: '周岚' } },
      ],
    }),
    act: async (prompts) => {
      await byPassword({ ...validValues, password: 'mountain' })(prompts);
      await prompts.refused();
      await prompts.fill(validValues);
      await prompts.submit();
    },
  },
);

/** A complete sign-in: a verification code by e-mail, then a choice of accounts. */
export const CompleteByEmail = story(
  { type: 'success', linked: true },
  {
    asks: (options) => ({
      ...allOptions(options),
      bind: [
        { result: 'select', accounts },
        { result: 'authenticated', isNew: false, linked: true, account: { name: '何欣（家庭）' } },
      ],
    }),
    act: async (prompts) => {
      await sendTo('lan@example.com')(prompts);
      await prompts.fill({ code: '713204', chatCode: '402913' });
      await prompts.submit();
      await prompts.option(1);
    },
  },
);

export const CompleteWithNewAccount = story(
  { type: 'success', isNew: true },
  { asks: allOptions, act: ({ option }) => option(0) },
);

const asksAll = bindingBackends(allOptions);

/** The form of the last `wechat-mp-login-binding` event. */
let currentForm: BindingForm | undefined;

const takeForm = (event: LoginBindingEvent): void => {
  event.preventDefault();
  currentForm = event.form;
};

const ownButtonText = {
  'zh-Hans': '页面自己的按钮：我是新用户',
  'zh-Hant': '頁面自己的按鈕：我是新使用者',
  en: 'The page’s own button: I’m new here',
  pseudo: accent('The page’s own button: I’m new here'),
} satisfies Record<Lang | 'pseudo', string>;

/** The page asks the question itself: it prevents the event's default and answers through its `form`. */
export const AskedByThePage: StoryObj<LoginArgs> = {
  render: (args, { globals }) => {
    const { language } = globals as Globals;
    return html`<wechat-mp-login
        @wechat-mp-login-binding=${takeForm}
        ${controls(args, { backend: asksAll(language) })}
      ></wechat-mp-login>
      <button type="button" @click=${() => currentForm?.create()}>
        ${ownButtonText[language === 'pseudo' ? language : nearestLang(language)]}
      </button>`;
  },
  play: async ({ canvasElement }) => {
    const login = canvasElement.querySelector('wechat-mp-login');
    await waitFor(() => {
      expect(login?.state.type).toBe('binding');
      expect(currentForm).toBeTruthy();
    });
    await login?.updateComplete;
    expect(login?.shadowRoot?.querySelector('wechat-mp-binding')).toBe(null);
    canvasElement.querySelector('button')?.click();
    await waitFor(() => expect(login?.state.type).toBe('success'));
  },
};

type Some<T> = readonly [T, ...T[]];

export const stories = {
  choose: [Choose, ChooseBusy],
  create: [Create, CreateFieldRefused],
  link: [
    LinkByPassword,
    LinkOneOfThreeMethods,
    LinkOneOfFiveMethods,
    LinkByEmail,
    LinkByEmailSending,
    LinkByEmailSent,
    LinkByPhone,
    LinkBySession,
    LinkByEmployeeNumber,
    LinkBusy,
    LinkWithoutChatDigits,
  ],
  existing: [MembersOnly],
  connect: [SettingsPage],
  select: [Select, SelectBusy],
} satisfies Record<BindingPrompt, Some<LoginStory<'binding'>>>;

export const mistakes = {
  missing: [MistakeEmptyFields],
  digits: [MistakeTooFewChatDigits],
  email: [MistakeInvalidEmail],
  check: [MistakeInvalidPhone],
  long: [MistakeTooLong],
  proof: [MistakeWrongProof, MistakeWrongProofLastTry],
  chat: [MistakeWrongChatDigits],
  rate_limited: [MistakeRateLimited, MistakeTooManyVerificationCodes],
  reauthentication_required: [MistakeSessionTooOld],
  confirmation_required: [MistakeSessionUnconfirmed],
  session_mismatch: [MistakeOtherSession],
  identity_conflict: [MistakeConflict],
  unreachable: [MistakeUnreachable],
  failed: [MistakeOther],
} satisfies Record<MistakeKey, Some<LoginStory<'binding'>>>;
