/** Errors of the list: those that the element shows, and those that it leaves to the page. */
import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { WechatMpIdentities } from '../../../src/identities.js';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import type { ErrorCode } from '../../../src/protocol/errors.js';
import {
  buttonsOf,
  captureConsoleErrors,
  createBackend,
  createGate,
  expectFocus,
  isIdle,
  mount,
  mountListed,
  press,
  rowsOf,
  unlink,
} from '../../support/elements/identities-page.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

const consoleErrors = captureConsoleErrors();

describe('errors of <wechat-mp-identities>', () => {
  it('says that the list could not be loaded, and loads it on request', async () => {
    const backend = createBackend();
    backend.refusal = new WechatMpLoginError('unreachable');
    const element = await mount(backend);
    await until(() => textOf(element, '.instead').includes('Check your connection'));
    expect(textOf(element, '[role=alert]')).to.contain('Check your connection');
    await until(() => consoleErrors().some((text) => text.includes('CORS')));
    expect(consoleErrors().join()).to.contain('docs/troubleshooting.md#error-codes');
    backend.refusal = undefined;
    await press(element, 'Try again');
    await until(() => rowsOf(element).length === 3);
    expectFocus(element, inside(element, 'h2'));
  });

  // Browsers end the requests of a page that is left as if the network had failed.
  for (const type of ['beforeunload', 'pagehide']) {
    it(`stays quiet while the visitor leaves (${type}), and repeats the request on return`, async () => {
      const backend = createBackend();
      const codes: string[] = [];
      const leaveAndReturn = async (request: string): Promise<void> => {
        backend.refusal = new WechatMpLoginError('unreachable');
        dispatchEvent(new Event(type));
        gate.open();
        await aTimeout(0);
        backend.refusal = undefined;
        expect(backend.calls.filter((call) => call === request)).to.have.length(1);
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
        await until(() => backend.calls.filter((call) => call === request).length === 2);
      };
      let gate = createGate();
      backend.gate = gate.opened;
      const element = await mount(backend);
      element.addEventListener('wechat-mp-identities-error', ({ code }) => codes.push(code));
      await leaveAndReturn('list');
      await until(() => rowsOf(element).length === 3);

      gate = createGate();
      backend.gate = gate.opened;
      await unlink(element, 0);
      await leaveAndReturn('unlink a');
      await until(() => rowsOf(element).length === 2);
      expect(codes).to.deep.equal([]);
      expect(consoleErrors()).to.deep.equal([]);
    });
  }

  it('asks visitors to sign in again, and loads the list once the page calls refresh()', async () => {
    const backend = createBackend();
    backend.refusal = new WechatMpLoginError('reauthentication_required');
    const element = await mount(backend);
    await until(() => textOf(element, '.instead').includes('sign in again first'));
    expect(buttonsOf(element)).to.have.length(0);
    backend.refusal = undefined;
    element.refresh();
    await until(() => rowsOf(element).length === 3);
  });

  it('has a sentence for unknown errors', async () => {
    for (const refusal of [
      new TypeError('broken'),
      new WechatMpLoginError('brand_new' as ErrorCode),
    ]) {
      const backend = createBackend();
      backend.refusal = refusal;
      const element = await mount(backend);
      await until(() => textOf(element, '.instead').includes('Something went wrong'));
    }
  });

  it('rejects a missing backend, and one with another scheme', async () => {
    const wrong = [undefined, '', 'javascript:alert(1)', 'http://example.com/login'];
    for (const backend of wrong) {
      const element = await fixture<WechatMpIdentities>(
        html`<wechat-mp-identities lang="en" .backend=${backend}></wechat-mp-identities>`,
      );
      await until(() => textOf(element, '.instead').includes('Not available now'));
    }
    // The console says each once: no backend, twice here, none that can be one, and one over plain http.
    const says = ['is missing', 'must be a path', 'http://example.com/login'];
    for (const part of says) {
      await until(() => consoleErrors().some((text) => text.includes(part)));
    }
    expect(consoleErrors()).to.have.length(says.length);
  });

  it('shows nothing if the page prevents the error event', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    element.addEventListener('wechat-mp-identities-error', (event) => event.preventDefault());
    backend.refusal = new WechatMpLoginError('reauthentication_required');
    await unlink(element, 0);
    await until(() => isIdle(element) && !inside(element, '.question'));
    expect(textOf(element, '[role=status]')).to.equal('');
    element.refresh();
    await until(() => element.state.type === 'error');
    await element.updateComplete;
    expect(inside(element, '.instead') === null).to.equal(true);
    expect(rowsOf(element)).to.have.length(0);
  });
});
