/** `<wechat-mp-login-button>` before it is pressed, and how it opens. */
import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { WechatMpLoginButton } from '../../../src/button.js';
import '../../../src/button.js';
import {
  buttonIn,
  closed,
  focused,
  loginIn,
  mount,
  opened,
  openedBy,
  panelIn,
  press,
  tap,
} from '../../support/elements/button-page.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { inside, textOf } from '../../support/elements/page.js';
import { translate } from '../../support/elements/translator.js';
import { until } from '../../support/until.js';

const countCreates = (calls: readonly string[]): number =>
  calls.filter((call) => call === 'create').length;

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
    translate(element);
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

  it('says in label and panel what the purpose is', async () => {
    const element = await mount();
    element.purpose = 'step-up';
    await until(() => buttonIn(element).innerText.trim() === 'Confirm that it’s you');
    press(element);
    await opened(element);
    expect(panelIn(element)?.getAttribute('aria-label')).to.equal('Confirm that it’s you');
    expect(loginIn(element)?.purpose).to.equal('step-up');
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

  it('hands terms on to the login, which shows no QR code until they are accepted', async () => {
    const fake = createFakeBackend();
    const element = await fixture<WechatMpLoginButton>(
      html`<wechat-mp-login-button lang="en" .backend=${fake.backend}>
        <label slot="terms"><input type="checkbox" required /> I accept the terms.</label>
      </wechat-mp-login-button>`,
    );
    const box = element.querySelector('input') as HTMLInputElement;
    // Whether they were accepted counts each time that the panel opens.
    for (const calls of [
      ['create', 'cancel'],
      ['create', 'cancel', 'create', 'cancel'],
    ]) {
      press(element);
      const login = await until(() => loginIn(element));
      await until(() => textOf(login, 'h2') === 'Accept the terms first');
      expect(element.querySelector('label')?.checkVisibility()).to.equal(true);
      expect(fake.calls).to.deep.equal(calls.slice(0, -2));
      expect(element.state.type).to.equal('idle');
      box.click();
      await opened(element);
      box.click();
      await until(() => textOf(login, 'h2') === 'Accept the terms first');
      expect(fake.calls).to.deep.equal(calls);
      element.close();
      await closed(element);
    }
    box.click();
    press(element);
    await opened(element);
  });

  it('starts an attempt when it opens, and exposes its state through ARIA', async () => {
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
      expect(countCreates(fake.calls)).to.equal(count);
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
    expect(countCreates(fake.calls)).to.be.at.most(2);
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

  it('leaves errors to the login inside, which offers to try again', async () => {
    const fake = createFakeBackend();
    const element = await openedBy(fake);
    fake.push({ state: 'denied', expiresIn: 0 });
    await until(() => element.state.type === 'denied');
    expect(element.isOpen).to.equal(true);
    (await until(() => inside(loginIn(element) as Element, 'button'))).click();
    await opened(element);
    expect(countCreates(fake.calls)).to.equal(2);
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
