/** A session that is not confirmed, or not fresh: the visitor confirms in the row, and goes on there. */
import { expect, fixture, html } from '@open-wc/testing';
import type { WechatMpIdentities } from '../../../src/identities.js';
import type { WechatMpLogin } from '../../../src/index.js';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import {
  buttonNamed,
  captureConsoleErrors,
  createBackend,
  expectFocus,
  press,
  rowsOf,
  unlink,
} from '../../support/elements/identities-page.js';
import { animationsEnd, inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

captureConsoleErrors();

/** A list whose backend refuses to unlink with this code, until somebody has confirmed. */
async function mountRefused(code: 'confirmation_required' | 'reauthentication_required') {
  const list = createBackend();
  const login = createFakeBackend();
  const backend = { ...login.backend, ...list.identities };
  const events: string[] = [];
  const place = await fixture<HTMLElement>(
    html`<div
      @wechat-mp-login-state=${({ type }: Event) => events.push(type)}
      @wechat-mp-login-success=${({ type }: Event) => events.push(type)}
      @wechat-mp-login-error=${({ type }: Event) => events.push(type)}
    >
      <wechat-mp-identities lang="en" .backend=${backend}></wechat-mp-identities>
    </div>`,
  );
  const element = place.firstElementChild as WechatMpIdentities;
  await until(() => rowsOf(element).length === 3);
  list.refusal = new WechatMpLoginError(code);
  await unlink(element, 1);
  await until(() => textOf(element, '#question').includes('For your safety'));
  list.refusal = undefined;
  return { element, list, login, events };
}

const stepUpIn = (element: WechatMpIdentities): Promise<WechatMpLogin> =>
  until(() => {
    // Not registered before it is needed, but `inside` returns it as what it then is.
    const login = inside(element, 'wechat-mp-login') as Partial<WechatMpLogin> | null;
    return login?.state?.type === 'ready' && (login as WechatMpLogin);
  });

describe('a step-up in the list of identities', () => {
  for (const code of ['confirmation_required', 'reauthentication_required'] as const) {
    it(`lets the visitor confirm after ${code}, and asks again in the same row`, async () => {
      const { element, list, login, events } = await mountRefused(code);
      await press(element, 'Confirm in WeChat');
      const card = await stepUpIn(element);
      expect(rowsOf(element)[1]?.contains(card)).to.equal(true);
      expect(card.purpose).to.equal('step-up');
      await until(() => textOf(card, 'h2') === 'Confirm that it’s you');
      expectFocus(element, buttonNamed(element, 'Keep'));
      await animationsEnd([element, card]);
      await expect(element).to.be.accessible();
      login.push({ state: 'approved' });
      await until(() => textOf(element, '#question').includes('no longer open your account'));
      expectFocus(element, buttonNamed(element, 'Keep'), 'on the harmless button');
      await press(element, 'Unlink', 1);
      await until(() => rowsOf(element).length === 2);
      expect(list.calls.filter((call) => call.startsWith('unlink'))).to.have.length(2);
      // The page hears nothing of a login that is not its own.
      expect(events).to.deep.equal([]);
    });
  }

  it('says in the row that somebody tapped "Not me", and keeps the identity', async () => {
    const { element, login } = await mountRefused('confirmation_required');
    await press(element, 'Confirm in WeChat');
    const card = await stepUpIn(element);
    login.push({ state: 'denied', expiresIn: 0 });
    await until(() => textOf(card, 'h2') === 'Not confirmed');
    expect(textOf(card, 'p')).to.contain('Nothing was changed');
    await press(element, 'Keep');
    expect(inside(element, 'wechat-mp-login')).to.equal(null);
    expect(rowsOf(element)).to.have.length(3);
    expectFocus(element, buttonNamed(element, 'Unlink', 1));
  });

  it('gives up the attempt when the row is closed', async () => {
    const { element, login } = await mountRefused('confirmation_required');
    await press(element, 'Confirm in WeChat');
    await stepUpIn(element);
    await press(element, 'Keep');
    await until(() => login.openStreams === 0);
  });
});
