/** A script instead of a backend: `wechat-mp-login/mock`. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import type { Backend } from 'wechat-mp-login/client';
import { mockBackend, MockScriptError } from 'wechat-mp-login/mock';

interface MockArgs {
  readonly script: string;
}

/** Kept between renderings: a new backend would start a new login. */
const backends = new Map<string, Backend | MockScriptError>();

function backendOf(script: string): Backend | MockScriptError {
  let backend = backends.get(script);
  if (backend) return backend;
  try {
    backend = mockBackend(script);
  } catch (error) {
    if (!(error instanceof MockScriptError)) throw error;
    backend = error;
  }
  backends.set(script, backend);
  return backend;
}

export default {
  title: 'Mock',
  component: 'wechat-mp-login',
  argTypes: {
    script: {
      description: 'Steps separated by commas, each `word` or `word:duration`. See docs/mock.md.',
      control: 'text',
    },
  },
  parameters: {
    docs: {
      source: {
        code: "login.backend = mockBackend('ready:2s,confirm:1s,success');",
        language: 'js',
      },
    },
  },
  render: ({ script }) => {
    const backend = backendOf(script);
    return backend instanceof MockScriptError
      ? html`<p role="alert">${backend.message}</p>`
      : html`<wechat-mp-login .backend=${backend}></wechat-mp-login>`;
  },
} satisfies Meta<MockArgs>;

function arrives(type: string): NonNullable<StoryObj<MockArgs>['play']> {
  return async ({ canvasElement }) => {
    const element = canvasElement.querySelector('wechat-mp-login');
    await waitFor(
      () => {
        expect(element?.state.type).toBe(type);
        const root = element?.shadowRoot;
        const prompts = root?.querySelector('wechat-mp-binding')?.shadowRoot;
        expect((prompts ?? root)?.querySelector('h2')?.textContent).toBeTruthy();
        expect(Boolean(prompts)).toBe(type === 'binding');
      },
      { timeout: 20_000 },
    );
  };
}

/** Try a script of your own in the controls. If it is invalid, the story shows what is wrong. */
export const CompleteLogin: StoryObj<MockArgs> = {
  args: { script: 'loading:500ms,ready:2s,confirm:1s,approved:500ms,success' },
  play: arrives('success'),
};

/** Press the button on the tile to play the rest of the script. */
export const SecondTrySucceeds: StoryObj<MockArgs> = {
  args: { script: 'ready:1s,denied,ready:2s,success' },
  play: arrives('denied'),
};

/** The first proof is refused, and any second one is accepted. */
export const WrongPasswordFirst: StoryObj<MockArgs> = {
  args: { script: 'ready:500ms,binding,proof_failed,success' },
  play: arrives('binding'),
};

/** The error names the mistake, its place and the words that exist. */
export const RefusedScript: StoryObj<MockArgs> = {
  args: { script: 'ready:2s, confrim:1s, success' },
  play: ({ canvas }) => {
    expect(canvas.getByRole('alert')).toHaveTextContent('at character 11');
  },
};
