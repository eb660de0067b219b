/** How a story brings the tag into a state, and how it knows that it got there. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
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
import { optionsIn } from './sample-binding.js';
import type { Options } from './sample-binding.js';
import { readTile } from './read-tile.js';
import { showState } from './sample-states.js';
import { scriptedBackend } from './scripted-backend.js';
import type { Script } from './scripted-backend.js';
import { bindingBackend } from './scripted-binding.js';
import type { BindingScript } from './scripted-binding.js';

/** Of the controls: whatever the manifest says that a page may set. */
export type LoginArgs = Controlled;

type Language = Globals['language'];
type Type = LoginState['type'];
/** A state as far as it can be told beforehand. */
type Expected<T extends Type> = { readonly type: T } & Partial<Extract<LoginState, { type: T }>>;

export interface LoginStory<T extends Type> extends StoryObj<LoginArgs> {
  readonly parameters: { readonly expected: Expected<T> };
}

/** Which element, from what, is to get there. */
type Scene =
  /** From what its backend says. */
  | { readonly script: Script; readonly purpose?: 'link' }
  /** From what its backend asks a WeChat that is new there, and what the person does then. */
  | {
      readonly asks: (options: Options) => BindingScript;
      readonly act?: (prompts: Prompts) => Promise<void>;
      readonly purpose?: 'link';
    }
  /** From an attribute `backend`. */
  | { readonly address: string }
  /** Nobody has begun. */
  | { readonly manual: true }
  /** What depends on the device or on the clock is drawn without a login. */
  | { readonly drawn: () => LoginState };

/** One for each language: what the backend asks for is in the page's. */
export function askingBackends(
  asks: (options: Options) => BindingScript,
): (language: Language) => Backend {
  // The same at each drawing: another one would begin another login.
  const made: Partial<Record<Language, Backend>> = {};
  return (language) =>
    (made[language] ??=
      language === 'pseudo'
        ? pseudoBackend(bindingBackend(asks(optionsIn('en'))))
        : bindingBackend(asks(optionsIn(language))));
}

function backendOf(scene: Scene): (language: Language) => Backend | string | undefined {
  if ('asks' in scene) return askingBackends(scene.asks);
  if ('script' in scene) {
    const backend = scriptedBackend(scene.script);
    return (language) => (language === 'pseudo' ? pseudoBackend(backend) : backend);
  }
  const address = 'address' in scene ? scene.address : undefined;
  return () => address;
}

export function story<T extends Type>(expected: Expected<T>, scene: Scene): LoginStory<T> {
  const backendIn = backendOf(scene);
  const drawIn = (language: Language) => (element?: Element) => {
    if (!(element instanceof WechatMpLogin) || !('drawn' in scene)) return;
    const state = scene.drawn();
    showState(element, language === 'pseudo' ? pseudoState(state) : state);
  };
  const act = 'asks' in scene ? scene.act : undefined;
  return {
    parameters: { expected },
    render: (args, { globals }) => {
      const language = (args['lang'] ?? globals['language']) as Language;
      const backend = backendIn(language);
      const purpose = 'purpose' in scene ? scene.purpose : undefined;
      return html`<wechat-mp-login
        @wechat-mp-login-state=${action('wechat-mp-login-state')}
        @wechat-mp-login-binding=${action('wechat-mp-login-binding')}
        @wechat-mp-login-success=${action('wechat-mp-login-success')}
        @wechat-mp-login-error=${action('wechat-mp-login-error')}
        ${controls(args, { backend, purpose, manual: !backend })}
        ${ref(drawIn(language))}
      ></wechat-mp-login>`;
    },
    ...(act && {
      play: async ({ canvasElement }) => {
        await act(promptsIn(canvasElement));
        await arrive(canvasElement, expected);
      },
    }),
  };
}

/** More than the longest of the client's own waits before it gives a backend up. */
const patienceMs = 60_000;

/**
 * Waits until the state is there and drawn: in words, and a code that can be scanned so that a camera
 * makes out its address.
 */
export async function arrive(canvas: HTMLElement, expected: Partial<LoginState>): Promise<void> {
  const element = canvas.querySelector('wechat-mp-login');
  const patience = { timeout: patienceMs };
  await waitFor(() => {
    expect(element?.state).toMatchObject(expected);
    const root = element?.shadowRoot;
    const prompts = root?.querySelector('wechat-mp-binding')?.shadowRoot;
    expect((prompts ?? root)?.querySelector('h2')?.textContent).toBeTruthy();
    expect(Boolean(prompts)).toBe(element?.state.type === 'binding');
    const tile = root?.querySelector('wechat-mp-qr')?.shadowRoot;
    if (element?.state.shown && !prompts) expect(tile?.querySelector('.code')).toBeTruthy();
  }, patience);
  const tile = element?.shadowRoot?.querySelector('wechat-mp-qr');
  if (element?.state.type !== 'ready' || !tile) return;
  const { url } = element.state.shown;
  // Again, as it fades in.
  await waitFor(async () => expect(await readTile(tile)).toBe(url), patience);
}

/** Without one the nearest ancestor’s counts, here that of the toolbar. */
const languages = { control: 'inline-radio', options: ['zh-Hans', 'zh-Hant', 'en'] } as const;

/** What every file of such stories says of itself, beside its title. */
export const loginMeta = {
  component: 'wechat-mp-login',
  argTypes: { texts: { control: 'object' }, lang: languages },
  parameters: {
    docs: { source: { code: '<wechat-mp-login backend="/wechat-login"></wechat-mp-login>' } },
  },
  play: ({ canvasElement, parameters }) =>
    arrive(canvasElement, parameters['expected'] as Partial<LoginState>),
} satisfies Meta<LoginArgs>;
