/** Stories that bring `<wechat-mp-login>` into a state, and check that it got there. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { action } from 'storybook/actions';
import { expect, waitFor } from 'storybook/test';
import type { Backend, LoginState } from 'wechat-mp-login/client';
import { WechatMpLogin } from 'wechat-mp-login';
import type { Globals } from '../../.storybook/toolbar.js';
import { controls } from '../docs/controls.js';
import type { Controlled } from '../docs/controls.js';
import { promptsIn } from './prompts.js';
import type { Prompts } from './prompts.js';
import { pseudoBackend } from './pseudo-backend.js';
import { pseudoState } from './pseudo.js';
import { nearestLang, optionsIn } from './samples/binding.js';
import type { Options } from './samples/binding.js';
import { readTile } from './read-tile.js';
import { showState } from './samples/states.js';
import { scriptedBackend } from './scripted/backend.js';
import type { Script } from './scripted/backend.js';
import { bindingBackend } from './scripted/binding.js';
import type { BindingScript } from './scripted/binding.js';

/** The controls: every property that a page may set. */
export type LoginArgs = Controlled;

type Language = Globals['language'];
type Type = LoginState['type'];
/** The properties of a state that are known in advance. */
type Expected<T extends Type> = { readonly type: T } & Partial<Extract<LoginState, { type: T }>>;

export interface LoginStory<T extends Type> extends StoryObj<LoginArgs> {
  readonly parameters: { readonly expected: Expected<T> };
}

/** How the tag gets into the state. */
type Setup =
  /** By a scripted backend. */
  | {
      readonly script: Script;
      readonly purpose?: 'link' | 'step-up';
      /** Creates an element for a slot of the tag. */
      readonly slotted?: () => HTMLElement;
    }
  /** By a backend that asks new WeChat users what to do, and by what the visitor does then. */
  | {
      readonly asks: (options: Options) => BindingScript;
      readonly act?: (prompts: Prompts) => Promise<void>;
      readonly purpose?: 'link' | 'step-up';
    }
  /** By the attribute `backend`. */
  | { readonly address: string }
  /** The login has not started. */
  | { readonly manual: true }
  /** Drawn without a login, for states that depend on the device or the clock. */
  | { readonly drawn: () => LoginState };

/** One backend for each language, because the labels of its options are in the page's language. */
export function bindingBackends(
  asks: (options: Options) => BindingScript,
): (language: Language) => Backend {
  // Kept between renderings: a new backend would start a new login.
  const backends: Partial<Record<Language, Backend>> = {};
  return (language) =>
    (backends[language] ??=
      language === 'pseudo'
        ? pseudoBackend(bindingBackend(asks(optionsIn('en'))))
        : bindingBackend(asks(optionsIn(nearestLang(language)))));
}

function backendOf(setup: Setup): (language: Language) => Backend | string | undefined {
  if ('asks' in setup) return bindingBackends(setup.asks);
  if ('script' in setup) {
    const backend = scriptedBackend(setup.script);
    return (language) => (language === 'pseudo' ? pseudoBackend(backend) : backend);
  }
  const address = 'address' in setup ? setup.address : undefined;
  return () => address;
}

export function story<T extends Type>(expected: Expected<T>, setup: Setup): LoginStory<T> {
  const backendIn = backendOf(setup);
  const drawIn = (language: Language) => (element?: Element) => {
    if (!(element instanceof WechatMpLogin) || !('drawn' in setup)) return;
    const state = setup.drawn();
    showState(element, language === 'pseudo' ? pseudoState(state) : state);
  };
  const act = 'asks' in setup ? setup.act : undefined;
  return {
    parameters: { expected },
    render: (args, { globals }) => {
      const language = (args['lang'] ?? globals['language']) as Language;
      const backend = backendIn(language);
      const purpose = 'purpose' in setup ? setup.purpose : undefined;
      return html`<wechat-mp-login
        @wechat-mp-login-state=${action('wechat-mp-login-state')}
        @wechat-mp-login-binding=${action('wechat-mp-login-binding')}
        @wechat-mp-login-success=${action('wechat-mp-login-success')}
        @wechat-mp-login-error=${action('wechat-mp-login-error')}
        ${controls(args, { backend, purpose, manual: !backend })}
        ${ref(drawIn(language))}
        >${'slotted' in setup ? setup.slotted() : nothing}</wechat-mp-login
      >`;
    },
    ...(act && {
      play: async ({ canvasElement }) => {
        await act(promptsIn(canvasElement));
        await arrive(canvasElement, expected);
      },
    }),
  };
}

/** Even with a QR code, which can no longer be scanned, these states show none. */
const withoutTile: readonly (Type | undefined)[] = ['denied', 'error'];

/** Longer than the client waits for a backend. */
const timeoutMs = 60_000;

/**
 * Waits until the tag is in this state and shows it: its texts, and, if it can be scanned, a QR code that
 * a camera reads.
 */
export async function arrive(canvas: HTMLElement, expected: Partial<LoginState>): Promise<void> {
  const element = canvas.querySelector('wechat-mp-login');
  const options = { timeout: timeoutMs };
  await waitFor(() => {
    expect(element?.state).toMatchObject(expected);
    const root = element?.shadowRoot;
    const prompts = root?.querySelector('wechat-mp-binding')?.shadowRoot;
    expect((prompts ?? root)?.querySelector('h2')?.textContent).toBeTruthy();
    expect(Boolean(prompts)).toBe(element?.state.type === 'binding');
    const tile = root?.querySelector('wechat-mp-qr')?.shadowRoot;
    const { shown, type } = element?.state ?? {};
    const hasTile = Boolean(shown && !prompts && !withoutTile.includes(type));
    expect(Boolean(tile?.querySelector('.code'))).toBe(hasTile);
  }, options);
  const tile = element?.shadowRoot?.querySelector('wechat-mp-qr');
  if (element?.state.type !== 'ready' || !tile) return;
  const { url } = element.state.shown;
  // Retries while the QR code fades in.
  await waitFor(async () => expect(await readTile(tile)).toBe(url), options);
}

/** Without a `lang` of its own, the tag uses that of the nearest ancestor, which the toolbar sets. */
const languages = { control: 'inline-radio', options: ['zh-Hans', 'zh-Hant', 'en'] } as const;

/** The metadata that all files with such stories share. */
export const loginMeta = {
  component: 'wechat-mp-login',
  argTypes: { texts: { control: 'object' }, lang: languages },
  parameters: {
    docs: { source: { code: '<wechat-mp-login backend="/wechat-login"></wechat-mp-login>' } },
  },
  play: ({ canvasElement, parameters }) =>
    arrive(canvasElement, parameters['expected'] as Partial<LoginState>),
} satisfies Meta<LoginArgs>;
