/**
 * The prompts for a WeChat that has no account here yet. A prompt or a mistake without a story does
 * not compile: see the end.
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
import { askingBackends, loginMeta, story } from './support/login-story.js';
import type { LoginArgs, LoginStory } from './support/login-story.js';
import type { Prompts } from './support/prompts.js';
import { accent } from './support/pseudo.js';
import { accounts } from './support/sample-binding.js';
import type { Options } from './support/sample-binding.js';
import { bindingVariants } from './support/sample-states.js';
import type { BindingScript } from './support/scripted-binding.js';

export default {
  ...loginMeta,
  title: 'Binding prompts',
  excludeStories: ['stories', 'mistakes'],
} satisfies Meta<LoginArgs>;

const refuse = (code: ErrorCode, details?: ErrorDetails): WechatMpLoginError =>
  new WechatMpLoginError(code, details);

const all = ({ create, password, emailCode, phoneCode }: Options): BindingScript => ({
  options: [create, password, emailCode, phoneCode],
});

/** "I have an account", then the method at this place. */
const toMethod =
  (index: number) =>
  async (prompts: Prompts): Promise<void> => {
    await prompts.option(1);
    await prompts.method(index);
  };

const right = { username: 'lan@example.com', password: 'mountain-tea-42', chatCode: '402913' };

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

/** What a new WeChat meets first, unless accounts are made unasked. */
export const Choose = story({ type: 'binding', step: 'choose' }, { asks: all });

export const ChooseMakingTheAccount = story(
  { type: 'binding', step: 'choose', busy: 'bind' },
  { asks: (options) => ({ ...all(options), bind: ['never'] }), act: ({ option }) => option(0) },
);

/** Where a new account needs something from the person: the fields are the backend's. */
export const Create = story(
  { type: 'binding', step: 'create' },
  {
    asks: ({ createWithFields, password }) => ({ options: [createWithFields, password] }),
    act: ({ option }) => option(0),
  },
);

/** A field that the application cannot use is named beside it. */
export const CreateFieldRefused = story(
  { type: 'binding', step: 'create', problem: { code: 'invalid_request', field: 'name' } },
  {
    asks: ({ createWithFields, password }) => ({
      options: [createWithFields, password],
      bind: [refuse('invalid_request', { field: 'name' })],
    }),
    act: async ({ option, fill, submit }) => {
      await option(0);
      await fill({ name: 'admin' });
      await submit();
    },
  },
);

/** Two proofs: of the account, and that the one at the page is the one who scanned. */
export const LinkByPassword = story(
  { type: 'binding', step: 'link', method: 'password' },
  {
    asks: ({ create, password }) => ({ options: [create, password] }),
    act: ({ option }) => option(1),
  },
);

export const LinkOneOfThreeMethods = story(
  { type: 'binding', step: 'link', method: 'password' },
  { asks: all, act: ({ option }) => option(1) },
);

/** The first is the account that is signed in already; the last, one of the application's own. */
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
  { asks: all, act: toMethod(1) },
);

export const LinkByEmailSending = story(
  { type: 'binding', method: 'email-code', busy: 'send' },
  { asks: (options) => ({ ...all(options), codes: ['never'] }), act: sendTo('lan@example.com') },
);

/** The same whether anybody has that address or not. */
export const LinkByEmailSent = story(
  { type: 'binding', method: 'email-code', busy: undefined, problem: undefined },
  {
    asks: all,
    act: async (prompts) => {
      await sendTo('lan@example.com')(prompts);
      await prompts.fill({ code: '713', chatCode: '402913' });
    },
  },
);

export const LinkByPhone = story(
  { type: 'binding', step: 'link', method: 'phone-code' },
  { asks: all, act: toMethod(2) },
);

/** The account that is signed in in this browser: nothing to fill in but the chat's digits. */
export const LinkBySession = story(
  { type: 'binding', step: 'link', method: 'session' },
  {
    asks: ({ create, session, password }) => ({ options: [create, session, password] }),
    act: ({ option }) => option(1),
  },
);

/** An application's own method: the page has never heard of it. */
export const LinkByEmployeeNumber = story(
  { type: 'binding', step: 'link', method: 'employee-number' },
  {
    asks: ({ create, employeeNumber }) => ({ options: [create, employeeNumber] }),
    act: ({ option }) => option(1),
  },
);

