/** How a story brings the tag into a state, and how it knows that it got there. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { ref } from 'lit/directives/ref.js';
import { styleMap } from 'lit/directives/style-map.js';
import { action } from 'storybook/actions';
import { expect, waitFor } from 'storybook/test';
import type { LoginState } from '../src/client/state.js';
import { WechatMpLogin } from '../src/index.js';
import { showState } from './sample-states.js';
import { scriptedBackend } from './scripted-backend.js';
import type { Script } from './scripted-backend.js';

/** What can be changed in the controls: whatever does not begin another login. */
export interface LoginArgs {
  readonly lang?: 'zh-Hans' | 'en';
  readonly theme?: 'auto' | 'light' | 'dark';
  readonly '--wechat-mp-accent'?: string;
  readonly '--wechat-mp-button'?: string;
  readonly '--wechat-mp-background'?: string;
  readonly '--wechat-mp-radius'?: string;
  readonly '--wechat-mp-shadow'?: string;
  readonly '--wechat-mp-font'?: string;
}

type Type = LoginState['type'];
/** A state as far as it can be told beforehand. */
type Expected<T extends Type> = { readonly type: T } & Partial<Extract<LoginState, { type: T }>>;

export interface LoginStory<T extends Type> extends StoryObj<LoginArgs> {
  readonly parameters: { readonly expected: Expected<T> };
}

/** Which element, from what, is to get there. */
type Scene =
  /** From what its backend says. */
  | { readonly script: Script }
  /** From an attribute `backend`. */
  | { readonly address: string }
  /** Nobody has begun. */
  | { readonly manual: true }
  /** What depends on the device or on the clock is drawn without a login. */
  | { readonly drawn: () => LoginState };

/** Storybook adds arguments of its own, after the manifest. */
export function properties(args: object): Record<string, string> {
  const own = Object.entries<string>({ ...args }).filter(
    ([name, value]) => name.startsWith('--') && value,
  );
  return Object.fromEntries(own);
}

export function story<T extends Type>(expected: Expected<T>, scene: Scene): LoginStory<T> {
  const backend =
    'script' in scene
      ? scriptedBackend(scene.script)
      : 'address' in scene
        ? scene.address
        : undefined;
  const draw = (element?: Element): void => {
    if (element instanceof WechatMpLogin && 'drawn' in scene) showState(element, scene.drawn());
  };
  return {
    parameters: { expected },
    render: ({ lang, theme, ...others }) =>
      html`<wechat-mp-login
        lang=${ifDefined(lang)}
        theme=${ifDefined(theme)}
        style=${styleMap(properties(others))}
        ?manual=${!backend}
        .backend=${backend}
        @wechat-mp-login-state=${action('wechat-mp-login-state')}
        @wechat-mp-login-success=${action('wechat-mp-login-success')}
        @wechat-mp-login-error=${action('wechat-mp-login-error')}
        ${ref(draw)}
      ></wechat-mp-login>`,
  };
}

/** More than the longest of the client's own waits before it gives a backend up. */
const patienceMs = 20_000;

/** Waits until the state is there and drawn, in words and, where there is one, with its code. */
async function arrive(canvas: HTMLElement, expected: Partial<LoginState>): Promise<void> {
  const element = canvas.querySelector('wechat-mp-login');
  await waitFor(
    () => {
      expect(element?.state).toMatchObject(expected);
      const root = element?.shadowRoot;
      expect(root?.querySelector('h2')?.textContent).toBeTruthy();
      const tile = root?.querySelector('wechat-mp-qr')?.shadowRoot;
      if (element?.state.shown) expect(tile?.querySelector('.code')).toBeTruthy();
    },
    { timeout: patienceMs },
  );
}

const property = (control: 'color' | 'text') => ({
  control,
  table: { category: 'css custom properties' },
});

/** What every file of such stories says of itself, beside its title. */
export const loginMeta = {
  component: 'wechat-mp-login',
  argTypes: {
    lang: {
      description: 'Language; without it the nearest ancestor’s, here that of the toolbar.',
      control: 'inline-radio',
      options: ['zh-Hans', 'en'],
    },
    theme: { control: 'inline-radio', options: ['auto', 'light', 'dark'] },
    '--wechat-mp-accent': property('color'),
    '--wechat-mp-button': property('color'),
    '--wechat-mp-background': property('color'),
    '--wechat-mp-radius': property('text'),
    '--wechat-mp-shadow': property('text'),
    '--wechat-mp-font': property('text'),
  },
  parameters: {
    docs: { source: { code: '<wechat-mp-login backend="/wechat-login"></wechat-mp-login>' } },
  },
  play: ({ canvasElement, parameters }) =>
    arrive(canvasElement, parameters['expected'] as Partial<LoginState>),
} satisfies Meta<LoginArgs>;
