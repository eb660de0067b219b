/** The prompts inside `<wechat-mp-login>`: when they appear, how a page replaces them, and how they end. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { LoginBindingEvent, LoginSuccessEvent, WechatMpLogin } from '../../../src/index.js';
import type { Binding } from '../../../src/protocol/messages.js';
import { sampleStates, shown, showState } from '../../../stories/support/samples/states.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import type { FakeBackend } from '../../support/elements/fake-backend.js';
import { animationsEnd, inside, promptsOf, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import {
  create,
  focused,
  has,
  password,
  press,
  type,
} from '../../support/elements/binding-page.js';

const binding: Binding = {
  result: 'binding',
  chatCode: true,
  expiresIn: 600,
  options: [create, password],
};

/** Mounts a login and lets WeChat approve it. */
async function mountApproved(fake: FakeBackend, content: unknown = ''): Promise<WechatMpLogin> {
  const element = await fixture<WechatMpLogin>(
    html`<wechat-mp-login lang="en" .backend=${fake.backend}>${content}</wechat-mp-login>`,
  );
  await until(() => element.state.type === 'ready');
  fake.push({ state: 'approved' });
  return element;
}

/** The same, and waits for the event that announces the prompts. */
async function mountBinding(fake: FakeBackend, isPrevented: boolean, content: unknown = '') {
  const events: LoginBindingEvent[] = [];
  const listener = (event: LoginBindingEvent): void => {
    events.push(event);
    if (isPrevented) event.preventDefault();
  };
  document.addEventListener('wechat-mp-login-binding', listener as EventListener);
  const element = await mountApproved(fake, content);
  await until(() => events.length > 0);
  await element.updateComplete;
  const stop = (): void =>
    document.removeEventListener('wechat-mp-login-binding', listener as EventListener);
  return { element, events, stop };
}