export const LinkBusy = story(
  { type: 'binding', step: 'link', busy: 'bind' },
  { asks: (options) => ({ ...all(options), bind: ['never'] }), act: byPassword(right) },
);

/** After an OAuth login: the same device, so no digits. */
export const LinkWithoutTheChatsDigits = story(
  { type: 'binding', step: 'link', needsChatDigits: false },
  { asks: (options) => ({ ...all(options), chatCode: false }), act: ({ option }) => option(1) },
);

/** `newAccounts: 'existing-only'`: there is no other way in. */
export const MembersOnly = story(
  { type: 'binding', step: 'link' },
  { asks: ({ password, emailCode }) => ({ options: [password, emailCode] }) },
);

/** `purpose="link"`, on a settings page: the account is the one that is signed in. */
export const SettingsPage = story(
  { type: 'binding', step: 'link', purpose: 'link' },
  { asks: ({ session }) => ({ options: [session] }), purpose: 'link' },
);

/** Several accounts behind one phone number. */
export const Select = story(
  { type: 'binding', step: 'select' },
  {
    asks: (options) => ({ ...all(options), bind: [{ result: 'select', accounts }] }),
    act: byPassword(right),
  },
);

export const SelectBusy = story(
  { type: 'binding', step: 'select', busy: 'bind' },
  {
    asks: (options) => ({ ...all(options), bind: [{ result: 'select', accounts }, 'never'] }),
    act: async (prompts) => {
      await byPassword(right)(prompts);
      await prompts.option(1);
    },
  },
);

/** What the page finds out by itself: nothing was sent. */
const unsent = (act: (prompts: Prompts) => Promise<void>): LoginStory<'binding'> =>
  story(
    { type: 'binding', step: 'link', busy: undefined, problem: undefined },
    {
      asks: (options) => ({ ...all(options), bind: ['never'], codes: ['never'] }),
      act: async (prompts) => {
        await act(prompts);
        await prompts.refused();
      },
    },
  );

/** What the backend says of the form. */
const answered = (
  code: ErrorCode,
  details?: ErrorDetails,
  values: Readonly<Record<string, string>> = right,
): LoginStory<'binding'> =>
  story(
    { type: 'binding', step: 'link', problem: { code, ...details } },
    {
      asks: (options) => ({ ...all(options), bind: [refuse(code, details)] }),
      act: byPassword(values),
    },
  );

const ofSession = (code: ErrorCode): LoginStory<'binding'> =>
  story(
    { type: 'binding', method: 'session', problem: { code } },
    {
      asks: ({ create, session, password }) => ({
        options: [create, session, password],
        bind: [refuse(code)],
      }),
      act: byPassword({ chatCode: '402913' }),
    },
  );

export const MistakeNothingFilledIn = unsent(byPassword({}));

export const MistakeTooFewDigits = unsent(byPassword({ ...right, chatCode: '4029' }));

export const MistakeNoAddress = unsent(sendTo('lan at example'));

export const MistakeNoNumber = unsent(async (prompts) => {
  await toMethod(2)(prompts);
  await prompts.fill({ phone: '12' });
  await prompts.send();
});

export const MistakeTooLong = unsent(byPassword({ ...right, username: 'lan'.repeat(70) }));

/** Wrong password, no such account and an unverified one look alike. */
export const MistakeWrongProof = answered(
  'proof_failed',
  { remaining: 3 },
  { ...right, password: 'mountain' },
);

export const MistakeWrongProofLastTry = answered(
  'proof_failed',
  { remaining: 1 },
  { ...right, password: 'mountain' },
);

export const MistakeWrongDigits = answered(
  'proof_failed',
  { remaining: 2, field: 'chatCode' },
  { ...right, chatCode: '402931' },
);

export const MistakeRateLimited = answered('rate_limited', { retryAfterMs: 540_000 });

/** Codes have limits of their own. */
export const MistakeTooManyCodes = story(
  {
    type: 'binding',
    method: 'email-code',
    problem: { code: 'rate_limited', retryAfterMs: 40_000 },
  },
  {
    asks: (options) => ({
      ...all(options),
      codes: [refuse('rate_limited', { retryAfterMs: 40_000 })],
    }),
    act: sendTo('lan@example.com'),
  },
);

