/** `<wechat-mp-login-button>` whose login does not load. A file of its own, because nothing has loaded yet. */
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { LoginErrorEvent, WechatMpLoginButton } from '../../../src/button.js';
import {
  buttonIn,
  focused,
  loginIn,
  mount,
  opened,
  press,
} from '../../support/elements/button-page.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

/* eslint-disable no-console -- tests read what is logged */
const logError = console.error.bind(console);
const logged: unknown[][] = [];
before(() => {
  console.error = (...values: unknown[]) => logged.push(values);
});
after(() => {
  console.error = logError;
});
/* eslint-enable no-console */

/** Makes the device appear to have no network. */
async function seeminglyOffline<T>(act: () => Promise<T>): Promise<T> {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
  try {
    return await act();
  } finally {
    Reflect.deleteProperty(navigator, 'onLine');
  }
}

/** Takes the network away. */
async function offline<T>(act: () => Promise<T>): Promise<T> {
  const fetch = window.fetch.bind(window);
  window.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  try {
    return await seeminglyOffline(act);
  } finally {
    window.fetch = fetch;
  }
}

async function failed(element: WechatMpLoginButton): Promise<LoginErrorEvent> {
  const event = oneEvent<LoginErrorEvent>(document, 'wechat-mp-login-error');
  press(element);
  return event;
}

describe('<wechat-mp-login-button> that cannot load its login', () => {
  it('reports it at once, as the login would, and can be pressed again', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    const { offsetWidth, offsetHeight } = element;
    const { code, retryable, target } = await offline(() => failed(element));
    await element.updateComplete;
    expect([code, retryable, target === element]).to.deep.equal(['unreachable', true, true]);
    expect(textOf(element, '[role=alert]')).to.match(/^Couldn’t connect\s+Check your connection/);
    expect(buttonIn(element).getAttribute('aria-busy')).to.equal('false');
    expect(focused() === buttonIn(element), 'focus stays').to.equal(true);
    expect([element.offsetWidth, element.offsetHeight]).to.deep.equal([offsetWidth, offsetHeight]);
    expect(logged.flat().join(' ')).to.contain('<wechat-mp-login-button> unreachable');
    expect(fake.calls).to.deep.equal([]);
    await expect(element).to.be.accessible();
    buttonIn(element).blur();
    await until(() => textOf(element, '[role=alert]') === '');
  });

  it('shows the message inside the window, wherever the button is', async () => {
    for (const side of ['start', 'center', 'end']) {
      const place = await fixture<HTMLElement>(
        html`<div><wechat-mp-login-button lang="en">In</wechat-mp-login-button></div>`,
      );
      place.style.textAlign = side;
      const element = place.querySelector('wechat-mp-login-button') as WechatMpLoginButton;
      await until(() => buttonIn(element));
      await offline(() => failed(element));
      const box = (await until(() => inside(element, '.trouble'))).getBoundingClientRect();
      expect(box.left, side).to.be.at.least(0);
      expect(box.right, side).to.be.at.most(document.documentElement.clientWidth);
      expect(box.top, side).to.be.above(element.getBoundingClientRect().bottom);
    }
  });

  // The last test, because the login loads once for all buttons of a page.
  it('loads the login at the next press, even if the device still claims to have no network', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    await offline(() => failed(element));
    expect(loginIn(element)).to.equal(null);
    await seeminglyOffline(async () => {
      press(element);
      await opened(element);
    });
    expect(textOf(element, '[role=alert]')).to.equal('');
    expect(fake.calls).to.deep.equal(['create']);
  });
});
