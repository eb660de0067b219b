/** How the panel of `<wechat-mp-login-button>` closes, and that it leaves nothing behind. */
import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LoginSuccessEvent, WechatMpLoginButton } from '../../../src/button.js';
import '../../../src/button.js';
import type { Binding } from '../../../src/protocol/messages.js';
import {
  buttonIn,
  closed,
  escape,
  focused,
  loginIn,
  opened,
  openedBy,
  panelIn,
  press,
  tap,
  tapUntilClosed,
} from '../../support/elements/button-page.js';
import { create } from '../../support/elements/binding-page.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { inside } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

/** Not with `equal`, which would print both elements with everything inside them. */
const expectFocus = (target: Element | null, why = ''): void => {
  expect(focused() === target, `focus ${why}`).to.equal(true);
};

describe('an open <wechat-mp-login-button>', () => {
  const waysToClose: Readonly<Record<string, (element: WechatMpLoginButton) => unknown>> = {
    Escape: () => sendKeys({ press: 'Escape' }),
    'a second press of the button': (element) => buttonIn(element).click(),
    'the close button': (element) => inside(element, '[part=close]')?.click(),
    'a press outside': (element) => tapUntilClosed(element, document.body),
    'the page': (element) => element.close(),
  };
  for (const [way, closeIt] of Object.entries(waysToClose)) {
    it(`cancels its attempt and gets the focus back when closed by ${way}`, async () => {
      const fake = createFakeBackend();
      const element = await openedBy(fake);
      await closeIt(element);
      await closed(element);
      expect(panelIn(element)).to.equal(null);
      expectFocus(buttonIn(element));
      await until(() => fake.openStreams === 0);
      expect(fake.calls).to.deep.equal(['create', 'cancel']);
      expect(buttonIn(element).getAttribute('aria-expanded')).to.equal('false');
      expect(element.state.type).to.equal('idle');
    });
  }

  it('opens and closes in another document that has adopted it, with its looks', async () => {
    const fake = createFakeBackend();
    const element = await openedBy(fake);
    const frame = await fixture<HTMLIFrameElement>(
      html`<iframe width="600" height="700"></iframe>`,
    );
    frame.contentDocument?.body.append(element);
    await closed(element);
    for (const closeIt of [
      () => frame.contentDocument?.dispatchEvent(escape()),
      () => tapUntilClosed(element, frame.contentDocument?.body as HTMLElement),
    ]) {
      press(element);
      const login = await opened(element);
      for (const each of [element, login]) {
        expect(each.shadowRoot?.adoptedStyleSheets, each.localName).not.to.have.length(0);
      }
      expect(getComputedStyle(panelIn(element) as Element).borderRadius).to.contain('20px');
      await closeIt();
      await closed(element);
    }
  });

  it('leaves the focus where the visitor pressed', async () => {
    const place = await fixture<HTMLElement>(html`<div><input aria-label="Name" /></div>`);
    const field = place.querySelector('input');
    const element = await openedBy(createFakeBackend());
    // Browsers move the focus between the two events.
    field?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    field?.focus();
    field?.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, composed: true }));
    await closed(element);
    expectFocus(field);
  });

  it('stays open when a press begins inside, as in selecting text', async () => {
    const element = await openedBy(createFakeBackend());
    const login = loginIn(element) as Element;
    for (let count = 0; count < 60; count++) {
      login.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
      document.body.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
      await aTimeout(10);
    }
    expect(element.isOpen).to.equal(true);
    // By then, a press outside is no longer part of a double click.
    tap(document.body);
    expect(element.isOpen).to.equal(false);
  });

  it('leaves Escape to an input method, and to whatever handled it before', async () => {
    const element = await openedBy(createFakeBackend());
    document.body.dispatchEvent(escape({ isComposing: true }));
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari: https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode
    document.body.dispatchEvent(escape({ keyCode: 229 }));
    const handled = escape();
    handled.preventDefault();
    document.body.dispatchEvent(handled);
    expect(element.isOpen).to.equal(true);
    document.body.dispatchEvent(escape());
    expect(element.isOpen).to.equal(false);
  });

  it('works by keyboard alone: Enter, Tab through the panel and on, and back', async () => {
    const place = await fixture<HTMLElement>(
      html`<div>
        <wechat-mp-login-button lang="en"></wechat-mp-login-button><a href="#next">Next</a>
      </div>`,
    );
    const element = place.querySelector('wechat-mp-login-button') as WechatMpLoginButton;
    element.backend = createFakeBackend().backend;
    element.focus();
    expectFocus(buttonIn(element), 'after focus()');
    await sendKeys({ press: 'Enter' });
    await opened(element);
    await sendKeys({ press: 'Tab' });
    expectFocus(inside(element, '[part=close]'), 'in the panel');
    // One step back is the button itself, which does not close the panel.
    element.focus();
    expect(element.isOpen).to.equal(true);
    await sendKeys({ press: 'Tab' });
    // In Firefox and WebKit, Tab from outside stops at the dialog itself.
    if (focused() === panelIn(element)) await sendKeys({ press: 'Tab' });
    expectFocus(inside(element, '[part=close]'), 'in the panel again');
    await sendKeys({ press: 'Tab' });
    await closed(element);
    expectFocus(place.querySelector('a'), 'after the panel');
  });

  it('shows who is signed in, then closes', async () => {
    const fake = createFakeBackend();
    const element = await openedBy(fake);
    const success = oneEvent<LoginSuccessEvent>(document, 'wechat-mp-login-success');
    fake.push({ state: 'approved' });
    const event = await success;
    expect(event.target === element, 'the button dispatches it').to.equal(true);
    expect(event.account.name).to.equal('林溪');
    expect(element.isOpen).to.equal(true);
    expect(element.state.type).to.equal('success');
    await closed(element);
    expectFocus(buttonIn(element));
    expect(fake.calls).to.deep.equal(['create', 'redeem']);
  });

  it('stays open after a success that the page handles itself', async () => {
    const fake = createFakeBackend();
    const element = await openedBy(fake);
    element.addEventListener('wechat-mp-login-success', (event) => event.preventDefault());
    fake.push({ state: 'approved' });
    await until(() => element.state.type === 'success');
    await aTimeout(2500);
    expect(element.isOpen).to.equal(true);
  });

  it('is not closed by a stray press while a visitor answers the prompts', async () => {
    const binding: Binding = {
      ...{ result: 'binding', chatCode: false, expiresIn: 600 },
      options: [create],
    };
    const fake = createFakeBackend({ binding });
    const element = await openedBy(fake);
    fake.push({ state: 'approved' });
    await until(() => element.state.type === 'binding');
    for (let count = 0; count < 60; count++) {
      tap(document.body);
      await aTimeout(10);
    }
    expect(element.isOpen).to.equal(true);
    document.body.dispatchEvent(escape());
    expect(element.isOpen).to.equal(false);
  });

  it('cancels its attempt and removes its listeners when removed from the page', async () => {
    const fake = createFakeBackend();
    const element = await openedBy(fake);
    const parent = element.parentElement;
    element.remove();
    await until(() => fake.openStreams === 0);
    expect(fake.calls).to.deep.equal(['create', 'cancel']);
    const key = escape();
    document.dispatchEvent(key);
    expect(key.defaultPrevented, 'no listener is left').to.equal(false);
    parent?.append(element);
    await element.updateComplete;
    expect(element.isOpen).to.equal(false);
    press(element);
    await opened(element);
  });

  it('leaves no listener, no timer and no connection after 100 visits', async () => {
    const held = { listeners: 0, intervals: new Set<unknown>() };
    const set = window.setInterval.bind(window);
    const clear = window.clearInterval.bind(window);
    const add = window.addEventListener.bind(window);
    const remove = window.removeEventListener.bind(window);
    const isCounted = (type: string): boolean => /^(scroll|resize)$/.test(type);
    window.setInterval = ((...given: Parameters<typeof set>) => {
      const id = set(...given);
      held.intervals.add(id);
      return id;
    }) as typeof set;
    window.clearInterval = (id) => {
      held.intervals.delete(id);
      clear(id);
    };
    window.addEventListener = ((...given: Parameters<typeof add>) => {
      if (isCounted(given[0])) held.listeners += 1;
      add(...given);
    }) as typeof add;
    window.removeEventListener = ((...given: Parameters<typeof remove>) => {
      if (isCounted(given[0])) held.listeners -= 1;
      remove(...given);
    }) as typeof remove;
    const fake = createFakeBackend();
    try {
      const place = await fixture<HTMLElement>(html`<div></div>`);
      let mostListeners = 0;
      for (let visit = 0; visit < 100; visit++) {
        const element = document.createElement('wechat-mp-login-button');
        element.backend = fake.backend;
        place.append(element);
        await element.open();
        mostListeners = Math.max(mostListeners, held.listeners);
        // Every tenth stays until its QR code shows the time left.
        if (visit % 10 === 0) await until(() => held.intervals.size > 0);
        element.remove();
      }
      expect(mostListeners).to.be.above(0);
      await until(() => fake.openStreams === 0 && held.intervals.size === 0);
      expect(held.listeners).to.equal(0);
    } finally {
      window.setInterval = set;
      window.clearInterval = clear;
      window.addEventListener = add;
      window.removeEventListener = remove;
    }
  });
});
