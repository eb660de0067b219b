/** `<wechat-mp-login>` as visitors and pages use it, with a fake backend. */
import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../../src/index.js';
import type {
  LoginErrorEvent,
  LoginStateEvent,
  LoginSuccessEvent,
  WechatMpLogin,
  WechatMpQr,
} from '../../../src/index.js';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import { sampleStates, shown, showState } from '../../../stories/support/sample-states.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { inside, textOf } from '../../support/elements/page.js';
import type { FakeBackend } from '../../support/elements/fake-backend.js';
import { until } from '../../support/until.js';

const mount = (fake: FakeBackend, more: Partial<WechatMpLogin> = {}): Promise<WechatMpLogin> =>
  fixture<WechatMpLogin>(
    html`<wechat-mp-login
      lang="en"
      .backend=${fake.backend}
      .manual=${more.manual}
      .returnTo=${more.returnTo}
    ></wechat-mp-login>`,
  );

/** Waits until the login is in this state, with its texts. */
const reaches = (element: WechatMpLogin, type: string): Promise<true> =>
  until(() => element.state.type === type && textOf(element, 'p') !== '' && true);

let logged: unknown[][] = [];
/* eslint-disable no-console -- tests read what is logged */
const logError = console.error.bind(console);
before(() => {
  console.error = (...values: unknown[]) => logged.push(values);
});
beforeEach(() => {
  logged = [];
});
after(() => {
  console.error = logError;
});
/* eslint-enable no-console */

