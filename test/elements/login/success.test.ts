/** What follows when a visitor has signed in. */
import { aTimeout, expect } from '@open-wc/testing';
import '../../../src/index.js';
import type { LoginSuccessEvent } from '../../../src/index.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { until } from '../../support/until.js';
import { mount, reaches } from '../../support/elements/login-page.js';

describe('a successful <wechat-mp-login>', () => {
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
    // Watching has timers of its own.
    await until(() => fake.openStreams === 1);
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
});
