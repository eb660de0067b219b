/** What `<wechat-mp-login>` does when something goes wrong. */
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
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
});
