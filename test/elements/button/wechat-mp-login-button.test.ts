/** `<wechat-mp-login-button>` as visitors and pages use it, with a fake backend. */
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
  mount,
  opened,
  openedBy,
  panelIn,
  press,
  tap,
  tapUntilClosed,
} from '../../support/elements/button-page.js';
import { create } from '../../support/elements/binding-page.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

const creates = (calls: readonly string[]): number =>
  calls.filter((call) => call === 'create').length;

/** Not with `equal`, which would print both elements with everything inside them. */
const expectFocus = (target: Element | null, why = ''): void => {
  expect(focused() === target, `focus ${why}`).to.equal(true);
};

describe('<wechat-mp-login-button>', () => {
  it('loads the login when a pointer comes near, but starts no attempt', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    await aTimeout(0);
    expect(customElements.get('wechat-mp-login')).to.equal(undefined);
    buttonIn(element).dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => customElements.get('wechat-mp-login'));
    expect(element.isOpen).to.equal(false);
    expect(panelIn(element)).to.equal(null);
    expect(fake.calls).to.deep.equal([]);
  });

  it('has a label in its language, or the page’s own', async () => {
    const element = await mount();
    expect(buttonIn(element).innerText.trim()).to.equal('Sign in with WeChat');
    element.lang = 'zh-Hans';
    await until(() => buttonIn(element).innerText.trim() === '微信登录');
    element.lang = '';
    element.parentElement!.lang = 'en';
    await until(() => buttonIn(element).innerText.trim() === 'Sign in with WeChat');
    element.texts = { open: 'WeChat, please', close: 'Away' };
    await until(() => buttonIn(element).innerText.trim() === 'WeChat, please');
    press(element);
    await opened(element);
    expect(inside(element, '[part=close]')?.getAttribute('aria-label')).to.equal('Away');
    expect(loginIn(element)?.texts === element.texts).to.equal(true);
    const own = await fixture<WechatMpLoginButton>(
      html`<wechat-mp-login-button>Continue with WeChat</wechat-mp-login-button>`,
    );
    expect(own.innerText.trim()).to.equal('Continue with WeChat');
    expect(textOf(own, '[part=label]')).to.equal('');
    own.textContent = ' ';
    const help = document.createElement('p');
    help.slot = 'help';
    own.append(help);
    await until(() => textOf(own, '[part=label]') === 'Sign in with WeChat');
  });

  it('keeps its size while texts load, while the login loads and while it is open', async () => {
    for (const lang of ['en', 'zh-CN', 'zh-TW']) {
      const element = await fixture<WechatMpLoginButton>(
        html`<wechat-mp-login-button
          lang=${lang}
          .backend=${createFakeBackend().backend}
        ></wechat-mp-login-button>`,
      );
      const sizes: string[] = [];
      const measure = (): unknown =>
        sizes.push(`${element.offsetWidth} × ${element.offsetHeight} px`);
      measure();
      expect(inside(element, '.wait')).to.not.equal(null);
      await until(() => !inside(element, '.wait'));
      measure();
      press(element);
      await element.updateComplete;
      expect(buttonIn(element).getAttribute('aria-busy')).to.equal('true');
      measure();
      await opened(element);
      measure();
      element.close();
      expect([...new Set(sizes)], lang).to.have.length(1);
      expect(element.offsetHeight).to.be.at.least(44);
    }
  });

  it('starts an attempt when it opens, and says so through ARIA', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    const button = buttonIn(element);
    expect(button.getAttribute('aria-haspopup')).to.equal('dialog');
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    press(element);
    await opened(element);
    expect(fake.calls).to.deep.equal(['create']);
    expect(element.isOpen).to.equal(true);
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    expect(button.getAttribute('aria-busy')).to.equal('false');
    expect(button.getAttribute('aria-controls')).to.equal(panelIn(element)?.id);
    expect(panelIn(element)?.getAttribute('aria-label')).to.equal('Sign in with WeChat');
    expect(panelIn(element)?.contains(focused())).to.equal(true);
  });

  it('has a custom state while it is open, in browsers that support it', async () => {
    const element = await openedBy(createFakeBackend());
    const isSupported = CSS.supports('selector(:state(open))');
    expect(isSupported && element.matches(':state(open)')).to.equal(isSupported);
    element.close();
    await element.updateComplete;
    expect(isSupported && element.matches(':state(open)')).to.equal(false);
  });

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

  it('starts a new attempt each time it is opened', async () => {
    const fake = createFakeBackend();
    const element = await openedBy(fake);
    for (const count of [2, 3]) {
      // At once: late events of the old panel must not close the new one.
      element.close();
      await element.open();
      await opened(element);
      await aTimeout(0);
      expect(element.isOpen).to.equal(true);
      expect(creates(fake.calls)).to.equal(count);
    }
  });

  it('opens once on a double click, wherever its second half lands', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    const button = buttonIn(element);
    button.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    button.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }));
    await opened(element);
    button.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }));
    expect(element.isOpen).to.equal(true);
    element.close();
    await element.open();
    tap(document.body);
    expect(element.isOpen).to.equal(true);
    expect(creates(fake.calls)).to.be.at.most(2);
  });

  it('does not open while it is disabled', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    element.disabled = true;
    await element.updateComplete;
    buttonIn(element).click();
    await element.open();
    expect(element.isOpen).to.equal(false);
    expect(fake.calls).to.deep.equal([]);
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

  it('leaves errors to the login inside, which offers to try again', async () => {
    const fake = createFakeBackend();
    const element = await openedBy(fake);
    fake.push({ state: 'denied', expiresIn: 0 });
    await until(() => element.state.type === 'denied');
    expect(element.isOpen).to.equal(true);
    (await until(() => inside(loginIn(element) as Element, 'button'))).click();
    await opened(element);
    expect(creates(fake.calls)).to.equal(2);
  });

  it('passes its properties and named slots on to the login', async () => {
    const element = await fixture<WechatMpLoginButton>(
      html`<wechat-mp-login-button
        lang="en"
        backend="https://example.com/wechat-login"
        official-account="shop"
        method="scan"
        transport="poll"
        purpose="link"
        return-to="/home"
        logo="/logo.png"
        ><b>Label</b>
        <form slot="binding" aria-label="Ours"></form
      ></wechat-mp-login-button>`,
    );
    const passedOn = [
      ...(['backend', 'officialAccount', 'method'] as const),
      ...(['transport', 'purpose', 'returnTo'] as const),
    ];
    // This test must not send requests.
    await element.open();
    const login = loginIn(element);
    login?.cancel();
    for (const name of passedOn) {
      expect(login?.[name], name).to.equal(element[name]);
    }
    expect(login?.getAttribute('logo')).to.equal('/logo.png');
    expect(login?.getAttribute('variant')).to.equal('bare');
    const slots = [...(login?.querySelectorAll('slot') ?? [])];
    expect(slots.map(({ name, slot }) => [name, slot])).to.deep.equal([['binding', 'binding']]);
    expect(slots[0]?.assignedElements()[0]?.localName).to.equal('form');
    element.close();
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

  it('does not open if it was removed or closed while the login loaded', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    const opening = element.open();
    element.remove();
    await opening;
    expect(element.isOpen).to.equal(false);
    const other = await mount(fake);
    const again = other.open();
    other.close();
    await again;
    expect(other.isOpen).to.equal(false);
    expect(fake.calls).to.deep.equal([]);
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

  it('does not scroll the page', async () => {
    const place = await fixture<HTMLElement>(
      html`<div>
        <div class="above"></div>
        <wechat-mp-login-button lang="en"></wechat-mp-login-button>
        <div class="below"></div>
      </div>`,
    );
    for (const each of place.querySelectorAll<HTMLElement>('div')) each.style.height = '1500px';
    const element = place.querySelector('wechat-mp-login-button') as WechatMpLoginButton;
    element.backend = createFakeBackend().backend;
    await element.updateComplete;
    scrollTo(0, 1400);
    const { scrollY } = window;
    press(element);
    await opened(element);
    expect(window.scrollY).to.equal(scrollY);
    element.close();
    await closed(element);
    expect(window.scrollY).to.equal(scrollY);
    expect(textOf(element, '[part=label]')).to.equal('Sign in with WeChat');
  });
});
