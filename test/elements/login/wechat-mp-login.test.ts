/** What a person and a page live through with `<wechat-mp-login>`, against a backend object. */
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

const at = (element: WechatMpLogin, type: string): Promise<true> =>
  until(() => element.state.type === type && textOf(element, 'p') !== '' && true);

/** Errors are told in the console; here that is what they should be. */
let told: unknown[][] = [];
/* eslint-disable no-console -- what is told there is what is tested */
const tell = console.error.bind(console);
before(() => {
  console.error = (...words: unknown[]) => told.push(words);
});
beforeEach(() => {
  told = [];
});
after(() => {
  console.error = tell;
});
/* eslint-enable no-console */

describe('<wechat-mp-login>', () => {
  it('goes from loading by the code to who is signed in, each step told to the page', async () => {
    const fake = createFakeBackend({ redeem: { isNew: true } });
    const steps: string[] = [];
    const note = (event: LoginStateEvent): unknown => steps.push(event.state.type);
    document.addEventListener('wechat-mp-login-state', note as EventListener);
    const element = await mount(fake);
    await at(element, 'ready');
    fake.push({ state: 'approved' });
    await at(element, 'success');
    document.removeEventListener('wechat-mp-login-state', note as EventListener);
    expect(steps).to.deep.equal(['loading', 'ready', 'approved', 'success']);
    await element.updateComplete;
    expect(textOf(element, 'b')).to.equal('林溪');
    expect(textOf(element, 'p')).to.contain('new account');
  });

  it('waits, if manual, for the person or the page to begin', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake, { manual: true });
    await at(element, 'idle');
    expect(fake.calls).to.deep.equal([]);
    (await until(() => inside(element, 'button'))).click();
    await at(element, 'ready');
  });

  it('begins anew with another backend', async () => {
    const first = createFakeBackend();
    const second = createFakeBackend();
    const element = await mount(first);
    await at(element, 'ready');
    element.backend = second.backend;
    await until(() => second.calls.includes('create') && first.openStreams === 0);
    await at(element, 'ready');
  });

  it('lets go of everything when removed, and begins again when it comes back', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    await at(element, 'ready');
    await until(() => fake.openStreams === 1);
    const parent = element.parentElement;
    element.remove();
    await until(() => fake.openStreams === 0);
    parent?.append(element);
    await until(() => fake.calls.filter((call) => call === 'create').length === 2);
  });

  it('keeps its code when it is moved within the page', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    await at(element, 'ready');
    const elsewhere = document.createElement('div');
    element.parentElement?.append(elsewhere);
    elsewhere.append(element);
    await aTimeout(0);
    expect(element.state.type).to.equal('ready');
    expect(fake.calls).to.deep.equal(['create']);
    fake.push({ state: 'approved' });
    await at(element, 'success');
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
        // Every tenth stays until its code is seen.
        if (visit % 10 === 0) await until(() => running.size > 0);
        element.remove();
      }
      await until(() => fake.openStreams === 0 && running.size === 0);
    } finally {
      window.setInterval = set;
      window.clearInterval = clear;
    }
  });

  it('asks once, however often its button is clicked', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    await at(element, 'ready');
    fake.push({ state: 'denied', expiresIn: 0 });
    await at(element, 'denied');
    const button = await until(() => inside(element, 'button'));
    button.click();
    button.click();
    button.click();
    await at(element, 'ready');
    expect(fake.calls.filter((call) => call === 'create')).to.have.length(2);
  });

  it('keeps the focus where the person worked when the button goes', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake, { manual: true });
    const button = await until(() => inside(element, 'button'));
    button.focus();
    button.click();
    await at(element, 'ready');
    expect(document.activeElement).to.equal(element);
  });

  it('takes no focus from anywhere else', async () => {
    const fake = createFakeBackend();
    const place = await fixture<HTMLElement>(html`<div><input aria-label="Name" /></div>`);
    place.querySelector('input')?.focus();
    const element = document.createElement('wechat-mp-login');
    element.backend = fake.backend;
    place.append(element);
    await at(element, 'ready');
    fake.push({ state: 'denied', expiresIn: 0 });
    await at(element, 'denied');
    element.refresh();
    await at(element, 'ready');
    expect(document.activeElement).to.equal(place.querySelector('input'));
  });

  it('says each change once to those who hear the page, errors at once', async () => {
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login manual lang="en"></wechat-mp-login>`,
    );
    await at(element, 'idle');
    const said: string[] = [];
    const observer = new MutationObserver(() => {
      const now = textOf(element, '[role=status]') || textOf(element, '[role=alert]');
      if (now) said.push(now);
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
    expect(said).to.have.length(3);
    expect(said[0]).to.contain('Follow');
    expect(said[1]).to.contain('4 0 2 9 1 3');
    expect(said[2]).to.equal(textOf(element, '[role=alert]'));
    observer.disconnect();
  });

  it('shows names as text, whatever stands in them, on one line', async () => {
    const mean = [
      '<img src=x onerror="window.hurt = true">',
      'x'.repeat(10_000),
      '\u202Etxet lamron ton',
      '',
      '👨‍👩‍👧‍👦'.repeat(100),
    ];
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login manual lang="en"></wechat-mp-login>`,
    );
    await at(element, 'idle');
    const { offsetHeight } = element;
    for (const name of mean) {
      showState(element, { ...sampleStates.success, account: { name } });
      await element.updateComplete;
      expect(inside(element, '#account img')).to.equal(null);
      expect(element.offsetHeight).to.equal(offsetHeight);
      expect(inside(element, '#account')?.scrollWidth).to.be.at.most(element.offsetWidth);
      expect(textOf(element, 'b').length).to.be.at.most(128);
      const sub = getComputedStyle(inside(element, 'b bdi') as Element).unicodeBidi;
      expect(sub).to.equal('isolate');
    }
    expect('hurt' in window).to.equal(false);
  });

  it('shows an initial where a picture does not load', async () => {
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

  it('tells the page who is signed in, and goes to return-to unless the page prevents it', async () => {
    const here = location.pathname + location.search;
    for (const prevented of [true, false]) {
      history.replaceState(null, '', here);
      const fake = createFakeBackend({ redeem: { code: 'once' } });
      const element = await mount(fake, { returnTo: `${here}#welcome` });
      await at(element, 'ready');
      let seen: LoginSuccessEvent | undefined;
      element.addEventListener('wechat-mp-login-success', (event) => {
        seen = event;
        if (prevented) event.preventDefault();
      });
      fake.push({ state: 'approved' });
      await at(element, 'success');
      expect(seen?.account.name).to.equal('林溪');
      expect(seen?.sessionCode).to.equal('once');
      await until(() => (location.hash === '#welcome') !== prevented);
    }
    history.replaceState(null, '', here);
  });

  it('leaves the page only once there was time to read what was linked', async () => {
    const here = location.pathname + location.search;
    const fake = createFakeBackend({ redeem: { linked: true } });
    const element = await mount(fake, { returnTo: `${here}#welcome` });
    await at(element, 'ready');
    const set = window.setTimeout.bind(window);
    const later: (() => void)[] = [];
    // Whatever waits for a second or more waits for the test.
    window.setTimeout = ((handler: () => void, delayMs = 0) =>
      delayMs < 1000 ? set(handler, delayMs) : later.push(handler)) as typeof set;
    try {
      fake.push({ state: 'approved' });
      await at(element, 'success');
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
    'javascript:hurt()',
    '/\\evil',
  ]) {
    it(`stays where it is rather than go to ${returnTo}`, async () => {
      const before = location.href;
      const fake = createFakeBackend({ redeem: { returnTo } });
      const element = await mount(fake, { returnTo });
      await at(element, 'ready');
      fake.push({ state: 'approved' });
      await at(element, 'success');
      await aTimeout(50);
      expect(location.href).to.equal(before);
    });
  }

  it('says one calm sentence to the visitor and the details to the console', async () => {
    const fake = createFakeBackend({ refuse: () => new WechatMpLoginError('misconfigured') });
    const element = document.createElement('wechat-mp-login');
    element.lang = 'en';
    element.backend = fake.backend;
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const event = oneEvent(element, 'wechat-mp-login-error');
    place.append(element);
    const { code, retryable } = (await event) as unknown as LoginErrorEvent;
    expect([code, retryable]).to.deep.equal(['misconfigured', false]);
    await at(element, 'error');
    expect(textOf(element, 'p')).not.to.contain('AppSecret');
    expect(inside(element, 'button')).to.equal(null);
    await until(() => told.some((words) => words.join(' ').includes('AppSecret')));
  });

  it('refuses a backend that is missing or of another scheme', async () => {
    for (const backend of [undefined, '', 'javascript:alert(1)', 'http://example.com/login']) {
      const element = await fixture<WechatMpLogin>(
        html`<wechat-mp-login lang="en" .backend=${backend}></wechat-mp-login>`,
      );
      await at(element, 'error');
      expect(element.state).to.include({ type: 'error', code: 'bad_backend' });
    }
  });

  it('gives up on request, and tells the backend', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    await at(element, 'ready');
    element.cancel();
    await at(element, 'cancelled');
    expect(fake.calls).to.include('cancel');
  });

  it('ends in an error, not in a wait, where the code cannot be drawn', async () => {
    const fake = createFakeBackend({ created: { present: { type: 'qr', url: 'x'.repeat(2000) } } });
    const element = await mount(fake);
    await at(element, 'error');
    expect(fake.openStreams).to.equal(0);
    expect(await until(() => inside(element, 'button'))).to.be.instanceOf(HTMLButtonElement);
  });

  it('does not disturb another on the same page', async () => {
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
    await Promise.all([at(first, 'ready'), at(second, 'ready')]);
    right.push({ state: 'approved' });
    await at(second, 'success');
    expect(first.state.type).to.equal('ready');
    expect([textOf(first, 'h2'), textOf(second, 'h2')]).to.deep.equal([
      'Sign in with WeChat',
      '登录成功',
    ]);
  });

  it('speaks the language around it, also around the shadow root it stands in', async () => {
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

  it('hands the code to the tile, with the time left', async () => {
    const element = await mount(createFakeBackend());
    await at(element, 'ready');
    const tile = inside(element, 'wechat-mp-qr') as WechatMpQr;
    await until(() => inside(tile, 'svg.code'));
    expect(tile.value).to.equal(shown.url);
    await until(() => inside(tile, '.left'));
  });
});
