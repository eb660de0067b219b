/** What `<wechat-mp-login>` shows and announces, and what has the focus. */
import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { LoginState } from '../../../src/client/state.js';
import type { WechatMpLogin, WechatMpQr } from '../../../src/index.js';
import { sampleStates, shown, showState } from '../../../stories/support/samples/states.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { animationsEnd, inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import { mount, reaches, untilComplete } from '../../support/elements/login-page.js';

describe('the card of a <wechat-mp-login>', () => {
  it('keeps the focus in the card when the focused button is removed', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake, { manual: true });
    const button = await until(() => inside(element, 'button'));
    button.focus();
    button.click();
    await reaches(element, 'ready');
    expect(document.activeElement).to.equal(element);
  });

  it('shows the official account once its second line is known, too, so that nothing moves', async () => {
    let load: (texts: object) => void = () => undefined;
    const loading = new Promise<object>((resolve) => (load = resolve));
    const fake = createFakeBackend();
    const element = document.createElement('wechat-mp-login');
    Object.assign(element, { backend: fake.backend, texts: () => loading });
    (await fixture(html`<div></div>`)).append(element);
    await until(() => element.state.type === 'ready' && inside(element, 'wechat-mp-qr'));
    expect(textOf(element, '#account')).to.equal('');
    load({});
    await until(() => textOf(element, '#account small'));
    expect(textOf(element, '#account b')).not.to.equal('');
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

  // The texts that load after the QR code never come here: no announcement waits for them.
  it('announces each change once and at once', async () => {
    let loads = 0;
    const texts = async () => (loads++ === 0 ? {} : new Promise<never>(() => undefined));
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login manual lang="en" .texts=${texts}></wechat-mp-login>`,
    );
    await reaches(element, 'idle');
    const announced: string[] = [];
    // The chat has a region of its own, for "Copied".
    const region = (role: string): string => `[part=card] > [role=${role}]`;
    const show = async (state: LoginState, count: number): Promise<void> => {
      showState(element, state);
      await element.updateComplete;
      // Engines call observers at different moments.
      await until(() => announced.length >= count);
    };
    const observer = new MutationObserver(() => {
      const now = textOf(element, region('status')) || textOf(element, region('alert'));
      if (now) announced.push(now);
    });
    for (const role of ['status', 'alert']) {
      observer.observe(inside(element, region(role)) as Node, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    }
    for (const renewals of [0, 1, 2]) {
      await show({ ...sampleStates.ready, renewals, expiresAtMs: Date.now() + renewals }, 1);
    }
    await show(sampleStates.confirm, 2);
    await until(() => inside(element, '.digits [role=status]'));
    await show(sampleStates.error, 3);
    // The chat has loaded by now, and is drawn together with the announcement.
    await show(sampleStates.confirm, 4);
    expect(announced).to.have.length(4);
    expect(announced[0]).to.contain('Follow');
    expect(announced[1]).to.contain('4 0 2 9 1 3');
    expect(announced[2]).to.contain('unavailable');
    expect(announced[3]).to.equal(announced[1]);
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
    showState(element, sampleStates.success);
    await until(() => textOf(element, 'b'));
    await animationsEnd([element]);
    const { offsetHeight } = element;
    for (const name of hostileNames) {
      showState(element, { ...sampleStates.success, account: { name } });
      await element.updateComplete;
      expect(inside(element, '#account img')).to.equal(null);
      expect(element.offsetHeight).to.equal(offsetHeight);
      expect(inside(element, '#account')?.scrollWidth).to.be.at.most(element.offsetWidth);
      const graphemes = [...new Intl.Segmenter().segment(textOf(element, 'b'))];
      expect(graphemes.length).to.be.at.most(64);
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

  it('shows the first character of a name that can be seen, whole', async () => {
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login manual lang="en"></wechat-mp-login>`,
    );
    await untilComplete(element);
    for (const [name, initial] of [
      ['🇨🇳 Lin', '🇨🇳'],
      ['👨‍👩‍👧 family', '👨‍👩‍👧'],
      ['👍🏽', '👍🏽'],
      ['किरण', 'कि'],
      ['e\u0301ric', 'e\u0301'],
      ['\u200fעדי', 'ע'],
      ['\u200b\u3164 Lin', 'L'],
      ['\u2800', ''],
    ] as const) {
      showState(element, { ...sampleStates.success, account: { name } });
      await element.updateComplete;
      expect(textOf(element, '.avatar'), name).to.equal(initial);
    }
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
