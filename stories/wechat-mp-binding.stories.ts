/** The prompts alone, for pages that draw their own login: the page sets the property `state`. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { action } from 'storybook/actions';
import { expect, waitFor } from 'storybook/test';
import type { Globals } from '../.storybook/toolbar.js';
import type { BindingForm, BindingState } from 'wechat-mp-login/client';
import { WechatMpBinding } from 'wechat-mp-login/elements';
import { controls } from './docs/controls.js';
import type { Controlled } from './docs/controls.js';
import { pseudoState } from './support/pseudo.js';
import { bindingSamples, nearestLang } from './support/samples/binding.js';
import { shown } from './support/samples/states.js';

// `<wechat-mp-login>` registers this tag when it shows the first prompt.
if (!customElements.get('wechat-mp-binding')) {
  customElements.define('wechat-mp-binding', WechatMpBinding);
}

export default {
  title: 'wechat-mp-binding',
  component: 'wechat-mp-binding',
  parameters: {
    docs: {
      source: {
        code: `login.addEventListener('wechat-mp-login-state', ({ state }) => {
  if (state.type === 'binding') document.querySelector('wechat-mp-binding').state = state;
});`,
        language: 'js',
      },
    },
  },
} satisfies Meta<Controlled>;

/** The panel "Actions" shows what a button would do. */
const form: BindingForm = {
  create: action('form.create'),
  link: action('form.link'),
  submit: action('form.submit'),
  sendVerificationCode: action('form.sendVerificationCode'),
  select: action('form.select'),
  back: action('form.back'),
};

function stateIn(language: Globals['language'], name: string): BindingState {
  const isPseudo = language === 'pseudo';
  const sample = bindingSamples(nearestLang(language), shown)[name];
  if (!sample) throw new Error(`There is no sample "${name}".`);
  return { ...((isPseudo ? pseudoState(sample) : sample) as BindingState), form };
}

/** @param name the name of a sample */
function story(name: string): StoryObj<Controlled> {
  // Kept between renderings: a new state would look like an answer of the backend.
  const states: Partial<Record<Globals['language'], BindingState>> = {};
  return {
    render: (args, { globals }) => {
      const { language } = globals as Globals;
      const state = (states[language] ??= stateIn(language, name));
      return html`<wechat-mp-binding
        @restart=${action('restart')}
        ${controls(args, { state })}
      ></wechat-mp-binding>`;
    },
    play: async ({ canvasElement }) => {
      const element = canvasElement.querySelector('wechat-mp-binding');
      await waitFor(() => {
        expect(element?.shadowRoot?.querySelector('h2')?.textContent).toBeTruthy();
        expect(element?.shadowRoot?.querySelector('.step')).toBeTruthy();
      });
    },
  };
}

export const Choose = story('choose');

export const Create = story('create');

export const Link = story('link, four methods');

export const WrongDigits = story('link, wrong digits');

export const Select = story('select');
