/** When `<wechat-mp-login>` starts and ends attempts. */
import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { LoginStateEvent, WechatMpLogin } from '../../../src/index.js';
import { isQrCodeDrawn } from '../../../bench/page/visit/recorder.js';
import { sampleStates, showState, shown } from '../../../stories/support/samples/states.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import { mount, reaches } from '../../support/elements/login-page.js';

describe('the attempt of a <wechat-mp-login>', () => {
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

  it('is drawn, for the benchmark, only once its QR code has modules', async () => {
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login manual lang="en"></wechat-mp-login>`,
    );
    showState(element, sampleStates.loading);
    const ring = 'svg path[d]';
    const tile = await until(() => inside(element, 'wechat-mp-qr'));
    await until(() => inside(tile, ring));
    expect(isQrCodeDrawn(document)).to.equal(false);
    showState(element, sampleStates.ready);
    await until(() => isQrCodeDrawn(document));
    showState(element, { ...sampleStates.ready, shown: { ...shown, url: '' } });
    await until(() => !isQrCodeDrawn(document));
    expect(inside(tile, ring)).not.to.equal(null);
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

  it('starts a new attempt when the text for the application changes, and only then', async () => {
    const fake = createFakeBackend();
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login
        lang="en"
        .backend=${fake.backend}
        app-data="spring"
      ></wechat-mp-login>`,
    );
    await reaches(element, 'ready');
    element.appData = 'spring';
    await element.updateComplete;
    expect(fake.calls).to.deep.equal(['create spring']);
    element.appData = 'autumn';
    await until(() => fake.calls.includes('create autumn') && fake.openStreams === 1);
    element.removeAttribute('app-data');
    await until(() => fake.calls.at(-1) === 'create null');
    await reaches(element, 'ready');
    expect(element.renderRoot.textContent).not.to.match(/spring|autumn/);
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

  it('cancels its attempt, at the backend too', async () => {
    const fake = createFakeBackend();
    const element = await mount(fake);
    await reaches(element, 'ready');
    element.cancel();
    await reaches(element, 'cancelled');
    expect(fake.calls).to.include('cancel');
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
});
