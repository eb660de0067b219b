/** Another backend behind the same tag: `wechat-mp-login/backends/authing`, which plays a new visitor here. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { authingBackend } from 'wechat-mp-login/backends/authing';
import type { Backend } from 'wechat-mp-login/client';
import { sampleUrl } from './support/samples/states.js';

const user = { nickname: '林溪', token: 'a token' };
/** By the end of the path. `check` plays the list, and stays at its end. */
const answers: Readonly<Record<string, readonly object[]>> = {
  gene: [{ code: 200, data: { random: 'r', expiresIn: 120, url: sampleUrl } }],
  check: [0, 0, 1, 4].map((status) => ({
    code: 200,
    data: { random: 'r', status, scannedResult: { apiCode: 1641, data: {} } },
  })),
  'sms/send': [{ code: 200 }],
  'email/send': [{ code: 200 }],
  authFlow: [{ statusCode: 300, apiCode: 1600, data: { user } }],
};

function createBackend(): Backend {
  let checks = 0;
  return authingBackend({
    host: 'https://shop.authing.example',
    appId: '60a6f980dd9a9a7642da768a',
    officialAccount: { name: '茶马古道' },
    warn: () => undefined,
    fetch(url) {
      const path = new URL(url instanceof Request ? url.url : url).pathname;
      const list = Object.entries(answers).find(([end]) => path.endsWith(end))?.[1] ?? [];
      const answer = list[path.endsWith('check') ? checks++ : 0] ?? list.at(-1);
      return Promise.resolve(Response.json(answer));
    },
  });
}

/** Kept between renderings: a new backend would start a new login. */
let backend: Backend | undefined;

export default {
  title: 'Other backends',
  component: 'wechat-mp-login',
  parameters: {
    docs: {
      source: {
        code: "login.backend = authingBackend({ host: 'https://shop.authing.cn', appId: '…', … });",
        language: 'js',
      },
    },
  },
  render: () => html`<wechat-mp-login .backend=${(backend ??= createBackend())}></wechat-mp-login>`,
} satisfies Meta;

/** The visitor scans by itself. "I am new" then signs in; a password would need Authing's key. */
export const NewVisitorAtAuthing: StoryObj = {
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector('wechat-mp-login');
    await waitFor(() => expect(element?.state.type).toBe('binding'), { timeout: 20_000 });
  },
};
