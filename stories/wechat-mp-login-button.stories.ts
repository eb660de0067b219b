/** The button, closed and open, in typical places of a page. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { action } from 'storybook/actions';
import { expect, waitFor } from 'storybook/test';
import 'wechat-mp-login/button';
import type { WechatMpLoginButton } from 'wechat-mp-login/button';
import { controls } from './docs/controls.js';
import type { Controlled } from './docs/controls.js';
import { pseudoBackend } from './support/pseudo-backend.js';
import { scriptedBackend } from './support/scripted/backend.js';
import type { Script } from './support/scripted/backend.js';

type ButtonStory = StoryObj<Controlled>;

export default {
  title: 'wechat-mp-login-button',
  component: 'wechat-mp-login-button',
  parameters: {
    docs: {
      source: {
        code: '<wechat-mp-login-button backend="/wechat-login"></wechat-mp-login-button>',
      },
    },
  },
} satisfies Meta<Controlled>;

/** Puts the button into a part of a page. */
type Place = (button: TemplateResult) => TemplateResult;

const alone: Place = (button) => button;

const inHeader: Place = (button) =>
  html`<header class="button-bar"><strong>山岚商店</strong>${button}</header>`;

const atLowerEdge: Place = (button) => html`<footer class="button-foot">${button}</footer>`;

const within = (canvas: HTMLElement): WechatMpLoginButton =>
  // Every story of this file renders the button.
  canvas.querySelector('wechat-mp-login-button') as WechatMpLoginButton;

const part = (element: WechatMpLoginButton, name: string): HTMLElement | null =>
  element.shadowRoot?.querySelector(`[part=${name}]`) ?? null;

/** Longer than the client waits for a backend. */
const timeoutMs = 20_000;

async function ready(element: WechatMpLoginButton): Promise<void> {
  await waitFor(() => expect(part(element, 'label')?.querySelector('.wait')).toBeNull());
  await expect(part(element, 'button')?.innerText || element.innerText).toBeTruthy();
}

/** Presses the button, and waits until its panel shows this state inside the window. */
async function press(element: WechatMpLoginButton, type: string): Promise<HTMLElement> {
  await ready(element);
  part(element, 'button')?.click();
  await waitFor(() => expect(element.state.type).toBe(type), { timeout: timeoutMs });
  const panel = part(element, 'panel');
  if (!panel) throw new Error('The button has no panel.');
  const login = panel.querySelector('wechat-mp-login')?.shadowRoot;
  await waitFor(() => expect(login?.querySelector('h2')?.textContent).toBeTruthy());
  await waitFor(() => {
    const { left, right, top, bottom } = panel.getBoundingClientRect();
    expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(innerWidth);
    expect(bottom).toBeLessThanOrEqual(innerHeight + 1);
  });
  return panel;
}

interface Setup {
  readonly script?: Script;
  readonly place?: Place;
  readonly args?: Controlled;
  /** Replaces the button's own label. */
  readonly label?: string;
  readonly play?: (element: WechatMpLoginButton) => Promise<unknown>;
}

function story(setup: Setup): ButtonStory {
  const { script = {}, place = alone, args, play = ready } = setup;
  const backend = scriptedBackend(script);
  return {
    ...(args && { args }),
    render: (given, { globals }) =>
      place(
        html`<wechat-mp-login-button
          @wechat-mp-login-state=${action('wechat-mp-login-state')}
          @wechat-mp-login-success=${action('wechat-mp-login-success')}
          @wechat-mp-login-error=${action('wechat-mp-login-error')}
          ${controls(given, {
            backend: globals['language'] === 'pseudo' ? pseudoBackend(backend) : backend,
          })}
          >${setup.label}</wechat-mp-login-button
        >`,
      ),
    play: async ({ canvasElement }) => {
      await play(within(canvasElement));
    },
  };
}

/** WeChat's green. The label is nearly black, because white would be hard to read. */
export const Official = story({});

/** In the colours of the page. */
export const Neutral = story({ args: { look: 'neutral' } });

/** Before something that needs to be sure who is there. */
export const StepUp = story({
  args: { purpose: 'step-up' },
  play: (element) => press(element, 'ready'),
});

export const Disabled = story({ args: { disabled: true } });

export const DisabledNeutral = story({ args: { disabled: true, look: 'neutral' } });

/** The content of the tag replaces the label. */
export const OwnLabel = story({ label: '微信 WeChat' });

/** In the colours of another brand, set with public custom properties. */
export const OwnColours = story({
  args: {
    '--wechat-mp-button-background': '#1f3a5f',
    '--wechat-mp-button-color': '#ffffff',
    '--wechat-mp-button-radius': '999px',
  },
});

/** On small screens the panel is a dialog. Set the toolbar to 320 px to see it. */
export const Open = story({ play: (element) => press(element, 'ready') });

export const OpenNeutral = story({
  args: { look: 'neutral' },
  play: (element) => press(element, 'ready'),
});

/** The panel stays inside the window. */
export const OpenInAHeader = story({
  place: inHeader,
  args: { look: 'neutral' },
  play: (element) => press(element, 'ready'),
});

/** Without room below the button, the panel opens above. */
export const OpenAtTheLowerEdge = story({
  place: atLowerEdge,
  play: async (element) => {
    const panel = await press(element, 'ready');
    if (panel.matches(':modal')) return;
    await waitFor(() =>
      expect(panel.getBoundingClientRect().bottom).toBeLessThan(
        element.getBoundingClientRect().top,
      ),
    );
  },
});

/** The panel shows errors, with a button to try again. */
export const OpenExpired = story({
  script: { watch: [{ state: 'expired' }] },
  play: (element) => press(element, 'expired'),
});

/** Escape closes the panel and returns the focus to the button. */
export const ClosedByEscape = story({
  play: async (element) => {
    const panel = await press(element, 'ready');
    await expect(panel.contains(element.shadowRoot?.activeElement ?? null)).toBe(true);
    panel.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    await waitFor(() => expect(part(element, 'panel')).toBeNull());
    await expect(element.isOpen).toBe(false);
    await expect(element.shadowRoot?.activeElement).toBe(part(element, 'button'));
  },
});

/** After a sign-in, the panel shows the success for a moment and closes itself. */
export const ClosedBySuccess = story({
  script: { watch: [{ state: 'approved' }] },
  play: async (element) => {
    await press(element, 'success');
    await waitFor(() => expect(element.isOpen).toBe(false), { timeout: timeoutMs });
  },
});
