/** What `<wechat-mp-login>` does when something goes wrong. */
import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../../src/index.js';
import type { LoginErrorEvent, WechatMpLogin } from '../../../src/index.js';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import { mount, reaches } from '../../support/elements/login-page.js';

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

describe('a failed <wechat-mp-login>', () => {
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

  it('shows what the application says as text, announces it once, and offers a new scan', async () => {
    const said = '<b>Locked</b> ' + 'long '.repeat(80);
    let isRefusing = true;
    const fake = createFakeBackend({
      refuseRedeem: () =>
        isRefusing ? new WechatMpLoginError('sign_in_refused', { sentence: said }) : undefined,
    });
    const element = await mount(fake);
    await reaches(element, 'ready');
    const alerts: string[] = [];
    const region = await until(() => inside(element, '[role=alert]'));
    new MutationObserver(() => {
      if (region.textContent.trim()) alerts.push(region.textContent.trim());
    }).observe(region, { childList: true, characterData: true, subtree: true });
    fake.push({ state: 'approved' });
    await reaches(element, 'error');
    const shown = said.slice(0, 300);
    await until(() => textOf(element, 'h2') === 'Can’t continue');
    expect(textOf(element, 'p')).to.equal(shown.trim());
    expect(inside(element, '[part=text] b')).to.equal(null);
    await aTimeout(50);
    // Before the texts of rare errors have loaded, it has another title.
    const titled = alerts.filter((alert) => alert.startsWith('Can’t continue'));
    expect(titled).to.deep.equal([`Can’t continue · ${shown}`.trim()]);
    expect(element.state).to.include({ code: 'sign_in_refused', retryable: false, sentence: said });
    expect(fake.calls.filter((call) => call === 'redeem').length).to.equal(1);
    isRefusing = false;
    (await until(() => inside(element, 'button'))).click();
    await reaches(element, 'ready');
    fake.push({ state: 'approved' });
    await reaches(element, 'success');
  });

  it('says something of its own if the application says nothing', async () => {
    const fake = createFakeBackend({
      refuseRedeem: () => new WechatMpLoginError('sign_in_refused'),
    });
    const element = await mount(fake);
    await reaches(element, 'ready');
    fake.push({ state: 'approved' });
    await reaches(element, 'error');
    await until(() => textOf(element, 'p').includes('contact this site'));
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

  it('ends in an error, rather than wait, if the QR code cannot be drawn', async () => {
    const fake = createFakeBackend({ created: { present: { type: 'qr', url: 'x'.repeat(2000) } } });
    const element = await mount(fake);
    await reaches(element, 'error');
    expect(fake.openStreams).to.equal(0);
    expect(await until(() => inside(element, 'button'))).to.be.instanceOf(HTMLButtonElement);
  });

  it('leaves a page alone that draws the QR code itself, if ours cannot be drawn', async () => {
    const url = 'x'.repeat(2000);
    const fake = createFakeBackend({ created: { present: { type: 'qr', url } } });
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login lang="en" .backend=${fake.backend}
        ><b slot="ready">Mine</b></wechat-mp-login
      >`,
    );
    await reaches(element, 'ready');
    await until(() => fake.openStreams === 1);
    await element.updateComplete;
    expect(element.state.type).to.equal('ready');
    fake.push({ state: 'approved' });
    await reaches(element, 'success');
  });

  it('starts although an element of the page shadows a property of the document', async () => {
    const names = ['baseURI', 'activeElement', 'hidden', 'visibilityState', 'prerendering'];
    const place = await fixture<HTMLElement>(
      html`<div>${names.map((name) => html`<img name=${name} alt="" />`)}</div>`,
    );
    const element = document.createElement('wechat-mp-login');
    element.backend = '/wechat-login';
    place.append(element);
    await until(() => element.state.type !== 'idle');
    await aTimeout(0);
    expect(element.state.type).to.equal('loading');
    element.remove();
  });

  it('explains a return-to that it ignores, and follows any address of its own site', async () => {
    for (const returnTo of ['https://evil.example/', '//evil.example', 'javascript:alert(1)']) {
      logged = [];
      await mount(createFakeBackend(), { returnTo });
      await until(() => logged.some((values) => values.join(' ').includes(`ignored: ${returnTo}`)));
    }
    logged = [];
    const own: Record<string, string> = {
      [`${location.origin}/account?tab=1#top`]: '/account?tab=1#top',
      account: new URL('account', location.href).pathname,
      '?next=1': `${location.pathname}?next=1`,
      '/account': '/account',
    };
    for (const [returnTo, path] of Object.entries(own)) {
      const fake = createFakeBackend();
      const element = await fixture<WechatMpLogin>(
        html`<wechat-mp-login .backend=${fake.backend} .returnTo=${returnTo}></wechat-mp-login>`,
      );
      const success = oneEvent(element, 'wechat-mp-login-success');
      element.addEventListener('wechat-mp-login-success', (event) => event.preventDefault());
      await reaches(element, 'ready');
      fake.push({ state: 'approved' });
      await success;
      expect(element.state).to.include({ type: 'success', returnTo: path });
    }
    expect(logged).to.deep.equal([]);
  });
});