describe('<wechat-mp-login>', () => {
  it('goes from loading over the QR code to success, with an event for each state', async () => {
    const fake = createFakeBackend({ redeem: { isNew: true } });
    const steps: string[] = [];
    const record = (event: LoginStateEvent): unknown => steps.push(event.state.type);
    document.addEventListener('wechat-mp-login-state', record as EventListener);
    const element = await mount(fake);
    await reaches(element, 'ready');
    fake.push({ state: 'approved' });
    await reaches(element, 'success');
    document.removeEventListener('wechat-mp-login-state', record as EventListener);
    expect(steps).to.deep.equal(['loading', 'ready', 'approved', 'success']);
    await element.updateComplete;
    expect(textOf(element, 'b')).to.equal('林溪');
    expect(textOf(element, 'p')).to.contain('new account');
  });

  it('waits, if manual, for the visitor or the page to start it', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake, { manual: true });
    await reaches(element, 'idle');
    expect(fake.calls).to.deep.equal([]);
    (await until(() => inside(element, 'button'))).click();
    await reaches(element, 'ready');
  });

  it('starts a new attempt with another backend', async () => {
    const first = createFakeBackend();
    const second = createFakeBackend();
    const element = await mount(first);
    await reaches(element, 'ready');
    element.backend = second.backend;
    await until(() => second.calls.includes('create') && first.openStreams === 0);
    await reaches(element, 'ready');
  });

  it('closes its connection when removed, and starts again when put back', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    await reaches(element, 'ready');
    await until(() => fake.openStreams === 1);
    const parent = element.parentElement;
    element.remove();
    await until(() => fake.openStreams === 0);
    parent?.append(element);
    await until(() => fake.calls.filter((call) => call === 'create').length === 2);
  });

  it('keeps its QR code when it is moved within the page', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    await reaches(element, 'ready');
    const elsewhere = document.createElement('div');
    element.parentElement?.append(elsewhere);
    elsewhere.append(element);
    await aTimeout(0);
    expect(element.state.type).to.equal('ready');
    expect(fake.calls).to.deep.equal(['create']);
    fake.push({ state: 'approved' });
    await reaches(element, 'success');
  });

  it('leaves no timer and no connection after 100 visits', async () => {
    const running = new Set<unknown>();
    const set = window.setInterval.bind(window);
    const clear = window.clearInterval.bind(window);
    window.setInterval = ((...given: Parameters<typeof set>) => {
      const id = set(...given);
      running.add(id);
      return id;
    }) as typeof set;
    window.clearInterval = (id) => {
      running.delete(id);
      clear(id);
    };
    const fake = createFakeBackend();
    try {
      const place = await fixture<HTMLElement>(html`<div></div>`);
      for (let visit = 0; visit < 100; visit++) {
        const element = document.createElement('wechat-mp-login');
        element.backend = fake.backend;
        place.append(element);
        await element.updateComplete;
        // Every tenth stays until its QR code shows the time left.
        if (visit % 10 === 0) await until(() => running.size > 0);
        element.remove();
      }
      await until(() => fake.openStreams === 0 && running.size === 0);
    } finally {
      window.setInterval = set;
      window.clearInterval = clear;
    }
  });

  it('creates one attempt, however often its button is clicked', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    await reaches(element, 'ready');
    fake.push({ state: 'denied', expiresIn: 0 });
    await reaches(element, 'denied');
    const button = await until(() => inside(element, 'button'));
    button.click();
    button.click();
    button.click();
    await reaches(element, 'ready');
    expect(fake.calls.filter((call) => call === 'create')).to.have.length(2);
  });

  it('keeps the focus in the card when the focused button is removed', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake, { manual: true });
    const button = await until(() => inside(element, 'button'));
    button.focus();
    button.click();
    await reaches(element, 'ready');
    expect(document.activeElement).to.equal(element);
  });

  it('never takes the focus from elsewhere on the page', async () => {
    const fake = createFakeBackend();
    const place = await fixture<HTMLElement>(html`<div><input aria-label="Name" /></div>`);
    place.querySelector('input')?.focus();
    const element = document.createElement('wechat-mp-login');
    element.backend = fake.backend;
    place.append(element);
    await reaches(element, 'ready');
    fake.push({ state: 'denied', expiresIn: 0 });
    await reaches(element, 'denied');
    element.refresh();
    await reaches(element, 'ready');
    expect(document.activeElement).to.equal(place.querySelector('input'));
  });

  it('announces each change once, and errors at once', async () => {
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login manual lang="en"></wechat-mp-login>`,
    );
    await reaches(element, 'idle');
    const announced: string[] = [];
    const observer = new MutationObserver(() => {
      const now = textOf(element, '[role=status]') || textOf(element, '[role=alert]');
      if (now) announced.push(now);
    });
    for (const role of ['status', 'alert']) {
      observer.observe(inside(element, `[role=${role}]`) as Node, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    }
    for (const renewals of [0, 1, 2]) {
      showState(element, { ...sampleStates.ready, renewals, expiresAtMs: Date.now() + renewals });
      await element.updateComplete;
    }
    showState(element, sampleStates.confirm);
    await element.updateComplete;
    showState(element, sampleStates.error);
    await element.updateComplete;
    expect(announced).to.have.length(3);
    expect(announced[0]).to.contain('Follow');
    expect(announced[1]).to.contain('4 0 2 9 1 3');
    expect(announced[2]).to.equal(textOf(element, '[role=alert]'));
    observer.disconnect();
  });

  it('shows a name as text on one line, whatever it contains', async () => {
    const hostileNames = [
      '<img src=x onerror="window.wasInjected = true">',
      'x'.repeat(10_000),
      '\u202Etxet lamron ton',
      '',
      '👨‍👩‍👧‍👦'.repeat(100),
    ];
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login manual lang="en"></wechat-mp-login>`,
    );
    await reaches(element, 'idle');
    const { offsetHeight } = element;
    for (const name of hostileNames) {
      showState(element, { ...sampleStates.success, account: { name } });
      await element.updateComplete;
      expect(inside(element, '#account img')).to.equal(null);
      expect(element.offsetHeight).to.equal(offsetHeight);
      expect(inside(element, '#account')?.scrollWidth).to.be.at.most(element.offsetWidth);
      expect(textOf(element, 'b').length).to.be.at.most(128);
      const sub = getComputedStyle(inside(element, 'b bdi') as Element).unicodeBidi;
      expect(sub).to.equal('isolate');
    }
    expect('wasInjected' in window).to.equal(false);
  });

  it('shows an initial if the picture does not load', async () => {
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login manual lang="en"></wechat-mp-login>`,
    );
    showState(element, {
      ...sampleStates.success,
      account: { name: 'Lin', avatar: '/no-such-picture.png' },
    });
    const picture = await until(() => inside(element, '.avatar img'));
    await until(() => picture.hidden);
    expect(textOf(element, '.avatar')).to.equal('L');
  });

  it('reports the account to the page, and goes to return-to unless the page prevents it', async () => {
    const here = location.pathname + location.search;
    for (const prevented of [true, false]) {
      history.replaceState(null, '', here);
      const fake = createFakeBackend({ redeem: { code: 'once' } });
      const element = await mount(fake, { returnTo: `${here}#welcome` });
      await reaches(element, 'ready');
      let seen: LoginSuccessEvent | undefined;
      element.addEventListener('wechat-mp-login-success', (event) => {
        seen = event;
        if (prevented) event.preventDefault();
      });
      fake.push({ state: 'approved' });
      await reaches(element, 'success');
      expect(seen?.account.name).to.equal('林溪');
      expect(seen?.sessionCode).to.equal('once');
      await until(() => (location.hash === '#welcome') !== prevented);
    }
    history.replaceState(null, '', here);
  });

  it('leaves the page only after a visitor had time to read that WeChat was linked', async () => {
    const here = location.pathname + location.search;
    const fake = createFakeBackend({ redeem: { linked: true } });
    const element = await mount(fake, { returnTo: `${here}#welcome` });
    await reaches(element, 'ready');
    const set = window.setTimeout.bind(window);
    const later: (() => void)[] = [];
    // The test runs every timer of a second or more itself.
    window.setTimeout = ((handler: () => void, delayMs = 0) =>
      delayMs < 1000 ? set(handler, delayMs) : later.push(handler)) as typeof set;
    try {
      fake.push({ state: 'approved' });
      await reaches(element, 'success');
      await aTimeout(0);
      expect(location.hash).to.equal('');
      expect(later).to.have.length(1);
      later[0]?.();
      await until(() => location.hash === '#welcome');
    } finally {
      window.setTimeout = set;
      history.replaceState(null, '', here);
    }
  });

  for (const returnTo of [
    '//evil.example',
    'https://evil.example',
    'javascript:wasInjected()',
    '/\\evil',
  ]) {
    it(`stays on the page rather than go to ${returnTo}`, async () => {
      const before = location.href;
      const fake = createFakeBackend({ redeem: { returnTo } });
      const element = await mount(fake, { returnTo });
      await reaches(element, 'ready');
      fake.push({ state: 'approved' });
      await reaches(element, 'success');
      await aTimeout(50);
      expect(location.href).to.equal(before);
    });
  }

  it('shows the visitor one plain sentence, and logs the details', async () => {
    const fake = createFakeBackend({ refuse: () => new WechatMpLoginError('misconfigured') });
    const element = document.createElement('wechat-mp-login');
    element.lang = 'en';
    element.backend = fake.backend;
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const event = oneEvent(element, 'wechat-mp-login-error');
    place.append(element);
    const { code, retryable } = (await event) as unknown as LoginErrorEvent;
    expect([code, retryable]).to.deep.equal(['misconfigured', false]);
    await reaches(element, 'error');
    expect(textOf(element, 'p')).not.to.contain('AppSecret');
    expect(inside(element, 'button')).to.equal(null);
    await until(() => logged.some((values) => values.join(' ').includes('AppSecret')));
  });

  it('refuses a missing backend, and one of another scheme', async () => {
    for (const backend of [undefined, '', 'javascript:alert(1)', 'http://example.com/login']) {
      const element = await fixture<WechatMpLogin>(
        html`<wechat-mp-login lang="en" .backend=${backend}></wechat-mp-login>`,
      );
      await reaches(element, 'error');
      expect(element.state).to.include({ type: 'error', code: 'bad_backend' });
    }
  });

  it('cancels its attempt, at the backend too', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    await reaches(element, 'ready');
    element.cancel();
    await reaches(element, 'cancelled');
    expect(fake.calls).to.include('cancel');
  });

  it('ends in an error, rather than wait, if the QR code cannot be drawn', async () => {
    const fake = createFakeBackend({ created: { present: { type: 'qr', url: 'x'.repeat(2000) } } });
    const element = await mount(fake);
    await reaches(element, 'error');
    expect(fake.openStreams).to.equal(0);
    expect(await until(() => inside(element, 'button'))).to.be.instanceOf(HTMLButtonElement);
  });

  it('is independent of another login on the same page', async () => {
    const [left, right] = [
      createFakeBackend(),
      createFakeBackend({ redeem: { account: { name: 'Right' } } }),
    ];
    const both = await fixture<HTMLElement>(html`
      <div lang="en">
        <wechat-mp-login .backend=${left.backend}></wechat-mp-login>
        <wechat-mp-login .backend=${right.backend} lang="zh"></wechat-mp-login>
      </div>
    `);
    const [first, second] = [...both.querySelectorAll('wechat-mp-login')];
    if (!first || !second) throw new Error('two tags were expected');
    await Promise.all([reaches(first, 'ready'), reaches(second, 'ready')]);
    right.push({ state: 'approved' });
    await reaches(second, 'success');
    expect(first.state.type).to.equal('ready');
    expect([textOf(first, 'h2'), textOf(second, 'h2')]).to.deep.equal([
      'Sign in with WeChat',
      '登录成功',
    ]);
  });

  it('uses the language around it, even outside of its shadow root', async () => {
    const outer = await fixture<HTMLElement>(html`<div lang="zh-CN"></div>`);
    const host = document.createElement('div');
    outer.append(host);
    const element = document.createElement('wechat-mp-login');
    element.manual = true;
    host.attachShadow({ mode: 'open' }).append(element);
    await until(() => textOf(element, 'h2') === '微信扫码登录');
    element.setAttribute('lang', 'en');
    await until(() => textOf(element, 'h2') === 'Sign in with WeChat');
    element.lang = 'xx';
    await aTimeout(0);
    expect(textOf(element, 'h2')).to.equal('Sign in with WeChat');
  });

  it('passes the QR code to the tile, with the time left', async () => {
    const element = await mount(createFakeBackend());
    await reaches(element, 'ready');
    const tile = inside(element, 'wechat-mp-qr') as WechatMpQr;
    await until(() => inside(tile, 'svg.code'));
    expect(tile.value).to.equal(shown.url);
    await until(() => inside(tile, '.left'));
  });
});