describe('a login of a new WeChat user', () => {
  it('shows the prompts in its card and language, and ends with the account that is signed in', async () => {
    const fake = createFakeBackend({ binding, redeem: { linked: true } });
    const element = await mountApproved(fake);
    const prompts = await promptsOf(element);
    expect(textOf(prompts, 'h2')).to.equal('First time here');
    expect(element.matches(':state(binding)')).to.equal(true);
    expect(has(element, 'h2')).to.equal(false);
    let success: LoginSuccessEvent | undefined;
    element.addEventListener('wechat-mp-login-success', (event) => (success = event));
    await press(prompts, '[part=option]:last-child');
    await until(() => inside(prompts, 'form'));
    type(prompts, { identifier: 'lin', password: 'x', chatCode: '402913' });
    await press(prompts, '[part=button]');
    await until(() => textOf(element, 'h2') === 'WeChat linked');
    expect(textOf(element, 'p')).to.equal('WeChat opens this account from now on.');
    expect(textOf(element, '#account b')).to.equal('林溪');
    expect(success?.linked).to.equal(true);
    expect(fake.calls).to.include('bind link');
  });

  it('dispatches one event before it shows the prompts', async () => {
    const { element, events, stop } = await mountBinding(createFakeBackend({ binding }), false);
    const prompts = await promptsOf(element);
    await press(prompts, '[part=option]:last-child');
    await until(() => inside(prompts, 'form'));
    await press(prompts, '[part=back]');
    await until(() => inside(prompts, '[part=option]'));
    stop();
    expect(events).to.have.length(1);
    expect(events[0]?.state.type).to.equal('binding');
    expect(events[0]?.bubbles && events[0].composed).to.equal(true);
  });

  it('shows no prompts if the page prevents the event and answers through the form', async () => {
    const fake = createFakeBackend({ binding, redeem: { isNew: true } });
    const { element, events, stop } = await mountBinding(fake, true);
    stop();
    expect(has(element, 'wechat-mp-binding, slot[name=binding]')).to.equal(false);
    await until(() => textOf(element, 'h2') === 'Signing you in');
    events[0]?.form.create();
    await until(() => element.state.type === 'success');
    expect(fake.calls).to.include('bind create');
  });

  it('shows the content of the slot in place of the prompts', async () => {
    const { element, stop } = await mountBinding(
      createFakeBackend({ binding }),
      false,
      html`<p slot="binding">Ours</p>`,
    );
    stop();
    const slot = await until(() => inside(element, 'slot[name=binding]') as HTMLSlotElement | null);
    expect(slot.assignedElements()[0]?.textContent).to.equal('Ours');
    expect((await promptsOf(element)).offsetHeight).to.equal(0);
  });

  it('returns to a QR code on request, and keeps the focus in its card', async () => {
    const fake = createFakeBackend({ binding });
    const element = await mountApproved(fake);
    const prompts = await promptsOf(element);
    inside(prompts, '[part=back]')?.focus();
    await press(prompts, '[part=back]');
    await until(() => element.state.type === 'ready');
    expect(document.activeElement === element).to.equal(true);
    expect(fake.calls.filter((call) => call === 'create')).to.have.length(2);
  });

  it('moves the focus into the prompts only if it was in the card', async () => {
    for (const isInside of [true, false]) {
      const fake = createFakeBackend({ binding });
      const element = await fixture<WechatMpLogin>(
        html`<wechat-mp-login lang="en" .backend=${fake.backend}></wechat-mp-login>`,
      );
      await until(() => element.state.type === 'ready');
      if (isInside) inside(element, '[part=card]')?.focus();
      fake.push({ state: 'approved' });
      const prompts = await promptsOf(element);
      await prompts.updateComplete;
      expect(focused(prompts)).to.equal(isInside ? 'title' : '');
      element.remove();
    }
  });

  it('offers to load the page again if the prompts cannot be loaded', async () => {
    const get = customElements.get.bind(customElements);
    customElements.get = () => {
      throw new Error('like a script that failed to load');
    };
    try {
      const fake = createFakeBackend({ binding });
      const element = await mountApproved(fake);
      await until(() => element.state.type === 'error');
      expect(element.state).to.include({ code: 'load_failed', retryable: false });
      await until(() => textOf(element, 'h2') === 'Not fully loaded');
      await until(() => textOf(element, 'button') === 'Try again');
    } finally {
      customElements.get = get;
    }
  });

  it('follows a change of the language', async () => {
    const element = await mountApproved(createFakeBackend({ binding }));
    const prompts = await promptsOf(element);
    element.lang = 'zh';
    await until(() => textOf(prompts, 'h2') === '第一次在这里登录');
  });

  it('lets the page style fields and buttons', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('wechat-mp-login::part(input) { border-color: rgb(1, 2, 3) }');
    const before = document.adoptedStyleSheets;
    document.adoptedStyleSheets = [...before, sheet];
    const element = await mountApproved(
      createFakeBackend({ binding: { ...binding, options: [password] } }),
    );
    const prompts = await promptsOf(element);
    const input = await until(() => inside(prompts, '[part=input]'));
    expect(getComputedStyle(input).borderTopColor).to.equal('rgb(1, 2, 3)');
    document.adoptedStyleSheets = before;
  });

  it('keeps its height when the prompts replace the tile', async () => {
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login manual lang="en"></wechat-mp-login>`,
    );
    showState(element, sampleStates.approved);
    await until(() => textOf(element, 'p') !== '');
    await animationsEnd([element]);
    const { offsetHeight } = element;
    showState(element, sampleStates.binding);
    const prompts = await promptsOf(element);
    await animationsEnd([element]);
    expect(element.offsetHeight).to.equal(offsetHeight);
    expect(prompts.offsetHeight).to.be.at.least(371);
  });
});

describe('an error after the prompts', () => {
  const sentences = {
    identity_conflict: 'This WeChat belongs to another account.',
    proof_failed: 'Nothing was changed. You can scan again.',
    session_mismatch: 'A different account is signed in here now.',
    reauthentication_required: 'To keep your account safe, do that first, then link WeChat.',
  } as const;
  for (const [code, sentence] of Object.entries(sentences)) {
    it(`has a sentence for ${code}, and a button to try again`, async () => {
      const element = await fixture<WechatMpLogin>(
        html`<wechat-mp-login manual lang="en" purpose="link"></wechat-mp-login>`,
      );
      showState(element, {
        type: 'error',
        shown,
        code: code as keyof typeof sentences,
        retryable: false,
      });
      await until(() => textOf(element, 'p') === sentence);
      expect(textOf(element, 'button')).to.equal('Try again');
    });
  }
});

describe('a login that links an identity on a settings page', () => {
  it('has texts about linking from beginning to end', async () => {
    const fake = createFakeBackend();
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login lang="en" purpose="link" .backend=${fake.backend}></wechat-mp-login>`,
    );
    await until(() => textOf(element, 'h2') === 'Link your WeChat');
    expect(inside(element, '[part=card]')?.ariaLabel).to.equal('Link your WeChat');
    await until(() => element.state.type === 'ready');
    fake.push({ state: 'approved' });
    await until(() => element.state.type === 'success');
    await until(() => textOf(element, 'h2') === 'WeChat linked');
  });

  it('has texts about signing in once its purpose is login', async () => {
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login manual lang="zh" purpose="link"></wechat-mp-login>`,
    );
    await until(() => textOf(element, 'h2') === '关联微信');
    element.purpose = 'login';
    await until(() => textOf(element, 'h2') === '微信扫码登录');
  });
});