/** The session in this browser is older than five minutes. */
export const MistakeSessionTooOld = ofSession('reauthentication_required');

export const MistakeOtherSession = ofSession('session_mismatch');

/** The login ends with it; a page that draws its own states may stay here. */
export const MistakeConflict = story(
  { type: 'binding', step: 'link' },
  {
    drawn: () => ({
      ...(bindingVariants['link'] ?? { type: 'idle' }),
      problem: { code: 'identity_conflict' },
    }),
  },
);

export const MistakeUnreachable = answered('unreachable');

export const MistakeElse = answered('internal_error');

/** The whole way: a wrong password, then the right one. */
export const WholeWayByPassword = story(
  { type: 'success', isNew: false, linked: true },
  {
    asks: (options) => ({
      ...all(options),
      bind: [
        refuse('proof_failed', { remaining: 4 }),
        { result: 'authenticated', isNew: false, linked: true, account: { name: '周岚' } },
      ],
    }),
    act: async (prompts) => {
      await byPassword({ ...right, password: 'mountain' })(prompts);
      await prompts.refused();
      await prompts.fill(right);
      await prompts.submit();
    },
  },
);

/** The whole way: a code by e-mail, then one of several accounts. */
export const WholeWayByEmail = story(
  { type: 'success', linked: true },
  {
    asks: (options) => ({
      ...all(options),
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

export const WholeWayOfSomebodyNew = story(
  { type: 'success', isNew: true },
  { asks: all, act: ({ option }) => option(0) },
);

const asksAll = askingBackends(all);

/** What the page has in hand, once it is asked. */
let inHand: BindingForm | undefined;

const take = (event: LoginBindingEvent): void => {
  event.preventDefault();
  inHand = event.form;
};

const own = {
  'zh-Hans': '页面自己的按钮：我是新用户',
  'zh-Hant': '頁面自己的按鈕：我是新使用者',
  en: 'The page’s own: I am new',
  pseudo: accent('The page’s own: I am new'),
} satisfies Record<Globals['language'], string>;

/** A page that asks by itself: the event is prevented, and answered through its `form`. */
export const AskedByThePage: StoryObj<LoginArgs> = {
  render: (args, { globals }) => {
    const { language } = globals as Globals;
    return html`<wechat-mp-login
        @wechat-mp-login-binding=${take}
        ${controls(args, { backend: asksAll(language) })}
      ></wechat-mp-login>
      <button type="button" @click=${() => inHand?.create()}>${own[language]}</button>`;
  },
  play: async ({ canvasElement }) => {
    const login = canvasElement.querySelector('wechat-mp-login');
    await waitFor(() => {
      expect(login?.state.type).toBe('binding');
      expect(inHand).toBeTruthy();
    });
    await login?.updateComplete;
    expect(login?.shadowRoot?.querySelector('wechat-mp-binding')).toBe(null);
    canvasElement.querySelector('button')?.click();
    await waitFor(() => expect(login?.state.type).toBe('success'));
  },
};

type Some<T> = readonly [T, ...T[]];

export const stories = {
  choose: [Choose, ChooseMakingTheAccount],
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
    LinkWithoutTheChatsDigits,
  ],
  existing: [MembersOnly],
  connect: [SettingsPage],
  select: [Select, SelectBusy],
} satisfies Record<BindingPrompt, Some<LoginStory<'binding'>>>;

export const mistakes = {
  missing: [MistakeNothingFilledIn],
  digits: [MistakeTooFewDigits],
  email: [MistakeNoAddress],
  check: [MistakeNoNumber],
  long: [MistakeTooLong],
  proof: [MistakeWrongProof, MistakeWrongProofLastTry],
  chat: [MistakeWrongDigits],
  rate_limited: [MistakeRateLimited, MistakeTooManyCodes],
  reauthentication_required: [MistakeSessionTooOld],
  session_mismatch: [MistakeOtherSession],
  identity_conflict: [MistakeConflict],
  unreachable: [MistakeUnreachable],
  failed: [MistakeElse],
} satisfies Record<MistakeKey, Some<LoginStory<'binding'>>>;
