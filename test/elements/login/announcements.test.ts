/** What a login announces to a screen reader, and when. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { LoginState } from '../../../src/client/state.js';
import type { WechatMpLogin } from '../../../src/index.js';
import { sampleStates, showState } from '../../../stories/support/samples/states.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import { reaches } from '../../support/elements/login-page.js';

describe('the announcements of a <wechat-mp-login>', () => {
  // The texts that load after the QR code never come here: no announcement waits for them.
  it('announces each change once and at once', async () => {
    let loads = 0;
    const texts = async () => (loads++ === 0 ? {} : new Promise<never>(() => undefined));
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login manual lang="en" .texts=${texts}></wechat-mp-login>`,
    );
    await reaches(element, 'idle');
    const announced: string[] = [];
    const show = async (state: LoginState, count: number): Promise<void> => {
      showState(element, state);
      await element.updateComplete;
      // Engines call observers at different moments.
      await until(() => announced.length >= count);
    };
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
      await show({ ...sampleStates.ready, renewals, expiresAtMs: Date.now() + renewals }, 1);
    }
    await show(sampleStates.confirm, 2);
    await show(sampleStates.error, 3);
    expect(announced).to.have.length(3);
    expect(announced[0]).to.contain('Follow');
    expect(announced[1]).to.contain('4 0 2 9 1 3');
    expect(announced[2]).to.equal(textOf(element, '[role=alert]'));
    observer.disconnect();
  });
});
