/** A login with a fake backend. */
import { fixture, html } from '@open-wc/testing';
import type { WechatMpLogin } from '../../../src/index.js';
import { sampleStates, showState } from '../../../stories/support/samples/states.js';
import type { FakeBackend } from './fake-backend.js';
import { inside, textOf } from './page.js';
import { until } from '../until.js';

export const mount = (
  fake: FakeBackend,
  more: Partial<WechatMpLogin> = {},
): Promise<WechatMpLogin> =>
  fixture<WechatMpLogin>(
    html`<wechat-mp-login
      lang="en"
      .backend=${fake.backend}
      .manual=${more.manual}
      .returnTo=${more.returnTo}
    ></wechat-mp-login>`,
  );

/** Waits until the login is in this state, with its texts. */
export const reaches = (element: WechatMpLogin, type: string): Promise<true> =>
  until(() => element.state.type === type && textOf(element, 'p') !== '' && true);

/** Resolves once everything has loaded that a card needs after its QR code. Shows an expired one meanwhile. */
export async function untilComplete(login: WechatMpLogin): Promise<void> {
  showState(login, sampleStates.expired);
  await until(() => inside(login, '[part=button] .refresh') && textOf(login, 'p') !== '');
}
