/** The tag as the whole of a page, and as a field of a form. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { WechatMpLogin } from 'wechat-mp-login';
import type { LoginState } from 'wechat-mp-login/client';
import { controls } from '../docs/controls.js';
import type { Controlled } from '../docs/controls.js';
import { arrive } from '../support/login-story.js';
import { sampleStates, showState } from '../support/samples/states.js';
import { scriptedBackend } from '../support/scripted/backend.js';
import './full-page.css';

type EmbeddingStory = StoryObj<Controlled>;

export default {
  title: 'On your page',
  component: 'wechat-mp-login',
  tags: ['!autodocs'],
} satisfies Meta<Controlled>;

const backend = scriptedBackend({});
const approving = scriptedBackend({
  watch: [{ state: 'approved' }],
  redeem: { code: 'sample-of-a-one-time-code' },
});

/** The card is in the middle. Whatever it shows, its upper edge and its width stay. */
export const FullPage: EmbeddingStory = {
  render: (args) =>
    html`<main class="sign-in-page">
      <wechat-mp-login ${controls(args, { backend })}></wechat-mp-login>
    </main>`,
  play: async ({ canvasElement }) => {
    await arrive(canvasElement, { type: 'ready' });
    const login = canvasElement.querySelector('wechat-mp-login');
    if (!(login instanceof WechatMpLogin)) throw new Error('There is no login.');
    const ready = login.state;
    const { top, width } = login.getBoundingClientRect();
    const others: readonly LoginState[] = [
      sampleStates.confirm,
      sampleStates.success,
      sampleStates.denied,
      sampleStates.error,
    ];
    for (const state of [...others, ready]) {
      showState(login, state);
      await login.updateComplete;
      expect(login.getBoundingClientRect()).toMatchObject({ top, width });
    }
    await arrive(canvasElement, { type: 'ready' });
  },
};

/** The value of the field is the one-time code of the visitor, and the form submits by itself. */
export const InAForm: EmbeddingStory = {
  render: (args) => {
    const show = (event: SubmitEvent): void => {
      event.preventDefault();
      const form = event.target as HTMLFormElement;
      const names = [...new FormData(form).keys()].join(', ');
      form.querySelector('output')?.replaceChildren(`Sent: ${names}`);
    };
    return html`<main class="sign-in-page">
      <form @submit=${show}>
        <wechat-mp-login
          name="wechat-code"
          required
          ${controls(args, { backend: approving })}
        ></wechat-mp-login>
        <output></output>
      </form>
    </main>`;
  },
  play: ({ canvasElement }) =>
    waitFor(
      () => expect(canvasElement.querySelector('output')?.textContent).toBe('Sent: wechat-code'),
      { timeout: 60_000 },
    ),
};
