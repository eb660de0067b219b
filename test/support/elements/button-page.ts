/** A login button with a fake backend, and helpers to use it as a visitor does. */
import { fixture, html } from '@open-wc/testing';
import type { WechatMpLoginButton } from '../../../src/button.js';
import '../../../src/button.js';
import type { WechatMpLogin } from '../../../src/index.js';
import { createFakeBackend } from './fake-backend.js';
import { inside, textOf } from './page.js';
import type { FakeBackend } from './fake-backend.js';
import { until } from '../until.js';

export async function mount(
  fake: FakeBackend = createFakeBackend(),
  more: Partial<WechatMpLoginButton> = {},
): Promise<WechatMpLoginButton> {
  const element = await fixture<WechatMpLoginButton>(
    html`<wechat-mp-login-button
      lang=${more.lang ?? 'en'}
      .backend=${fake.backend}
      .look=${more.look}
      .theme=${more.theme}
      .returnTo=${more.returnTo}
    ></wechat-mp-login-button>`,
  );
  await until(() => !inside(element, '.wait'));
  return element;
}

export const buttonIn = (element: Element): HTMLButtonElement =>
  inside(element, '[part=button]') as HTMLButtonElement;

export const panelIn = (element: Element): HTMLDialogElement | null =>
  inside(element, 'dialog') as HTMLDialogElement | null;

export const loginIn = (element: Element): WechatMpLogin | null =>
  inside(element, 'wechat-mp-login') as WechatMpLogin | null;

/** Presses the button as a visitor does, which also focuses it. */
export function press(element: Element): void {
  buttonIn(element).focus();
  buttonIn(element).click();
}

/** Waits until the login in the panel is ready, with its texts. */
export async function opened(element: WechatMpLoginButton): Promise<WechatMpLogin> {
  const login = await until(() => loginIn(element));
  await until(() => element.state.type === 'ready' && textOf(login, 'p') !== '');
  return login;
}

export async function openedBy(
  fake: FakeBackend,
  more: Partial<WechatMpLoginButton> = {},
): Promise<WechatMpLoginButton> {
  const element = await mount(fake, more);
  press(element);
  await opened(element);
  await until(() => fake.openStreams === 1);
  return element;
}

export async function closed(element: WechatMpLoginButton): Promise<void> {
  await until(() => !element.isOpen);
  await element.updateComplete;
}

/** The focused element, inside of shadow roots. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** Presses and releases a pointer. */
export function tap(target: EventTarget, clientX = 1, clientY = 1): void {
  for (const type of ['pointerdown', 'pointerup']) {
    const there = { bubbles: true, composed: true, clientX, clientY };
    target.dispatchEvent(new PointerEvent(type, there));
  }
}

/** Taps until the panel closes: soon after opening, a tap is the second half of a double click. */
export async function tapUntilClosed(
  element: WechatMpLoginButton,
  target: EventTarget,
): Promise<void> {
  await until(() => {
    tap(target);
    return !element.isOpen;
  });
  await element.updateComplete;
}

export const escape = (init: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', {
    key: 'Escape',
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
