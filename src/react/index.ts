'use client';

/**
 * `wechat-mp-login/react`: the tags as components, for React 18 and 19. They differ from the tags in JSX
 * where React does: React 18 turns objects into strings and knows no events of custom elements, and
 * React 19 drops both while it hydrates (https://github.com/facebook/react/issues/35446).
 */
import { WechatMpLoginButton as ButtonElement } from '../elements/button/wechat-mp-login-button.js';
import { WechatMpIdentities as IdentitiesElement } from '../elements/identities/wechat-mp-identities.js';
import { WechatMpLogin as LoginElement } from '../elements/login/wechat-mp-login.js';
import { WechatMpQr as QrElement } from '../elements/qr/wechat-mp-qr.js';
import { define } from '../elements/shared/define.js';
import { componentOf } from './component.js';

const loginEvents = {
  onState: 'wechat-mp-login-state',
  onBinding: 'wechat-mp-login-binding',
  onSuccess: 'wechat-mp-login-success',
  onError: 'wechat-mp-login-error',
} as const;

/**
 * `<wechat-mp-login>`: signs a visitor in by WeChat. Events are `onState`, `onBinding`, `onSuccess` and
 * `onError`; each handler gets the element's event.
 *
 * @example
 * ```ts
 * import { createElement } from 'react';
 *
 * export const login = createElement(WechatMpLogin, {
 *   backend: '/wechat-login',
 *   texts: { refresh: 'New code' },
 *   onSuccess: ({ account }) => console.log(`Welcome, ${account.name}`),
 * });
 * ```
 */
export const WechatMpLogin = /* @__PURE__ */ componentOf({
  tagName: 'wechat-mp-login',
  elementClass: LoginElement,
  register: () => {
    define('wechat-mp-qr', QrElement);
    define('wechat-mp-login', LoginElement);
  },
  events: loginEvents,
});

/**
 * `<wechat-mp-login-button>`: a button that opens a login. It has the events of `WechatMpLogin`.
 *
 * @example
 * ```ts
 * import { createElement } from 'react';
 *
 * export const button = createElement(WechatMpLoginButton, { backend: '/wechat-login', returnTo: '/home' });
 * ```
 */
export const WechatMpLoginButton = /* @__PURE__ */ componentOf({
  tagName: 'wechat-mp-login-button',
  elementClass: ButtonElement,
  register: () => define('wechat-mp-login-button', ButtonElement),
  events: loginEvents,
});

/**
 * `<wechat-mp-identities>`: the WeChat identities of the signed-in account, for a settings page. Its events
 * are `onChange` and `onError`.
 *
 * @example
 * ```ts
 * import { createElement } from 'react';
 *
 * export const list = createElement(WechatMpIdentities, {
 *   backend: '/wechat-login',
 *   onChange: ({ identities }) => console.log(identities.length),
 * });
 * ```
 */
export const WechatMpIdentities = /* @__PURE__ */ componentOf({
  tagName: 'wechat-mp-identities',
  elementClass: IdentitiesElement,
  register: () => define('wechat-mp-identities', IdentitiesElement),
  events: { onChange: 'wechat-mp-identities-change', onError: 'wechat-mp-identities-error' },
});

/**
 * `<wechat-mp-qr>`: a QR code alone. Its event is `onError`.
 *
 * @example
 * ```ts
 * import { createElement } from 'react';
 *
 * export const qrCode = createElement(WechatMpQr, { value: 'https://example.com', label: 'Our address' });
 * ```
 */
export const WechatMpQr = /* @__PURE__ */ componentOf({
  tagName: 'wechat-mp-qr',
  elementClass: QrElement,
  register: () => define('wechat-mp-qr', QrElement),
  events: { onError: 'error' },
});

export type { TagProps } from './component.js';
