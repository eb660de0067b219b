/** A page with `<wechat-mp-binding>` alone, and a form that records its calls. */
import { fixture, html } from '@open-wc/testing';
import { WechatMpBinding } from '../../../src/elements/binding/wechat-mp-binding.js';
import type { BindingForm, BindingState } from '../../../src/client/state.js';
import type { BindingOption, Field } from '../../../src/protocol/messages.js';
import { shown } from '../../../stories/support/samples/states.js';
import { inside, textOf } from './page.js';
import { until } from '../until.js';

if (!customElements.get('wechat-mp-binding')) {
  customElements.define('wechat-mp-binding', WechatMpBinding);
}

type Link = Extract<BindingOption, { action: 'link' }>;

const field = (name: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  name,
  type,
  label: name,
  required: true,
  ...more,
});

export const create: BindingOption = { action: 'create' };
export const createWithFields: Extract<BindingOption, { action: 'create' }> = {
  action: 'create',
  fields: [
    field('nick', 'text', { label: 'Display name', hint: 'Others see it.', pattern: '\\w{2,20}' }),
    field('invite', 'text', { label: 'Invitation', required: false }),
  ],
};
export const password: Link = {
  action: 'link',
  method: 'password',
  label: 'Password',
  fields: [
    field('identifier', 'text', { label: 'E-mail or phone', autocomplete: 'username' }),
    field('password', 'password', { label: 'Password' }),
  ],
};
export const emailCode: Link = {
  action: 'link',
  method: 'email-code',
  label: 'E-mail code',
  fields: [field('email', 'email', { label: 'E-mail' }), field('code', 'code', { label: 'Code' })],
};
export const session: Link = {
  action: 'link',
  method: 'session',
  label: 'Continue as Lin Xi',
  fields: [],
};

/** A call of the form: its name and its arguments. */
export type Call = readonly [name: keyof BindingForm, ...args: unknown[]];

export interface BindingPage {
  readonly element: WechatMpBinding;
  readonly calls: Call[];
  /** Sets the next state, as a login would. `busy` and `problem` do not carry over. */
  readonly show: (change: Partial<BindingState>) => Promise<void>;
}

export async function mount(change: Partial<BindingState> = {}, lang = 'en'): Promise<BindingPage> {
  const calls: Call[] = [];
  const record =
    (name: keyof BindingForm) =>
    (...args: unknown[]) => {
      calls.push([name, ...args]);
    };
  const form: BindingForm = {
    create: record('create'),
    link: record('link'),
    submit: record('submit'),
    sendVerificationCode: record('sendVerificationCode'),
    select: record('select'),
    back: record('back'),
  };
  let state: BindingState = {
    type: 'binding',
    shown,
    step: 'choose',
    purpose: 'login',
    options: [create, password, emailCode],
    needsChatDigits: true,
    form,
    ...change,
  };
  const element = await fixture<WechatMpBinding>(
    html`<wechat-mp-binding lang=${lang} .state=${state}></wechat-mp-binding>`,
  );
  await until(() => textOf(element, 'h2') !== '');
  return {
    element,
    calls,
    async show(next) {
      state = { ...state, busy: undefined, problem: undefined, ...next };
      element.state = state;
      await element.updateComplete;
    },
  };
}

export const input = (element: Element, name: string): HTMLInputElement => {
  const found = inside(element, `form input[name="${name}"]`);
  if (!(found instanceof HTMLInputElement)) throw new Error(`There is no field "${name}".`);
  return found;
};

/** Types values into fields, by their names. */
export function type(element: Element, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    const target = input(element, name);
    target.value = value;
    target.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  }
}

/** Waits for a button and presses it. */
export async function press(element: WechatMpBinding, selector: string): Promise<void> {
  const button = await until(() => inside(element, selector));
  button.click();
  await element.updateComplete;
}

/** The error message at a field, or at the whole form if no field is named. */
export const errorOf = (element: Element, name = ''): string =>
  inside(element, `[id="error:${name}"]`)?.textContent.trim() ?? '';

/**
 * Where the focus is in the element: the name of a field, or else the name of a part, with its index if
 * there are several. '' if the focus is elsewhere.
 */
export function focused(element: Element): string {
  const at = element.shadowRoot?.activeElement;
  if (at instanceof HTMLInputElement && at.type !== 'radio') return at.name;
  const part = at?.getAttribute('part') ?? at?.closest('[part]')?.getAttribute('part') ?? '';
  const index = [...(element.shadowRoot?.querySelectorAll(`[part="${part}"]`) ?? [])].findIndex(
    (each) => each.contains(at ?? null),
  );
  return part && (index > 0 ? `${part} ${index}` : part);
}

/** A boolean, because a failed comparison of elements prints both of them, which takes forever. */
export const has = (element: Element, selector: string): boolean =>
  inside(element, selector) !== null;
