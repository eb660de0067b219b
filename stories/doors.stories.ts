/** Every way to sign in beside a QR code on a desktop. The toolbar's width fits a phone's. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { expect, waitFor } from 'storybook/test';
import { WechatMpLogin } from 'wechat-mp-login';
import type { Backend, LoginState } from 'wechat-mp-login/client';
import { mockBackend } from 'wechat-mp-login/mock';
import type { MockOptions } from 'wechat-mp-login/mock';
import { controls } from './docs/controls.js';
import type { LoginArgs } from './support/login-story.js';
import { accountUrl, doorSamples } from './support/samples/doors.js';
import { sampleUrl, showState } from './support/samples/states.js';
import { officialAccount } from './support/scripted/backend.js';
import type { browsers } from './support/user-agent.js';

type DoorStory = StoryObj<LoginArgs> & { readonly parameters: { readonly browser: Browser } };
type Browser = keyof typeof browsers;

export default {
  title: 'Ways to sign in',
  component: 'wechat-mp-login',
  // doors.mdx is their documentation page: a page has one user agent for all of its stories.
  tags: ['!autodocs'],
} satisfies Meta<LoginArgs>;

/** Waits for a card with a title that shows this. */
function shows(selector: string): NonNullable<DoorStory['play']> {
  return ({ canvasElement }) =>
    waitFor(
      () => {
        const root = canvasElement.querySelector('wechat-mp-login')?.shadowRoot;
        expect(root?.querySelector('h2')?.textContent.trim()).toBeTruthy();
        expect(root?.querySelector(selector)).toBeTruthy();
        // Buttons are there before their labels.
        const buttons = [...(root?.querySelectorAll<HTMLElement>('button, a') ?? [])];
        expect(buttons.filter(({ innerText }) => !innerText.trim())).toEqual([]);
      },
      { timeout: 60_000 },
    );
}

/** With the real login and a script for a backend. What is offered beside works, too. */
function door(browser: Browser, options: MockOptions, selector: string): DoorStory {
  let backend: Backend | undefined;
  return {
    parameters: { browser },
    render: (args) => {
      // Kept between renderings: a new backend would start a new login.
      backend ??= mockBackend('ready:600s,confirm:2s,success', {
        officialAccount,
        url: sampleUrl,
        authorizeUrl: '#authorized',
        ...options,
      });
      return html`<wechat-mp-login ${controls(args, { backend })}></wechat-mp-login>`;
    },
    play: shows(selector),
  };
}

/** Drawn without a login, so that errors are not written to the console. */
function drawn(browser: Browser, state: LoginState): DoorStory {
  const draw = (element?: Element): void => {
    if (element instanceof WechatMpLogin) showState(element, state);
  };
  return {
    parameters: { browser },
    render: (args) =>
      html`<wechat-mp-login
        data-drawn
        ${controls(args, { manual: true })}
        ${ref(draw)}
      ></wechat-mp-login>`,
    play: shows('[part=button]'),
  };
}

const both = ['scan', 'message'] as const;
const all = ['scan', 'message', 'oauth'] as const;

/** The QR code of a verified service account, and below it the way for people who cannot scan. */
export const DesktopScan = door(
  'desktop',
  { methods: both, message: { url: accountUrl } },
  '.beside',
);

/** The account's own QR code, and digits to send in its chat. */
export const DesktopMessage = door(
  'desktop',
  { methods: ['message'], message: { url: accountUrl } },
  '.steps .digits',
);

/** A subscription account whose backend knows no QR code of its own: people search for its name. */
export const DesktopMessageWithoutCode = door(
  'desktop',
  {
    methods: ['message'],
    officialAccount: { key: 'notes', name: '山岚手记', kind: 'subscription' },
  },
  '.steps .digits',
);

/** The digits have expired. */
export const DesktopMessageExpired = drawn('desktop', doorSamples.desktop['message, expired']);

/** A phone cannot scan its own screen: save the picture, open WeChat, scan from the album. */
export const PhoneSave = door('phone', { methods: both }, '.save .picture img');

/** The phone copies the digits before it changes to WeChat. */
export const PhoneMessage = door('phone', { methods: ['message'] }, '.steps .digits');

/** Inside WeChat, with web authorization: one button. */
export const WechatAuthorize = door('wechat', { methods: all }, 'a[part=button]');

/** Inside WeChat without it: one picture to press and hold. */
export const WechatLongPress = door('wechat', { methods: both }, '.picture img');

/** Inside WeChat, the account's own code is a picture to press and hold. */
export const WechatMessage = door(
  'wechat',
  { methods: ['message'], message: { url: accountUrl } },
  '.account-code img',
);

export const WechatAuthorizationRefused = drawn(
  'wechat',
  doorSamples.wechat['error: authorization_refused'],
);

export const WechatAuthorizationFailed = drawn(
  'wechat',
  doorSamples.wechat['error: authorization_failed'],
);

/** WeChat shows a preview of the page, with an invented user. */
export const WechatPreview = drawn('wechat', doorSamples.wechat['error: virtual_user']);

/** In WeCom nobody can sign in: the page has to be opened elsewhere. */
export const Wecom = door('wecom', {}, '.address');

/** The same in the web view of a mini program. */
export const MiniProgram = door('mini-program', {}, '.address');
